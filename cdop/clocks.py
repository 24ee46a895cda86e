"""The clocks of a child's death. They run from the moment of death to the second, whatever the clocks on the wall do.

The periods of the Child Death Review guidance are to be checked against its current text before they are relied on.
"""

from cdop.choices import Route, State
from cdop.models import ChildDeath, JointAgencyResponse
from cdop.policies import ANSWERS, is_reviewed_here
from cdop.queries import deaths_for, immediate_learning_for, responses_for
from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Escalation,
    Hours,
    Level,
    Months,
    Owed,
    Weeks,
    WorkingDays,
    after_due,
    before_due,
    register,
    working_day,
)

PANEL = Owed(RoleKey.CDOP_REPRESENTATIVE)
# Nobody else may know that a death is reviewed, not even by its deadlines.
REVIEWERS = frozenset({Permission.SEE_CHILD_DEATHS})
LOCAL = "Local practice of the joint agency response"


def _is_reviewed(death: ChildDeath) -> bool:
    return is_reviewed_here(death.scope) and death.state != State.OUT_OF_SCOPE


def _response_stands(response: JointAgencyResponse) -> bool:
    return _is_reviewed(response.death)


def _response_is_asked_about(response: JointAgencyResponse) -> bool:
    """A death that an extract brought in is asked about by itself, at once."""
    return _response_stands(response) and response.death.brought_in_at is None


def _visit_is_owed(response: JointAgencyResponse) -> bool:
    return _response_stands(response) and not response.no_visit_because


NOTIFICATION = register(
    Clock(
        key="cdop.notification",
        label="Notify the Child Death Overview Panel",
        ask="Check that the death has been notified to the Child Death Overview Panel",
        started_by="The child died",
        length=Hours(24),
        authority="The partnership’s learning and improvement framework: notification through eCDOP within 24 hours",
        level=Level.FRAMEWORK,
        model="cdop.ChildDeath",
        starts="died_at",
        stops="notified_at",
        applies=_is_reviewed,
        owed_by=PANEL,
        remind=(after_due(0, "h"),),
        visible=deaths_for,
        case="case",
        only_for=REVIEWERS,
    )
)

NCMD = register(
    Clock(
        key="cdop.ncmd",
        label="Tell the National Child Mortality Database",
        ask="Check that the National Child Mortality Database has been told",
        started_by="The child died",
        length=Hours(48),
        authority="National Child Mortality Database: told of every child’s death within 48 hours (eCDOP sends it)",
        level=Level.NATIONAL,
        model="cdop.ChildDeath",
        starts="died_at",
        stops="national_at",
        applies=_is_reviewed,
        owed_by=PANEL,
        remind=(after_due(0, "h"),),
        visible=deaths_for,
        case="case",
        only_for=REVIEWERS,
    )
)

SHARE_INFORMATION = register(
    Clock(
        key="cdop.first-information",
        label="Share the first information",
        ask="Share the first information between health, police and social care",
        started_by="The child died",
        length=Hours(48),
        authority=LOCAL,
        level=Level.LOCAL,
        model="cdop.JointAgencyResponse",
        starts="death.died_at",
        stops="shared_at",
        applies=_response_stands,
        owed_by=PANEL,
        remind=(before_due(24, "h"), after_due(0, "h")),
        visible=responses_for,
        case="death.case",
        only_for=REVIEWERS,
    )
)

VISIT = register(
    Clock(
        key="cdop.home-visit",
        label="Visit the home or the scene",
        ask="Record the joint visit of police and health, or why there was none",
        started_by="The joint agency response was triggered",
        length=WorkingDays(1),
        authority=f"{LOCAL}: within 24 hours in working hours, else on the next working day",
        level=Level.LOCAL,
        model="cdop.JointAgencyResponse",
        starts="decided_at",
        stops="visited_at",
        applies=_visit_is_owed,
        owed_by=PANEL,
        remind=(before_due(0), after_due(1)),
        visible=responses_for,
        case="death.case",
        only_for=REVIEWERS,
    )
)

JOINT_RESPONSE_MEETING = register(
    Clock(
        key="cdop.joint-agency-response",
        label="Joint agency response meeting",
        ask="Log the joint agency response meeting",
        started_by="The joint agency response was triggered",
        length=WorkingDays(3),
        authority="Child Death Review guidance on the joint agency response; three working days is local practice",
        level=Level.NATIONAL,
        model="cdop.JointAgencyResponse",
        starts="decided_at",
        stops="met_on",
        applies=_response_stands,
        owed_by=PANEL,
        remind=(before_due(0), after_due(1)),
        visible=responses_for,
        case="death.case",
        only_for=REVIEWERS,
    )
)

