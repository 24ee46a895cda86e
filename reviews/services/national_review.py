"""Writes to a national review other than moves. Each is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from reviews.choices import NationalState, NationalUse
from reviews.models import NationalReview


@transaction.atomic
def log_national_review(*, by: Person, review: NationalReview) -> NationalReview:
    """Save a national review, led by the agency of whoever logs it. It is to be triaged within ten working days.

    Raises ValidationError for somebody without an agency, and for a day of publication that lies ahead.
    """
    if by.agency is None:
        raise ValidationError("You belong to no agency now.")
    review.lead = by.agency
    return change_national_review(by=by, review=review)


@transaction.atomic
def change_national_review(*, by: Person, review: NationalReview) -> NationalReview:
    """Save changed facts of a national review. Raises ValidationError for a day of publication that lies ahead."""
    if review.published_on > timezone.localdate():
        raise ValidationError({"published_on": "The date cannot be in the future."})
    review.save()
    return review


@transaction.atomic
def record_panel_request(*, by: Person, review: NationalReview) -> NationalReview:
    """Save what the National Panel asks, which makes assurance owed: a review taken for information changes to that.

    Raises ValidationError for one that was put aside or closed, a request that lies ahead, and a day before it.
    """
    if review.state in (NationalState.NOT_RELEVANT, NationalState.CLOSED):
        raise ValidationError("It was put aside or closed. Take it up again first: what the Panel asks for is owed.")
    asked_on = review.panel_asked_on
    if asked_on is None or asked_on > timezone.localdate():
        raise ValidationError({"panel_asked_on": "Enter the day on which the Panel asked, today or before."})
    if review.panel_due_on and review.panel_due_on < asked_on:
        raise ValidationError({"panel_due_on": "The Panel cannot want to hear before it asked."})
    if review.state == NationalState.TRIAGED:
        review.use = NationalUse.ASSURANCE
    review.save()
    return review


@transaction.atomic
def report_to_panel(*, by: Person, review: NationalReview) -> NationalReview:
    """Save what was reported back to the National Panel.

    Raises ValidationError where it asked nothing, and for a day before it asked or ahead.
    """
    asked_on, reported_on = review.panel_asked_on, review.panel_reported_on
    if asked_on is None:
        raise ValidationError("Record first what the National Panel asked.")
    if reported_on is None or not asked_on <= reported_on <= timezone.localdate():
        raise ValidationError({"panel_reported_on": "Enter a day from its request to today."})
    review.save()
    return review
