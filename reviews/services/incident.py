"""Writes to serious incidents other than moves. Each is one transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from escp.partnership.services import open_case
from reviews.choices import Criterion, IncidentState
from reviews.models import (
    CriterionAnswer,
    PartnerView,
    SeriousIncident,
)
from reviews.policies import partners_with_a_view_from
from reviews.services.partners import must_be_among


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
    must_be_among(partners_with_a_view_from(by), partner)
    view, _ = PartnerView.objects.update_or_create(
        incident=incident, partner=partner, defaults={**facts, "recorded_by": by}
    )
    incident.save()
    return view


@transaction.atomic
def tell_partners(*, by: Person, incident: SeriousIncident) -> SeriousIncident:
    """Keep the day on which the police and health were told. Raises ValidationError when none is due."""
    if incident.state in (IncidentState.NOT_NOTIFIED, IncidentState.DUPLICATE):
        raise ValidationError(f"This is no longer owed: it is now “{incident.get_state_display()}”.")
    incident.save()
    return incident
