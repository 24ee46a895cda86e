"""Writes to local reviews other than moves. Each is one transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from reviews.choices import Signed
from reviews.models import LocalReview, ProgressCheck, RapidReview, TermsOfReference
from reviews.queries import open_check_of
from reviews.queries.local import MONITORING_GRACE, owed_until
from reviews.services.signing import REPORT, must_be_open


@transaction.atomic
def commission_local_review(*, by: Person, review: RapidReview, decided_on: date) -> LocalReview:
    """Open the local review that a rapid review decided on, proposed. Starts its six months."""
    local = LocalReview(rapid_review=review, decided_on=decided_on)
    local.save()
    ProgressCheck.objects.create(review=local, opens_on=decided_on)
    return local


@transaction.atomic
def set_dates(*, by: Person, review: LocalReview) -> LocalReview:
    """Save dates of a local review, set or corrected. The clocks that they start, move or stop follow."""
    review.save()
    return review


@transaction.atomic
def write_part(*, by: Person, review: LocalReview, changed: list[str]) -> LocalReview:
    """Save one of a local review's short pages. Raises ValidationError for the report once it is signed off."""
    if set(changed) & set(REPORT):
        must_be_open(review, Signed.REPORT)
    review.save()
    return review


@transaction.atomic
def write_terms(*, by: Person, terms: TermsOfReference) -> TermsOfReference:
    """Save one page of the terms of reference. Raises ValidationError once the partners have agreed them."""
    # As it is now: the partners may have agreed the terms meanwhile.
    must_be_open(LocalReview.objects.select_for_update().get(pk=terms.review_id), Signed.TERMS)
    if terms.pk is None:
        terms.recorded_by = by
    terms.save()
    return terms


def _owed(review: LocalReview) -> ProgressCheck:
    if not review.is_under_way:
        raise ValidationError("This review has ended. No more progress checks are owed.")
    return open_check_of(review) or ProgressCheck(review=review, opens_on=review.decided_on)


@transaction.atomic
def record_progress_check(
    *,
    by: Person,
    review: LocalReview,
    held_on: date,
    pace: str = "",
    time_note: str = "",
    quality_note: str = "",
    gap_reason: str = "",
) -> ProgressCheck:
    """Keep a month's note of time and quality, and open the next one, a month ahead.

    Raises ValidationError once the review has ended, for a date before the last note or in the future, and for a note
    that comes more than ten days late without a reason.
    """
    check = _owed(review)
    if not check.opens_on <= held_on <= timezone.localdate():
        raise ValidationError({"held_on": "The date must come after the last check, or the decision, and by today."})
    due_on = owed_until(check) if check.pk else None
    if due_on and held_on > due_on + MONITORING_GRACE and not gap_reason.strip():
        raise ValidationError({"gap_reason": "Say why no note was written in time: the gap is shown with its reason"})
    check.held_on, check.pace, check.by = held_on, pace, by
    check.time_note, check.quality_note, check.gap_reason = time_note, quality_note, gap_reason.strip()
    check.save()
    ProgressCheck.objects.create(review=review, opens_on=held_on)
    return check


@transaction.atomic
def record_missed_month(*, by: Person, review: LocalReview, gap_reason: str) -> ProgressCheck:
    """Close a month in which no note was written as a gap, with the reason, and open the next from that day.

    Raises ValidationError without a reason, once the review has ended, and while the note is not overdue.
    """
    check = _owed(review)
    due_on = owed_until(check) if check.pk else None
    if due_on is None or due_on >= timezone.localdate():
        raise ValidationError("This month’s note is not overdue yet. Nothing has been missed.")
    if not gap_reason.strip():
        raise ValidationError({"gap_reason": "Say why no note was written: the gap is shown with its reason"})
    check.missed_on, check.gap_reason, check.by = due_on, gap_reason.strip(), by
    check.save()
    ProgressCheck.objects.create(review=review, opens_on=due_on)
    return check
