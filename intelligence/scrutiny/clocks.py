"""The clocks of scrutiny: what was referred is answered, and a report is due on the day that the plan names."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, WorkingDays, after_due, before_due, ladder, register
from intelligence.scrutiny.queries import REFERRAL_CLOCK, REPORT_CLOCK, scrutinies_for

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

REFERRAL = register(
    Clock(
        key=REFERRAL_CLOCK,
        label="Answer to what was referred to independent scrutiny",
        ask="Take it into the plan, or say why not",
        started_by="It was referred",
        length=WorkingDays(20),
        authority="The partnership’s own target: twenty working days",
        level=Level.LOCAL,
        model="intelligence.Scrutiny",
        visible=scrutinies_for,
        starts="referred_on",
        stops="answered_on",
        owed_by=Owed(RoleKey.SCRUTINEER),
        remind=(before_due(5), before_due(0)),
        escalate=ladder(unit=after_due(2)),
    )
)
