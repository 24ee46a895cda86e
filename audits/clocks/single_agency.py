"""The clock of the March meeting: its themes. Its other days stand in the year plan, each return’s with the return."""

from audits.queries.single_agency import years_for
from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, WorkingDays, before_due, register

AGREE_THEMES = register(
    Clock(
        key="audits.single-agency-themes",
        label="Themes of the March meeting",
        ask="Agree the themes of the March meeting, and carry next steps forward",
        started_by="The March meeting was held",
        length=WorkingDays(10),
        starts="met_on",
        stops="closed_on",
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        model="audits.SingleAgencyYear",
        visible=years_for,
        level=Level.LOCAL,
        authority="The partnership’s own target for the March meeting",
        remind=(before_due(3), before_due(0)),
        escalate=(),
    )
)
