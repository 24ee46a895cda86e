"""Writes to rapid reviews other than moves. Each is one transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from reviews.models import (
    PartnerSignOff,
    RapidReview,
    SeriousIncident,
)
from reviews.policies import partners_signed_for_by
from reviews.services.partners import must_be_among


@transaction.atomic
def open_rapid_review(*, by: Person, incident: SeriousIncident) -> RapidReview:
    """Open the rapid review of a notified incident. Starts the fifteen working days, counted from the notification."""
    review = RapidReview(incident=incident)
    review.save()
    return review


@transaction.atomic
def write_review(*, by: Person, review: RapidReview) -> RapidReview:
    """Save the text of a rapid review. Raises ValidationError once the partners have signed it off."""
    if not review.text_is_open:
        raise ValidationError("The partners have signed this review off. Its text can no longer be changed.")
    review.save()
    return review


@transaction.atomic
def sign(*, by: Person, review: RapidReview, partner: str, **facts: Any) -> PartnerSignOff:
    """Keep a partner's signature. Three different names sign, one for each partner."""
    must_be_among(partners_signed_for_by(by), partner)
    if not review.text_is_open:
        raise ValidationError("The partners have signed this review off already.")
    others = review.sign_offs.exclude(partner=partner)
    if others.filter(signed_by_name__iexact=facts["signed_by_name"]).exists():
        raise ValidationError(
            {"signed_by_name": "This person has signed for another partner. Three different people sign."}
        )
    signature, _ = PartnerSignOff.objects.update_or_create(
        review=review, partner=partner, defaults={**facts, "recorded_by": by}
    )
    review.save()
    return signature
