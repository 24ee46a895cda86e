"""What agencies were asked for, what of a quarter is still to be asked, and what is late."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name
from escp.returns.choices import WITH_THE_AGENCY, ReturnState
from intelligence.asked.questions import Wanted
from intelligence.indicators.periods import Period, ending_within, in_a_row, quarters_before
from intelligence.models import AskedFigure, Definition, Figure, Indicator

KIND = "intelligence.figures"
Asking = dict[Agency, list[tuple[Indicator, Period]]]


def asked_figures_for(person: Person) -> QuerySet[AskedFigure]:
    """Return what agencies were asked for, latest first: for those who keep indicators."""
    if not person.may(Permission.KEEP_INTELLIGENCE):
        return AskedFigure.objects.none()
    rows = AskedFigure.objects.select_related("indicator", "asked__agency")
    return rows.order_by("-ends_on", "indicator__code", "-starts_on", "pk")


def late(rows: QuerySet[AskedFigure]) -> QuerySet[AskedFigure]:
    """Return those of some figures that the agency still has and that are late."""
    return rows.filter(asked__state__in=WITH_THE_AGENCY, asked__due_on__lt=timezone.localdate())


def late_of(indicators: Collection[int]) -> dict[int, AskedFigure]:
    """Return the latest figure of each indicator that an agency owes and that is late. One query."""
    rows = late(AskedFigure.objects.filter(indicator__in=indicators)).select_related("asked__agency")
    return {one.indicator_id: one for one in rows.order_by("ends_on", "pk")}


def last_asked(indicator: Indicator) -> AskedFigure | None:
    """Return what was asked last of an indicator, or None."""
    rows = indicator.asked_figures.exclude(asked__state=ReturnState.WAIVED).select_related("asked__agency")
    return rows.order_by("-ends_on", "-pk").first()


def to_ask(quarter: Period) -> Asking:
    """Return what is still to be asked of each agency for the periods that end in a quarter. Three queries.

    Nothing is asked that was asked before and not given up, and nothing of which a figure stands.
    """
    owned = Indicator.objects.filter(owner_agency__in=agencies_to_name()).select_related("owner_agency")
    known = {*_asked_in(quarter), *_standing_in(quarter)}
    found: Asking = {}
    for one in owned.order_by("owner_agency__name", "code"):
        wanted = [each for each in ending_within(quarter, one.frequency) if (one.pk, each.starts_on) not in known]
        if wanted and one.owner_agency is not None:
            found.setdefault(one.owner_agency, []).extend((one, each) for each in wanted)
    return found


def quarters_asked(year: int) -> int:
    """Return of how many quarters, one after the other, agencies were asked. One query.

    The first is the quarter that ended when the April of a year began.
    """
    quarters = quarters_before(date(year + 1, 1, 1), 4)[::-1]
    asked = AskedFigure.objects.filter(ends_on__range=(quarters[0].starts_on, quarters[-1].ends_on))
    asked = asked.exclude(asked__state=ReturnState.WAIVED).order_by()
    return in_a_row(quarters, asked.values_list("ends_on", flat=True).distinct())


def _asked_in(quarter: Period) -> Iterable[tuple[int, object]]:
    rows = AskedFigure.objects.filter(_ends_in(quarter)).exclude(asked__state=ReturnState.WAIVED)
    return rows.values_list("indicator", "starts_on")


def _standing_in(quarter: Period) -> Iterable[tuple[int, object]]:
    rows = Figure.objects.filter(_ends_in(quarter), area_code=settings.AREA_CODE, stands=True)
    return rows.values_list("indicator", "starts_on")


def _ends_in(quarter: Period) -> Q:
    return Q(ends_on__range=(quarter.starts_on, quarter.ends_on))


def owned_by_nobody() -> QuerySet[Indicator]:
    """Return the indicators for whose figures no agency is asked."""
    return Indicator.objects.exclude(owner_agency__in=agencies_to_name()).order_by("code")


def wanted_of(figures: Sequence[tuple[Indicator, Period]]) -> list[Wanted]:
    """Return figures with the definitions that hold for them. One query."""
    rows = Definition.objects.filter(indicator__in=[one.pk for one, _ in figures]).order_by("indicator", "number")
    found = []
    for one, period in figures:
        own = [each for each in rows if each.indicator_id == one.pk]
        holds = [each for each in own if each.starts_on <= period.starts_on] or own[:1]
        words = {name: getattr(each, name) for each in holds[-1:] for name in ("numerator", "denominator", "caveats")}
        found.append(Wanted(one.code, one.name, one.unit, period, **{"numerator": one.name, **words}))
    return found


def figures_of_request(request_id: int) -> QuerySet[AskedFigure]:
    """Return the figures that a request asks for, with their indicators."""
    return AskedFigure.objects.filter(asked__request=request_id).select_related("indicator").order_by("pk")


def standing(one: AskedFigure) -> Figure | None:
    """Return the figure of our area that stands where one was asked for, or None."""
    return Figure.objects.filter(
        indicator=one.indicator_id, area_code=settings.AREA_CODE, starts_on=one.starts_on, ends_on=one.ends_on,
        stands=True,
    ).first()  # fmt: skip
