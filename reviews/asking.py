"""What agencies are asked for in a rapid review."""

from datetime import date

from django.utils import timezone

from escp.deadlines.clocks import Level, after_due, before_due, ladder, working_day
from escp.deadlines.queries import calendar
from escp.returns.kinds import RequestKind
from reviews.models import RapidReview
from reviews.queries import rapid_reviews_for

INFORMATION_DAY = 8


def due_on(review: RapidReview) -> date | None:
    """Return working day 8 after the notification, on which information is due, while it lies ahead."""
    if review.notified_at is None:
        return None
    counted, _ = calendar().step(timezone.localdate(review.notified_at), INFORMATION_DAY)
    return counted[-1] if counted[-1] >= timezone.localdate() else None


INFORMATION = RequestKind(
    key="reviews.rapid-review-information",
    label="Information for a rapid review",
    questionnaire="rapid-review-information",
    about="reviews.RapidReview",
    visible=rapid_reviews_for,
    case="incident.case",
    due=due_on,
    level=Level.LOCAL,
    authority="The partnership’s own plan for the fifteen days",
    remind=(working_day(3), before_due(1), before_due(0)),
    escalate=ladder(agency_lead=after_due(1), delegated=after_due(2)),
)
