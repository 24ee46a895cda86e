"""What agencies are asked for in a rapid review."""

from datetime import date

from django.utils import timezone

from escp.deadlines.clocks import Level, after_due, before_due, ladder, working_day
from escp.deadlines.queries import calendar
from escp.returns.kinds import RequestKind
from reviews.models import RapidReview
from reviews.queries import rapid_reviews_for

INFORMATION_DAY = 8
# The question of the shipped questionnaire by which an agency says whether it knew the child.
KNOWN_QUESTION = "known-to-us"


def due_on(review: RapidReview) -> date | None:
    """Return working day 8 after the notification, on which information is due, while it lies ahead."""
    if review.notified_at is None:
        return None
    counted, _ = calendar().step(timezone.localdate(review.notified_at), INFORMATION_DAY)
    return counted[-1] if counted[-1] >= timezone.localdate() else None


def known_on() -> date:
    """Return the working day after today, by which an agency that is asked now says whether it knew the child."""
    counted, _ = calendar().step(timezone.localdate(), 1)
    return counted[-1]


def why_closed(review: RapidReview) -> str:
    """Return why a review takes no more information, in words; empty while its text is open."""
    if review.text_is_open:
        return ""
    return f"The review {review.reference} is closed: it is now “{review.get_state_display()}”. Ring the business unit."


INFORMATION = RequestKind(
    key="reviews.rapid-review-information",
    label="Information for a rapid review",
    questionnaire="rapid-review-information",
    about="reviews.RapidReview",
    visible=rapid_reviews_for,
    case="incident.case",
    due=due_on,
    closed=why_closed,
    level=Level.LOCAL,
    authority="The partnership’s own plan for the fifteen days",
    remind=(working_day(3), before_due(1), before_due(0)),
    escalate=ladder(agency_lead=after_due(1), delegated=after_due(2)),
)