SERIOUS_INCIDENT_CONSIDERED = register(
    Clock(
        key="cdop.serious-incident-considered",
        label="Serious incident considered",
        ask="Answer whether a serious incident was considered",
        started_by="The joint agency response meeting was held",
        length=WorkingDays(1),
        authority="The partnership’s own target",
        level=Level.LOCAL,
        model="cdop.JointAgencyResponse",
        starts="met_on",
        stops="death.considered_on",
        applies=_response_is_asked_about,
        owed_by=PANEL,
        remind=(before_due(0),),
        escalate=(Escalation(after_due(1), RoleKey.BUSINESS_MANAGER),),
        visible=responses_for,
        case="death.case",
        only_for=REVIEWERS,
    )
)

IMPORTED_INCIDENT_CONSIDERED = register(
    Clock(
        key="cdop.imported-incident-considered",
        label="Serious incident considered, of an imported death",
        ask="Answer whether a serious incident was considered",
        started_by="The death was brought in from eCDOP",
        length=WorkingDays(1),
        authority="The partnership’s own target",
        level=Level.LOCAL,
        model="cdop.ChildDeath",
        starts="brought_in_at",
        stops="considered_on",
        applies=_is_reviewed,
        owed_by=PANEL,
        remind=(before_due(0),),
        escalate=(Escalation(after_due(1), RoleKey.BUSINESS_MANAGER),),
        visible=deaths_for,
        case="case",
        only_for=REVIEWERS,
    )
)

REVIEW_MEETING = register(
    Clock(
        key="cdop.review-meeting",
        label="Child death review meeting",
        ask="Hold the child death review meeting",
        started_by="The child died",
        length=Months(3),
        authority="Child Death Review: statutory and operational guidance (England)",
        level=Level.GUIDANCE,
        model="cdop.ChildDeath",
        starts="died_at",
        stops="meeting_on",
        applies=_is_reviewed,
        owed_by=PANEL,
        remind=(before_due(30, "d"), before_due(7, "d")),
        visible=deaths_for,
        case="case",
        only_for=REVIEWERS,
    )
)

PANEL_REVIEW = register(
    Clock(
        key="cdop.panel",
        label="Child Death Overview Panel",
        ask="Review the death at the Child Death Overview Panel",
        started_by="The report of the child death review meeting or the result of the inquest was received",
        length=Weeks(6),
        authority="Child Death Review: statutory and operational guidance (England)",
        level=Level.GUIDANCE,
        model="cdop.ChildDeath",
        starts="ready_on",
        stops="panel_on",
        applies=_is_reviewed,
        owed_by=PANEL,
        remind=(before_due(14, "d"), before_due(3, "d")),
        visible=deaths_for,
        case="case",
        only_for=REVIEWERS,
    )
)


def _carried(to: str, owed_by: Owed, whom: str) -> Clock:
    return Clock(
        key=f"cdop.immediate-learning-{to}",
        label="Immediate learning from a joint agency response",
        ask=f"Read the immediate learning that was carried to {whom}, and say what follows",
        started_by="It was carried on",
        length=WorkingDays(2),
        authority="The partnership’s learning and improvement framework: immediate learning is escalated; the time is "
        "the partnership’s own target",
        level=Level.LOCAL,
        model="cdop.ImmediateLearning",
        starts="at",
        stops="answered_at",
        applies=lambda learning: learning.to == to,
        owed_by=owed_by,
        remind=(working_day(0), before_due(0), after_due(1)),
        escalate=(Escalation(after_due(1), RoleKey.BUSINESS_MANAGER),),
        visible=immediate_learning_for,
        case="death.case",
        only_for=REVIEWERS | {ANSWERS[to]},
    )


TO_GROUP = register(_carried(Route.GROUP, Owed(RoleKey.BUSINESS_MANAGER), "the Practice Improvement Group"))
TO_NOTIFIER = register(_carried(Route.NOTIFIER, Owed(RoleKey.SIN_LEAD), "the local authority’s lead"))

WHOLE_REVIEW = register(
    Clock(
        key="cdop.whole-review",
        label="Whole review",
        ask="Close the review of the death",
        started_by="The child died",
        length=Months(6),
        authority="The partnership’s own target for the whole review",
        level=Level.LOCAL,
        model="cdop.ChildDeath",
        starts="died_at",
        stops="closed_on",
        applies=_is_reviewed,
        owed_by=PANEL,
        remind=(before_due(30, "d"),),
        visible=deaths_for,
        case="case",
        only_for=REVIEWERS,
    )
)
