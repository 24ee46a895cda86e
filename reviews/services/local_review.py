"""Writes to local reviews other than moves. Each is one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from reviews.models import (
    LocalReview,
    ProgressCheck,
    RapidReview,
)
from reviews.queries import open_check_of


@transaction.atomic
def commission_local_review(*, by: Person, review: RapidReview, decided_on: date) -> LocalReview:
    """Open the local review that a rapid review decided on. Starts its six months."""
    local = LocalReview(rapid_review=review, decided_on=decided_on)
    local.save()
    ProgressCheck.objects.create(review=local, opens_on=decided_on)
    return local


@transaction.atomic
def set_dates(*, by: Person, review: LocalReview) -> LocalReview:
    """Save the dates of a local review. The clocks that they start, move or stop follow."""
    review.save()
    return review


@transaction.atomic
def record_progress_check(*, by: Person, review: LocalReview, held_on: date, note: str) -> ProgressCheck:
    """Keep what a check of progress and quality found, and open the next one, a month ahead.

    Raises ValidationError once the review has ended, and for a date before the check was opened or in the future.
    """
    if not review.is_under_way:
        raise ValidationError("This review has ended. No more progress checks are owed.")
    check = open_check_of(review) or ProgressCheck(review=review, opens_on=review.decided_on)
    if not check.opens_on <= held_on <= timezone.localdate():
        raise ValidationError({"held_on": "The date must come after the last check, or the decision, and by today."})
    check.held_on, check.note, check.by = held_on, note, by
    check.save()
    ProgressCheck.objects.create(review=review, opens_on=held_on)
    return check
