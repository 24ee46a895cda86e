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
from reviews.choices import ReviewState
from reviews.clocks.incident import OWN_LOCAL_TARGET
from reviews.models import RapidReview
from reviews.queries import rapid_reviews_for

NOTIFICATION_SENT = "The notification was sent to the National Panel"

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

# The partnership's own plan for the fifteen days (local, not law): working day and what should stand by then.
RAPID_REVIEW_DAYS = (
    (1, "Ask agencies for information"),
    (2, "Agencies say whether the child is known to them"),
    (5, "Chase the agencies that have not replied"),
    (8, "Agencies' information is due"),
    (9, "One chronology, with its gaps"),
    (12, "Draft ready"),
    (13, "Partners comment"),
)
# Of the rest a clock says when.
MILESTONES = {
    HOLD_MEETING.key: HOLD_MEETING.label,
    SIGN_RAPID_REVIEW.key: SIGN_RAPID_REVIEW.label,
    SEND_RAPID_REVIEW.key: "Send to the National Panel",
}
