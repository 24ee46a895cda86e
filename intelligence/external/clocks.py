"""The clock of external learning: triage within ten working days. Assurance has its clock with what is asked."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, WorkingDays, after_due, before_due, ladder, register
from intelligence.external.queries import TRIAGE_CLOCK, external_items_for

TRIAGE = register(
    Clock(
        key=TRIAGE_CLOCK,
        label="Triage of external learning",
        ask="Say how much learning from elsewhere matters here",
        started_by="It was logged",
        length=WorkingDays(10),
        authority="The partnership’s own target: no guidance sets a time",
        level=Level.LOCAL,
        model="intelligence.ExternalItem",
        visible=external_items_for,
        starts="logged_on",
        stops="triaged_on",
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(5), before_due(0)),
        escalate=ladder(delegated=after_due(5)),
    )
)
