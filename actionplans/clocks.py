"""The clock of an action: its owner set the date, so it is a local target."""

from actionplans.choices import ActionState
from actionplans.queries import actions_for
from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Escalation, Level, Owed, after_due, before_due, register

# Calendar days, as an owner counts them. Once late it goes to the agency's member of the group, then to the business
# unit, then to the delegated safeguarding partners.
ACTION_DUE = register(
    Clock(
        key="actionplans.action-due",
        label="Action due",
        ask="Finish the action",
        started_by="The action began",
        due_field="due_on",
        authority="Date agreed by the Practice Improvement Group",
        level=Level.LOCAL,
        model="actionplans.Action",
        starts="starts_on",
        stops="delivered_on",
        applies=lambda action: action.state not in (ActionState.DRAFT, ActionState.WITHDRAWN),
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="lead_agency", person="owner"),
        remind=(before_due(14, "d"), before_due(7, "d"), before_due(1, "d"), after_due(1, "d")),
        escalate=(
            Escalation(after_due(1, "d"), RoleKey.PIG_MEMBER, same_agency=True),
            Escalation(after_due(14, "d"), RoleKey.BUSINESS_MANAGER),
            Escalation(after_due(30, "d"), RoleKey.STATUTORY_PARTNER),
        ),
        visible=actions_for,
    )
)
