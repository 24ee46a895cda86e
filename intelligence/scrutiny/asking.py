"""What a partner is asked by a challenge of the scrutineer: to answer within twenty working days."""

from datetime import date

from django.utils import timezone

from escp.deadlines.calendar import WorkingDays
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.deadlines.queries import calendar
from escp.returns.kinds import RequestKind
from intelligence.choices import ScrutinyState
from intelligence.models import Challenge
from intelligence.scrutiny.queries import ANSWER, challenges_for

ANSWER_DAYS = WorkingDays(20)


def answer_due_on(challenge: Challenge | None = None) -> date:
    """Return working day 20 from today: the partnership’s own time for an answer; no guidance sets one."""
    return ANSWER_DAYS.count(timezone.localdate(), calendar()).due_on


def why_closed(challenge: Challenge) -> str:
    """Return why a challenge takes no more answers, in words; empty until the response is agreed."""
    scrutiny = challenge.scrutiny
    if scrutiny.state in (ScrutinyState.IN_PROGRESS, ScrutinyState.FINDINGS):
        return ""
    return f"{challenge.reference} takes no answers: {scrutiny.reference} is “{scrutiny.get_state_display()}”."


CHALLENGED = RequestKind(
    key=ANSWER,
    label="Answer to a challenge of the independent scrutineer",
    questionnaire="scrutiny-challenge",
    about="intelligence.Challenge",
    visible=challenges_for,
    due=answer_due_on,
    closed=why_closed,
    level=Level.LOCAL,
    authority="The partnership’s own target: twenty working days",
    remind=(before_due(5), before_due(0)),
    escalate=ladder(agency_lead=after_due(2), delegated=after_due(5)),
)
