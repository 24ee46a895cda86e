"""The clock of a piece of scrutiny: its report is due on the day that the plan of the year names."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, after_due, before_due, ladder, register
from intelligence.scrutiny.queries import REPORT_CLOCK, scrutinies_for

REPORT = register(
    Clock(
        key=REPORT_CLOCK,
        label="Report of independent scrutiny",
        ask="Hand in the report of the scrutiny",
        started_by="It was planned",
        due_field="report_due_on",
        authority="The plan of independent scrutiny",
        level=Level.LOCAL,
        model="intelligence.Scrutiny",
        visible=scrutinies_for,
        starts="planned_on",
        stops="reported_on",
        owed_by=Owed(RoleKey.SCRUTINEER),
        remind=(before_due(10), before_due(0)),
        escalate=ladder(unit=after_due(5)),
    )
)
