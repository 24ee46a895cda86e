"""Writes to rapid reviews other than moves. Each is one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Agency, Person
from escp.returns.lifecycle import RETURN
from escp.returns.models import Request
from escp.returns.queries import published
from escp.returns.services.asking import Asked, ask
from reviews.asking import INFORMATION
from reviews.choices import Known
from reviews.models import AgencyScope, Dissent, PartnerSignOff, RapidReview, ReviewAnswer, SeriousIncident
from reviews.policies import partners_signed_for_by
from reviews.services.partners import must_be_among
from reviews.services.sealing import hash_to_sign


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
    """Keep a partner's signature under the text as it stands. Three different names sign, one for each partner.

    Raises ValidationError once the review is signed off, for a name that signed for another partner, and for a partner
    whose signature under this very text is there already.
    """
    must_be_among(partners_signed_for_by(by), partner)
    if not review.decision_is_open:
        raise ValidationError("The partners have signed this review off already.")
    name, text_hash = facts["signed_by_name"], hash_to_sign(review)
    if review.sign_offs.exclude(partner=partner).filter(signed_by_name__iexact=name).exists():
        raise ValidationError(
            {"signed_by_name": "This person has signed for another partner. Three different people sign."}
        )
    earlier = review.sign_offs.filter(partner=partner, text_hash=text_hash).first()
    if earlier is not None:
        raise ValidationError(
            {"partner": f"{earlier.signed_by_name} has signed this very text for {earlier.get_partner_display()}."}
        )
    signature, _ = PartnerSignOff.objects.update_or_create(
        review=review, partner=partner, defaults={**facts, "text_hash": text_hash, "recorded_by": by}
    )
    review.save()
    return signature


def _decision_must_be_open(review: RapidReview) -> None:
    if not review.decision_is_open:
        raise ValidationError(f"This can no longer be changed: it is now “{review.get_state_display()}”.")


@transaction.atomic
def write_decision(*, by: Person, review: RapidReview) -> RapidReview:
    """Save what follows from a review, and why. Raises ValidationError once it is signed off."""
    _decision_must_be_open(review)
    review.save()
    return review


@transaction.atomic
def weigh_criteria(*, by: Person, review: RapidReview, answers: Mapping[str, tuple[bool, str]]) -> RapidReview:
    """Keep the answer and the reason for each criterion of a further review; earlier ones stay in the history."""
    _decision_must_be_open(review)
    for criterion, (met, reason) in answers.items():
        ReviewAnswer.objects.update_or_create(
            review=review, criterion=criterion, defaults={"met": met, "reason": reason}
        )
    review.save()
    return review


@transaction.atomic
def record_dissent(*, by: Person, review: RapidReview, partner: str, **facts: Any) -> Dissent:
    """Keep that a partner does not agree, and what the lead partners said of it.

    Once the text is sealed only what the lead partners said can still be added. Raises ValidationError.
    """
    must_be_among(partners_signed_for_by(by), partner)
    known = review.dissents.filter(partner=partner).first()
    sealed = ("given_by_name", "given_on", "reason")
    if not review.decision_is_open and (known is None or any(getattr(known, name) != facts[name] for name in sealed)):
        raise ValidationError("The review is signed off: only what the lead partners said can be added.")
    dissent, _ = Dissent.objects.update_or_create(review=review, partner=partner, defaults={**facts, "recorded_by": by})
    review.save()
    return dissent


@transaction.atomic
def ask_agencies(
    *, by: Person, review: RapidReview, agencies: Iterable[Agency], due_on: date, title: str, message: str
) -> Request:
    """Ask the agencies that may have known the child: known or not known at once, and their information by a date.

    Side effects: a return and a letter for each, as for every request. Raises ValidationError.
    """
    version = published(INFORMATION.questionnaire)
    if version is None:
        raise ValidationError("Publish the questionnaire “Rapid review: agency information” first.")
    return ask(
        by=by,
        kind=INFORMATION,
        version=version,
        title=title,
        message=message,
        due_on=due_on,
        whom=[Asked(agency) for agency in agencies],
        about=review,
        senior_sign_off=True,
    )


@transaction.atomic
def record_known(
    *, by: Person, scope: AgencyScope, known: str, said_by: str, job_title: str, known_on: date
) -> AgencyScope:
    """Keep what an agency said by telephone or e-mail: known, or not known. Not known closes what it was asked as nil.

    Raises ValidationError for a day before it was asked, and where its return was sent already.
    """
    if known_on < scope.asked_on:
        raise ValidationError({"known_on": "The agency cannot have said so before it was asked."})
    if not scope.asked.is_open:
        raise ValidationError("It has replied already.")
    scope.known, scope.known_on, scope.said_by = known, known_on, said_by
    scope.save()
    if known == Known.NOT_KNOWN:
        RETURN.apply(
            "record_nil",
            scope.asked,
            by=by,
            nil_reason="The child and family are not known.",
            signed_off_name=said_by,
            signed_off_title=job_title,
        )
    return scope
