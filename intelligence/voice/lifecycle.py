"""How a survey goes: prepared, open until its last day, closed, fed back to those who answered."""

from datetime import date

from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from intelligence.choices import SurveyState
from intelligence.models import Survey
from intelligence.voice.policies import why_not
from intelligence.voice.queries import comments_waiting, surveys_for
from intelligence.voice.services import check_last_day

SURVEY = Lifecycle(Survey, find=surveys_for, key="survey")
KEEPS = has(Permission.KEEP_INTELLIGENCE)


def last_day_lies_ahead(survey: Survey) -> str | None:
    return None if survey.closes_on >= timezone.localdate() else "Its last day has passed. Change it first."


def can_be_asked(survey: Survey) -> str | None:
    return why_not(survey.asks.asks) or None


def comments_are_read(survey: Survey) -> str | None:
    waiting = comments_waiting(survey).count()
    return f"Read the comments first: {waiting} wait for the unit." if waiting else None


@SURVEY.transition(
    source=SurveyState.DRAFT,
    target=SurveyState.OPEN,
    label="Open it",
    allow=KEEPS,
    needs=[last_day_lies_ahead, can_be_asked],
    help="Whoever has its link can answer, until its last day. Its questions stay as they are from then on.",
)
def open_it(survey: Survey, *, by: Person) -> None:
    survey.opened_on = timezone.localdate()


@SURVEY.transition(
    source=SurveyState.OPEN,
    target=SurveyState.OPEN,
    label="Change the last day",
    allow=KEEPS,
    help="Tell those who have its link.",
    aside=True,
)
def change_last_day(survey: Survey, *, by: Person, closes_on: date) -> None:
    """Raises ValidationError for a day that has passed or is far."""
    check_last_day(closes_on)
    survey.closes_on = closes_on


@SURVEY.transition(
    source=SurveyState.OPEN,
    target=SurveyState.CLOSED,
    label="Close it",
    allow=KEEPS,
    help="Nobody can answer any more, and it is not opened again. What people said can then be seen.",
)
def close(survey: Survey, *, by: Person) -> None:
    """Closed early, today was its last day."""
    survey.closed_on = timezone.localdate()
    survey.closes_on = min(survey.closes_on, survey.closed_on)


@SURVEY.transition(
    source=SurveyState.CLOSED,
    target=SurveyState.SHARED,
    label="Record how it was fed back",
    allow=KEEPS,
    needs=[comments_are_read],
    help="Those who answered are told what was learned and what follows.",
)
def share(survey: Survey, *, by: Person, learned: str, told: str) -> None:
    survey.learned, survey.told, survey.shared_on = learned, told, timezone.localdate()


@SURVEY.transition(
    source=SurveyState.DRAFT,
    target=SurveyState.DROPPED,
    label="Do not carry it out",
    allow=KEEPS,
    aside=True,
)
def drop(survey: Survey, *, by: Person, dropped_because: str) -> None:
    survey.dropped_because = dropped_because
