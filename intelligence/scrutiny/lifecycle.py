"""How a piece of independent scrutiny goes: referred or not, planned, under way, reported, answered, acted on, closed.

Source: Working Together to Safeguard Children 2023, chapter 2 (independent scrutiny). The states are proposals of this
service. The report is the scrutineer’s alone: no move changes a word of it.
"""

from datetime import date

from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.ui.words import listed
from intelligence.choices import ScrutinyState
from intelligence.models import Scrutiny
from intelligence.scrutiny.queries import asked_by_challenges, judgements_of, scrutinies_for
from reviews.lifecycle.national_review import must_be_past

SCRUTINY = Lifecycle(Scrutiny, find=scrutinies_for, key="scrutiny")
RECORDS = has(Permission.RECORD_SCRUTINY)


def a_report_stands(scrutiny: Scrutiny) -> str | None:
    return None if scrutiny.reports.exists() else "Record the report first. It stands as the scrutineer wrote it."


def answers_are_judged(scrutiny: Scrutiny) -> str | None:
    """Name the partners whose answers wait: to be sent, or for the scrutineer to accept or not."""
    challenges = scrutiny.challenges.all()
    judged = judgements_of(challenges)
    waiting = [
        asked.agency.short_name
        for returns in asked_by_challenges(challenges).values()
        for asked in returns
        if asked.pk not in judged
    ]
    if not waiting:
        return None
    return f"Say of each answer to a challenge whether it is accepted. Still open: {listed(sorted(set(waiting)))}."


def something_is_recommended(scrutiny: Scrutiny) -> str | None:
    if scrutiny.activity.recommendations.exists():
        return None
    return "Write down what the report recommends first: actions answer its recommendations."


@SCRUTINY.transition(
    source=ScrutinyState.REFERRED,
    target=ScrutinyState.PLANNED,
    label="Take it into the plan",
    allow=RECORDS,
    help="You may put the question in your own words. What was asked stays on record.",
)
def take_up(
    scrutiny: Scrutiny, *, by: Person, year: int, asks: str, method: str, scrutineer: str, report_due_on: date
) -> None:
    """Its report is owed from today."""
    scrutiny.year, scrutiny.asks, scrutiny.method = year, asks, method
    scrutiny.scrutineer, scrutiny.report_due_on = scrutineer, report_due_on
    scrutiny.planned_on = scrutiny.answered_on = timezone.localdate()


@SCRUTINY.transition(
    source=ScrutinyState.REFERRED,
    target=ScrutinyState.NOT_TAKEN_UP,
    label="Do not take it up",
    allow=RECORDS,
    help="Say why. Whoever referred it reads it where they asked.",
    aside=True,
)
def leave(scrutiny: Scrutiny, *, by: Person, not_taken_up_because: str) -> None:
    scrutiny.not_taken_up_because, scrutiny.answered_on = not_taken_up_because, timezone.localdate()


@SCRUTINY.transition(
    source=ScrutinyState.PLANNED,
    target=ScrutinyState.IN_PROGRESS,
    label="Begin",
    allow=RECORDS,
)
def begin(scrutiny: Scrutiny, *, by: Person) -> None:
    """Nothing but the state changes."""


@SCRUTINY.transition(
    source=ScrutinyState.IN_PROGRESS,
    target=ScrutinyState.FINDINGS,
    label="Hand in the report",
    allow=RECORDS,
    needs=[a_report_stands],
    help="From then on the partnership answers. The report stays as it is.",
)
def hand_in(scrutiny: Scrutiny, *, by: Person) -> None:
    scrutiny.reported_on = timezone.localdate()


@SCRUTINY.transition(
    source=ScrutinyState.FINDINGS,
    target=ScrutinyState.RESPONSE_AGREED,
    label="Record the partnership’s response",
    allow=RECORDS,
    needs=[answers_are_judged],
    help="What the partners answer together, with the minute that records it.",
)
def agree_response(scrutiny: Scrutiny, *, by: Person, response: str, response_agreed_on: date, minute: str) -> None:
    """Raises ValidationError for a meeting that lies ahead."""
    must_be_past(response_agreed_on=response_agreed_on)
    scrutiny.response, scrutiny.response_agreed_on, scrutiny.minute = response, response_agreed_on, minute


@SCRUTINY.transition(
    source=ScrutinyState.RESPONSE_AGREED,
    target=ScrutinyState.ACTIONS_LIVE,
    label="Begin the actions",
    allow=RECORDS,
    needs=[something_is_recommended],
)
def act(scrutiny: Scrutiny, *, by: Person) -> None:
    """Nothing but the state changes: actions hang on the recommendations."""


@SCRUTINY.transition(
    source=(ScrutinyState.RESPONSE_AGREED, ScrutinyState.ACTIONS_LIVE),
    target=ScrutinyState.CLOSED,
    label="Close it with what changed",
    allow=RECORDS,
)
def close(scrutiny: Scrutiny, *, by: Person, what_changed: str) -> None:
    scrutiny.what_changed, scrutiny.closed_on = what_changed, timezone.localdate()
