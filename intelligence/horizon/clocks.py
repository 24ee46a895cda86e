"""The clock of a risk: it is looked at again on the day that was set last."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, after_due, before_due, ladder, register
from intelligence.horizon.queries import REVIEW_CLOCK, risks_for

REVIEW = register(
    Clock(
        key=REVIEW_CLOCK,
        label="Review of a risk on the horizon",
        ask="Look at the risk again",
        started_by="It was put on the horizon",
        due_field="review_on",
        authority="The date set at the last review",
        level=Level.LOCAL,
        model="intelligence.RiskSignal",
        visible=risks_for,
        starts="logged_on",
        stops="closed_on",
        owed_by=Owed(RoleKey.BUSINESS_OFFICER, person="owner"),
        remind=(before_due(5), before_due(0)),
        escalate=ladder(unit=after_due(1)),
    )
)
