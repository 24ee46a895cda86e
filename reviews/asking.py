"""What agencies are asked for in a rapid review and in a local review, and after a national one."""

from datetime import date

from django.utils import timezone

from escp.deadlines.calendar import Months
from escp.deadlines.clocks import Level, after_due, before_due, ladder, working_day
from escp.deadlines.queries import calendar
from escp.returns.kinds import RequestKind
from reviews.choices import NationalState
from reviews.models import LocalReview, NationalReview, RapidReview
from reviews.queries import local_reviews_for, national_reviews_for, rapid_reviews_for

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

# The partnership's own plan for the six months: agency reports are in by the end of the second.
REPORT_MONTHS = 2


def report_due_on(review: LocalReview) -> date | None:
    """Return the working day by which agency reports are due, two months after the decision, while it lies ahead."""
    worked = Months(REPORT_MONTHS).count(review.decided_on, calendar())
    due = worked.target or worked.due_on
    return due if due >= timezone.localdate() else None


def why_report_closed(review: LocalReview) -> str:
    """Return why a local review takes no more reports, in words; empty while its own report is open."""
    if review.report_is_open:
        return ""
    return f"The review {review.reference} is closed: it is now “{review.get_state_display()}”. Ring the business unit."


AGENCY_REPORT = RequestKind(
    key="reviews.local-review-report",
    label="Agency report for a local review",
    questionnaire="local-review-agency-report",
    about="reviews.LocalReview",
    visible=local_reviews_for,
    case="rapid_review.incident.case",
    due=report_due_on,
    closed=why_report_closed,
    level=Level.LOCAL,
    authority="The partnership’s own plan for the six months",
    remind=(before_due(10), before_due(3), before_due(0)),
    escalate=ladder(agency_lead=after_due(1), delegated=after_due(5)),
)


ASSURANCE_DAYS = 30


def assurance_due_on(review: NationalReview) -> date:
    """Return working day 30 from today: the partnership's own time for assurance."""
    counted, _ = calendar().step(timezone.localdate(), ASSURANCE_DAYS)
    return counted[-1]


def assurance_closed(review: NationalReview) -> str:
    """Return why a national review takes no more answers, in words; empty until what agencies said is put together."""
    if review.state in (NationalState.LOGGED, NationalState.TRIAGED, NationalState.ASSURANCE_REQUESTED):
        return ""
    return (
        f"{review.reference} takes no more answers: it is now “{review.get_state_display()}”. Ring the business unit."
    )


ASSURANCE = RequestKind(
    key="reviews.national-assurance",
    label="Assurance after a national review",
    questionnaire="national-review-assurance",
    about="reviews.NationalReview",
    visible=national_reviews_for,
    due=assurance_due_on,
    closed=assurance_closed,
    level=Level.LOCAL,
    authority="The partnership’s own plan; asked by the National Panel, partners answer to it",
    remind=(before_due(5), before_due(0)),
    escalate=ladder(agency_lead=after_due(2), delegated=after_due(5)),
)
