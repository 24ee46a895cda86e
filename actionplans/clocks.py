"""The clocks of an action: due on the date that was agreed, and checked half a year after it was closed."""

from actionplans.choices import ActionState
from actionplans.queries import actions_for
from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Months, Owed, after_due, before_due, ladder, register

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
        escalate=ladder(agency_lead=after_due(1, "d"), unit=after_due(14, "d"), delegated=after_due(30, "d")),
        visible=actions_for,
    )
)

# Half a year later the difference is looked for again. When it no longer holds the action is reopened.
SUSTAINED_CHECK = register(
    Clock(
        key="actionplans.sustained-check",
        label="Sustained check",
        ask="Check that what changed still holds",
        started_by="The action was closed",
        length=Months(6),
        authority="The partnership’s own rule on evidencing impact",
        level=Level.LOCAL,
        model="actionplans.Action",
        starts="closed_on",
        stops="sustained_on",
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="lead_agency", person="owner"),
        remind=(before_due(14, "d"), before_due(0, "d")),
        escalate=ladder(agency_lead=after_due(14, "d"), unit=before_due(14, "d")),
        visible=actions_for,
    )
)
