"""What young people said, as a person may see it: words that the unit has not read yet are for the unit alone."""

from django.db.models import QuerySet

from escp.access.permissions import Permission
from escp.partnership.models import Person
from intelligence.models import YoungLink, YoungVoice
from intelligence.models.young import ANSWERED
from learning.choices import ThemeState
from learning.models import Theme


def young_voices_for(person: Person) -> QuerySet[YoungVoice]:
    """Return all to the unit, and to those who take part in learning what was answered or promised."""
    rows = YoungVoice.objects.select_related("theme")
    if person.may(Permission.KEEP_INTELLIGENCE):
        return rows
    return rows.filter(state__in=ANSWERED) if person.may(Permission.SEE_LEARNING) else rows.none()


def young_voices_to_list(person: Person) -> QuerySet[YoungVoice]:
    """Return what young people said, the newest first."""
    return young_voices_for(person).order_by("-heard_on", "-pk")


def current_link() -> YoungLink | None:
    """Return the address of the ambassadors’ page that is open now, or None."""
    return YoungLink.objects.filter(is_current=True).first()


def links_by_token() -> QuerySet[YoungLink]:
    """Return the address that is open, for whoever has it."""
    return YoungLink.objects.filter(is_current=True)


def shown_to_young_people() -> list[YoungVoice]:
    """Return what stands on the ambassadors’ page, the newest first: what was promised and what was done."""
    return list(YoungVoice.objects.filter(state__in=ANSWERED).select_related("theme").order_by("-heard_on", "-pk")[:50])


def themes_of_now() -> list[Theme]:
    """Return the Three Themes as they stand."""
    return list(Theme.objects.filter(state=ThemeState.ACTIVE).order_by("place"))
