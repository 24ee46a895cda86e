"""The clocks of an action, due on its date and checked half a year after it closed, and of conversations about them."""

from actionplans.choices import ActionState, ConversationState
from actionplans.conversations.queries import conversations_for
from actionplans.models import Milestone
from actionplans.queries import actions_for, judged_on, measures_for, milestones_for
from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Months, Owed, after_due, before_due, ladder, register
from escp.partnership.models import Agency, Person


def done_by_agency(milestone: Milestone) -> Agency | None:
    """Return the agency that reaches a milestone: its own, else the lead of the action."""
    return milestone.agency or milestone.action.lead_agency


def answered_for_by(milestone: Milestone) -> Person | None:
    """Return the owner of the action, where no other agency reaches the milestone; else nobody by name."""
    elsewhere = milestone.agency_id not in (None, milestone.action.lead_agency_id)
    return None if elsewhere else milestone.action.owner


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

MILESTONE_DUE = register(
    Clock(
        key="actionplans.milestone-due",
        label="Milestone of an action due",
        ask="Reach the milestone, and say so",
        started_by="The milestone was set",
        due_field="due_on",
        authority="Date agreed in the action plan",
        level=Level.LOCAL,
        model="actionplans.Milestone",
        starts="recorded_at",
        stops="done_on",
        applies=lambda milestone: milestone.action.is_agreed and not milestone.dropped_because,
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency=done_by_agency, person=answered_for_by),
        remind=(before_due(7, "d"), before_due(0, "d"), after_due(1, "d")),
        escalate=ladder(agency_lead=after_due(7, "d"), unit=after_due(14, "d")),
        visible=milestones_for,
        reference="action.reference",
    )
)

# Without it the day on which the difference was to be judged passes unseen.
IMPACT_MEASURED = register(
    Clock(
        key="actionplans.impact-measured",
        label="Outcome measured",
        ask="Measure the difference that the action was to make",
        started_by="The action began",
        due_field="measured_by_on",
        authority="Day agreed with the measure of the action",
        level=Level.LOCAL,
        model="actionplans.ImpactMeasure",
        starts="action.starts_on",
        stops=judged_on,
        applies=lambda measure: measure.action.is_agreed and measure.measured_by_on is not None,
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="action.lead_agency", person="action.owner"),
        remind=(before_due(14, "d"), before_due(0, "d"), after_due(7, "d")),
        escalate=ladder(agency_lead=after_due(14, "d"), unit=after_due(14, "d")),
        visible=measures_for,
        reference="action.reference",
    )
)

TWICE_A_YEAR = "The partnership’s learning framework: conversations twice a year; the days are the partnership’s own"

# The days are chosen when a round is opened: August and February are proposals (domain paper, D72).
CONVERSATION_PREPARED = register(
    Clock(
        key="actionplans.conversation-prepared",
        label="Answers for the challenge and support conversation",
        ask="Answer the three questions for each of your actions",
        started_by="The round was opened",
        due_field="prepare_by",
        authority=TWICE_A_YEAR,
        level=Level.LOCAL,
        model="actionplans.Conversation",
        starts="opened_on",
        stops="ready_on",
        applies=lambda conversation: conversation.state != ConversationState.NOT_HELD,
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="agency"),
        remind=(before_due(14, "d"), before_due(7, "d"), before_due(0, "d")),
        escalate=ladder(agency_lead=after_due(1, "d"), unit=after_due(3, "d")),
        visible=conversations_for,
    )
)

CONVERSATION_HELD = register(
    Clock(
        key="actionplans.conversation-held",
        label="Challenge and support conversation",
        ask="Hold the challenge and support conversation",
        started_by="The round was opened",
        due_field="hold_by",
        authority=TWICE_A_YEAR,
        level=Level.FRAMEWORK,
        model="actionplans.Conversation",
        starts="opened_on",
        stops="held_on",
        applies=lambda conversation: conversation.state != ConversationState.NOT_HELD,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(14, "d"), before_due(7, "d"), before_due(0, "d")),
        escalate=ladder(delegated=after_due(5, "d")),
        visible=conversations_for,
    )
)
