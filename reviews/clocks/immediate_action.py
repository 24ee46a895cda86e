"""The clock of what a rapid review has done at once."""

from datetime import date

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, after_due, before_due, ladder, register
from reviews.choices import ReviewState
from reviews.clocks.incident import OWN_LOCAL_TARGET
from reviews.models import ImmediateAction
from reviews.queries.immediate import MOST_DAYS, immediate_actions_for, latest_day


def due_day(action: ImmediateAction) -> date | None:
    """Return the day that was set, but never more than twenty working days after sending; None before it is sent."""
    latest = latest_day(action.review)
    return min(action.due_on or latest, latest) if latest else None


DO_AT_ONCE = register(
    Clock(
        key="reviews.immediate-action",
        label="Immediate action of a rapid review",
        ask="Finish the immediate action of the rapid review, and say so",
        started_by="The rapid review was sent to the National Panel",
        due_field=due_day,
        authority=f"{OWN_LOCAL_TARGET}: as set, {MOST_DAYS} working days after sending at the most",
        level=Level.LOCAL,
        model="reviews.ImmediateAction",
        starts="review.sent_at",
        stops="done_on",
        applies=lambda action: action.review.state != ReviewState.ENDED,
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="agency", person="owner"),
        remind=(before_due(5), before_due(0)),
        escalate=ladder(agency_lead=after_due(1)),
        visible=immediate_actions_for,
        case="review.incident.case",
    )
)
