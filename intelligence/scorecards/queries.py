"""What the charts of an indicator are read with: from when on its limits are worked out anew."""

from django.db.models import QuerySet

from escp.access.permissions import Permission
from escp.partnership.models import Person
from intelligence.choices import Level
from intelligence.indicators.queries import indicators_for
from intelligence.models import Figure, Indicator, RareEvent, Rebase


def rebases_of(indicator: Indicator) -> QuerySet[Rebase]:
    """Return every rebase of an indicator in order of time, also those that were withdrawn."""
    return indicator.rebases.select_related("made_by", "withdrawn__made_by").order_by("starts_on", "number")


def rebases_for(person: Person) -> QuerySet[Rebase]:
    """Return the rebases of the indicators that a person may see, those withdrawn too."""
    rows = Rebase.objects.filter(indicator__in=indicators_for(person).values("pk"))
    return rows.select_related("indicator")


def across_authorities(indicator: Indicator) -> QuerySet[Figure]:
    """Return the published figures of every local authority of which the file says what was counted, out of how many.

    The latest period first; within it, by name.
    """
    rows = Figure.objects.filter(
        indicator=indicator,
        stands=True,
        is_published=True,
        level__in=(Level.AUTHORITY, Level.NEIGHBOUR, Level.OTHER),
        value__isnull=False,
        numerator__isnull=False,
        denominator__gt=0,
    )
    return rows.order_by("-ends_on", "area_name", "area_code")


def rare_events_for(person: Person) -> QuerySet[RareEvent]:
    """Return the days of rare events, for those who see true counts: the days tell when each happened.

    Those that were struck out are among them.
    """
    if not person.may(Permission.SEE_TRUE_COUNTS):
        return RareEvent.objects.none()
    rows = RareEvent.objects.filter(indicator__in=indicators_for(person).values("pk"))
    return rows.select_related("indicator").order_by("happened_on", "pk")
