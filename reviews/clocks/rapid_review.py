"""The clocks of a rapid review, and what should stand on which of its fifteen working days."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Guidance,
    Level,
    Owed,
    WorkingDays,
    after_due,
    before_due,
    ladder,
    register,
    working_day,
)
from reviews.choices import REPLIED_OR_LATER, Known, PanelReply, ReviewState
from reviews.clocks.incident import OWN_LOCAL_TARGET
from reviews.models import AgencyScope, Dissent, RapidReview
from reviews.queries import dissents_for, rapid_reviews_for, scope_for

NOTIFICATION_SENT = "The notification was sent to the National Panel"
PANEL_HAS_REPLIED = "The National Panel replied"


def _goes_on(review: RapidReview) -> bool:
    """Nothing is owed any more by a review that ended because its notification was withdrawn."""
    return review.state != ReviewState.ENDED


# The day after the notification: which agencies may have known the child, and all of them asked.
ASK_AGENCIES = register(
    Clock(
        key="reviews.rapid-review-scoping",
        label="Agencies asked",
        ask="Scope the rapid review and ask the agencies",
        started_by=NOTIFICATION_SENT,
        length=WorkingDays(1),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.RapidReview",
        starts="incident.notified_at",
        stops="scoped_on",
        # A review whose meeting was held without asking anybody here asked in another way.
        applies=lambda review: _goes_on(review) and (review.scoped_on is not None or review.meeting_on is None),
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(0),),
        escalate=ladder(unit=after_due(1)),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)


def _is_still_asked(scope: AgencyScope) -> bool:
    return scope.known in Known.values or (scope.asked.is_open and scope.review.text_is_open)


SAY_WHETHER_KNOWN = register(
    Clock(
        key="reviews.rapid-review-known",
        label="Known or not known",
        ask="Say whether your agency knew the child",
        started_by="The agency was asked",
        length=WorkingDays(1),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.AgencyScope",
        starts="asked_on",
        stops="known_on",
        applies=_is_still_asked,
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="asked.agency", person="asked.person"),
        remind=(before_due(0), after_due(1)),
        escalate=ladder(agency_lead=after_due(1)),
        visible=scope_for,
        case="review.incident.case",
        reference="asked.reference",
    )
)

# Panel guidance, June 2025: fifteen working days from the day the notification was sent. Never pauses.
SEND_RAPID_REVIEW = register(
    Clock(
        key="reviews.rapid-review",
        label="Send the rapid review to the National Panel",
        ask="Send the rapid review and its decision to the National Panel",
        started_by=NOTIFICATION_SENT,
        length=WorkingDays(15),
        authority="Working Together to Safeguard Children, chapter on serious incidents",
        guidance=(Guidance.PANEL,),
        level=Level.NATIONAL,
        model="reviews.RapidReview",
        starts="incident.notified_at",
        stops="sent_at",
        applies=_goes_on,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(working_day(0), working_day(10), working_day(13), before_due(1), before_due(0)),
        escalate=ladder(delegated=working_day(10), lead=after_due(1, "d")),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)

HOLD_MEETING = register(
    Clock(
        key="reviews.rapid-review-meeting",
        label="Rapid review meeting",
        ask="Hold the rapid review meeting",
        started_by=NOTIFICATION_SENT,
        length=WorkingDays(11),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.RapidReview",
        starts="incident.notified_at",
        stops="meeting_on",
        applies=_goes_on,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(working_day(7), working_day(10)),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)

# The three delegated partners sign; on the day itself the lead partners hear of it at two in the afternoon.
SIGN_RAPID_REVIEW = register(
    Clock(
        key="reviews.rapid-review-sign-off",
        label="Three partners sign off",
        ask="Sign the rapid review off, as three partners",
        started_by=NOTIFICATION_SENT,
        length=WorkingDays(14),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.RapidReview",
        starts="incident.notified_at",
        stops="signed_off_on",
        applies=_goes_on,
        owed_by=Owed(RoleKey.STATUTORY_PARTNER),
        remind=(working_day(12), working_day(13), before_due(0)),
        escalate=ladder(lead=before_due(10, "h")),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)


def _reply_is_awaited(review: RapidReview) -> bool:
    """A review that was concluded before replies were dated waits for none."""
    return review.state != ReviewState.CONCLUDED or review.panel_replied_on is not None


PANEL_REPLY = register(
    Clock(
        key="reviews.panel-reply",
        label="The Panel’s reply",
        ask="Expect the National Panel’s reply, and ask for it",
        started_by="The rapid review was sent to the National Panel",
        length=WorkingDays(10),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.RapidReview",
        starts="sent_at",
        stops="panel_replied_on",
        applies=_reply_is_awaited,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(working_day(10), working_day(15), working_day(20)),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)


def _went_to_the_group(review: RapidReview) -> bool:
    """A reply goes to the group before its review is concluded; one concluded before that was asked owes nothing."""
    came = review.state in REPLIED_OR_LATER and review.panel_reply != PanelReply.NONE
    return came and (review.state != ReviewState.CONCLUDED or review.group_told_on is not None)


TELL_GROUP = register(
    Clock(
        key="reviews.panel-reply-told",
        label="The Panel’s reply taken to the group",
        ask="Take the Panel’s reply to the Practice Improvement Group",
        started_by=PANEL_HAS_REPLIED,
        length=WorkingDays(20),
        authority=f"{OWN_LOCAL_TARGET}: its next meeting, twenty working days at the most",
        level=Level.LOCAL,
        model="reviews.RapidReview",
        starts="panel_replied_on",
        stops="group_told_on",
        applies=_went_to_the_group,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(5),),
        escalate=ladder(delegated=after_due(1)),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)


def _panel_differs(review: RapidReview) -> bool:
    """A review concluded before answers were dated owes none."""
    differs = review.state in REPLIED_OR_LATER and review.panel_reply == PanelReply.DIFFERS
    return differs and (review.state != ReviewState.CONCLUDED or review.reconsidered_on is not None)


ANSWER_PANEL = register(
    Clock(
        key="reviews.panel-disagreement",
        label="Answer to the Panel’s different view",
        ask="Reconsider the decision and answer the National Panel",
        started_by=PANEL_HAS_REPLIED,
        length=WorkingDays(10),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.RapidReview",
        starts="panel_replied_on",
        stops="reconsidered_on",
        applies=_panel_differs,
        owed_by=Owed(RoleKey.STATUTORY_PARTNER),
        remind=(before_due(5), before_due(2), before_due(0)),
        escalate=ladder(lead=after_due(1)),
        visible=rapid_reviews_for,
        case="incident.case",
    )
)


def _goes_up(dissent: Dissent) -> bool:
    return dissent.escalated_on is not None or dissent.review.decision_is_open


ESCALATE_DISSENT = register(
    Clock(
        key="reviews.dissent",
        label="A partner’s dissent taken to the lead partners",
        ask="Take the partner’s dissent to the lead partners",
        started_by="A partner dissented",
        length=WorkingDays(2),
        authority=f"{OWN_LOCAL_TARGET}: sign-off is joint",
        level=Level.LOCAL,
        model="reviews.Dissent",
        starts="given_on",
        stops="escalated_on",
        applies=_goes_up,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(1), before_due(0)),
        escalate=ladder(lead=after_due(1)),
        visible=dissents_for,
        case="review.incident.case",
        reference="review.reference",
    )
)

# The partnership's own plan for the fifteen days (local, not law): working day and what should stand by then.
RAPID_REVIEW_DAYS = (
    (2, "Agencies say whether the child is known to them"),
    (5, "Chase the agencies that have not replied"),
    (8, "Agencies' information is due"),
    (9, "One chronology, with its gaps"),
    (12, "Draft ready"),
    (13, "Partners comment"),
)
# Of the rest a clock says when.
MILESTONES = {
    ASK_AGENCIES.key: "Ask agencies for information",
    HOLD_MEETING.key: HOLD_MEETING.label,
    SIGN_RAPID_REVIEW.key: SIGN_RAPID_REVIEW.label,
    SEND_RAPID_REVIEW.key: "Send to the National Panel",
}
