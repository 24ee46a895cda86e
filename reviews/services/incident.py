"""Writes to serious incidents other than moves. Each is one transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Case, Child, Person
from escp.partnership.services import add_child, open_case
from reviews.choices import OPEN_INCIDENTS, Answer, Criterion, IncidentState
from reviews.models import (
    CriterionAnswer,
    IncidentChild,
    PartnerView,
    SeriousIncident,
)
from reviews.policies import partners_with_a_view_from
from reviews.services.partners import must_be_among


@transaction.atomic
def refer_incident(
    *, by: Person, incident: SeriousIncident, age_bands: list[str], case: Case | None = None
) -> SeriousIncident:
    """Record a serious incident for consideration.

    Opens a case with a pseudonym for each child, unless it is about one that is open already; starts the clock for the
    National Panel from the moment of awareness.
    """
    incident.case = case or open_case(by=by, age_bands=age_bands)
    incident.recorded_by = by
    incident.save()
    return incident


@transaction.atomic
def change_incident(*, by: Person, incident: SeriousIncident) -> SeriousIncident:
    """Save a change to what is known. When the authority became aware is corrected with a reason, not here."""
    _must_be_open(incident)
    if incident.decided_on and incident.duty != SeriousIncident.objects.values_list("duty", flat=True).get(
        pk=incident.pk
    ):
        raise ValidationError({"duty": "The decision was made under the duty as it was: it can no longer be changed."})
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


@transaction.atomic
def write_details(*, by: Person, incident: SeriousIncident) -> SeriousIncident:
    """Save what the national form asks besides. Raises ValidationError once it is no longer being worked on."""
    _must_be_worked_on(incident)
    incident.save()
    return incident


@transaction.atomic
def write_child(*, by: Person, facts: IncidentChild) -> IncidentChild:
    """Save what is known about a child of an incident."""
    _must_be_worked_on(facts.incident)
    facts.save()
    return facts


@transaction.atomic
def join_child(*, by: Person, incident: SeriousIncident, age_band: str) -> Child:
    """Add a child to an incident that turns out to have harmed more than were known, under a new pseudonym."""
    _must_be_worked_on(incident)
    incident.save()
    return add_child(by=by, case=incident.case, age_band=age_band)


@transaction.atomic
def tell_other_areas(*, by: Person, incident: SeriousIncident) -> SeriousIncident:
    """Keep which other areas' partners were told, and on which day. Raises ValidationError when that is not owed."""
    if incident.state in (IncidentState.NOT_NOTIFIED, IncidentState.DUPLICATE):
        raise ValidationError(f"This is no longer owed: it is now “{incident.get_state_display()}”.")
    if incident.other_area != Answer.YES:
        raise ValidationError("Say first that another area is concerned.")
    incident.save()
    return incident


@transaction.atomic
def copy_to_unit(*, by: Person, incident: SeriousIncident) -> SeriousIncident:
    """Keep the day on which the business unit got its copy. Raises ValidationError before there is anything to copy."""
    if incident.notified_at is None:
        raise ValidationError("Record the notification first: there is nothing to copy yet.")
    incident.save()
    return incident


def _must_be_worked_on(incident: SeriousIncident) -> None:
    """The national form is often completed after the notification, so more may be written than is decided."""
    if incident.state not in (*OPEN_INCIDENTS, IncidentState.NOTIFIED, IncidentState.REVIEW_OPENED):
        raise ValidationError(f"This can no longer be changed: it is now “{incident.get_state_display()}”.")
