"""How a local review moves from the decision to hold it to publication.

Sources: Children Act 2004 sections 16C to 16F; Working Together to Safeguard Children 2023, chapter 5; Child
Safeguarding Practice Review Panel guidance for safeguarding partners, June 2025.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines.calendar import WorkingDaysBefore
from escp.deadlines.queries import calendar
from escp.deadlines.services import explain_if_late
from escp.deadlines.services import withdraw as withdraw_deadlines
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from reviews.choices import LocalReviewState
from reviews.models import LocalReview
from reviews.queries import local_reviews_for, open_check_of

# Working Together: the full report reaches the Panel and the Secretary of State so many working days before.
COPY_DAYS = 7

LOCAL_REVIEW = Lifecycle(LocalReview, find=local_reviews_for, key="local-review")


def copy_came_too_late(review: LocalReview, published_on: date) -> str | None:
    """Return why a review must not be published on a day: the Panel has the full report seven working days before."""
    latest = WorkingDaysBefore(COPY_DAYS).count(published_on, calendar()).due_on
    rule = f"The full report goes to the National Panel and the Secretary of State at least {COPY_DAYS} working days"
    if review.copy_sent_on is None:
        return f"{rule} before publication. Nobody has recorded that it was sent: see “Dates of the review”."
    if review.copy_sent_on > latest:
        sent, last = date_in_words(review.copy_sent_on), date_in_words(latest)
        return f"{rule} before: by {last} for this day. It was sent on {sent}."
    return None


def _finish(review: LocalReview, by: Person, finished_on: date, late_reason: str, late_words: str) -> None:
    if finished_on > timezone.localdate():
        raise ValidationError({"finished_on": "The date cannot be in the future."})
    if finished_on < review.decided_on:
        raise ValidationError({"finished_on": "The date cannot come before the decision to hold the review."})
    explain_if_late(review, "reviews.lcspr", at=finished_on, by=by, reason=late_reason, words=late_words)
    review.finished_on = finished_on
    if check := open_check_of(review):
        withdraw_deadlines(check)


@LOCAL_REVIEW.transition(
    source=LocalReviewState.UNDER_WAY,
    target=LocalReviewState.PUBLISHED,
    label="Record publication",
    allow=has(Permission.RUN_REVIEWS),
)
def publish(review: LocalReview, *, by: Person, finished_on: date, late_reason: str = "", late_words: str = "") -> None:
    """Raises ValidationError when the Panel did not have the full report seven working days before."""
    _finish(review, by, finished_on, late_reason, late_words)
    if reason := copy_came_too_late(review, finished_on):
        raise ValidationError({"finished_on": reason})


@LOCAL_REVIEW.transition(
    source=LocalReviewState.UNDER_WAY,
    target=LocalReviewState.NOT_PUBLISHED,
    label="Record that it will not be published",
    allow=has(Permission.RUN_REVIEWS),
    help="The partners then publish what will improve instead, and tell the Panel why.",
)
def do_not_publish(
    review: LocalReview,
    *,
    by: Person,
    finished_on: date,
    no_publication_reason: str,
    late_reason: str = "",
    late_words: str = "",
) -> None:
    _finish(review, by, finished_on, late_reason, late_words)
    review.no_publication_reason = no_publication_reason
