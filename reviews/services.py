"""Writes to incidents and reviews other than moves. Each is one transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from escp.partnership.services import open_case
from reviews.choices import Criterion, IncidentState, Partner
from reviews.models import (
    CriterionAnswer,
    LocalReview,
    PartnerSignOff,
    PartnerView,
    ProgressCheck,
    RapidReview,
    SeriousIncident,
)
from reviews.policies import partners_signed_for_by, partners_with_a_view_from
from reviews.queries import open_check_of


@transaction.atomic
def refer_incident(*, by: Person, incident: SeriousIncident, age_bands: list[str]) -> SeriousIncident:
    """Record a serious incident for consideration.

    Opens a case with a pseudonym for each child; starts the clock for the National Panel from the moment of awareness.
    """
    incident.case = open_case(by=by, age_bands=age_bands)
    incident.recorded_by = by
    incident.save()
    return incident


@transaction.atomic
def change_incident(*, by: Person, incident: SeriousIncident) -> SeriousIncident:
    """Save a change to what is known. When the authority became aware is corrected with a reason, not here."""
    _must_be_open(incident)
    incident.save()
    return incident


def _must_be_open(incident: SeriousIncident) -> None:
    if not incident.is_open:
        raise ValidationError(f"This can no longer be changed: it is now “{incident.get_state_display()}”.")


@transaction.atomic
def answer_criteria(*, by: Person, incident: SeriousIncident, answers: dict[str, tuple[str, str]]) -> SeriousIncident:
    """Keep the answer and the reason for each question of the statutory test; earlier answers stay in the history."""
    _must_be_open(incident)
    for criterion in Criterion:
        answer, reason = answers[criterion]
        CriterionAnswer.objects.update_or_create(
            incident=incident, criterion=criterion, defaults={"answer": answer, "reason": reason}
        )
    incident.save()
    return incident


@transaction.atomic
def record_view(*, by: Person, incident: SeriousIncident, partner: str, **facts: Any) -> PartnerView:
    """Keep a partner's view on notifying. Raises ValidationError when `by` does not speak for that partner."""
    if incident.state != IncidentState.CONSULTING:
        raise ValidationError(
            f"Views are recorded while the partners are consulted. It is now “{incident.get_state_display()}”."
        )
    _must_be_among(partners_with_a_view_from(by), partner)
    view, _ = PartnerView.objects.update_or_create(
        incident=incident, partner=partner, defaults={**facts, "recorded_by": by}
    )
    incident.save()
    return view


@transaction.atomic
def sign(*, by: Person, review: RapidReview, partner: str, **facts: Any) -> PartnerSignOff:
    """Keep a partner's signature. Three different names sign, one for each partner."""
    _must_be_among(partners_signed_for_by(by), partner)
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


def _must_be_among(partners: list[Partner], partner: str) -> None:
    if partner not in partners:
        raise ValidationError(f"You cannot record this for {Partner(partner).label.lower()}.")


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


@transaction.atomic
def tell_partners(*, by: Person, incident: SeriousIncident) -> SeriousIncident:
    """Keep the day on which the police and health were told. Raises ValidationError when none is due."""
    if incident.state in (IncidentState.NOT_NOTIFIED, IncidentState.DUPLICATE):
        raise ValidationError(f"This is no longer owed: it is now “{incident.get_state_display()}”.")
    incident.save()
    return incident
