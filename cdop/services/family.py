"""Writes about the family of a child who has died.

They are taken after the review has closed too: a family asks when it can, and is told what they waited for.
"""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cdop.choices import State
from cdop.models import ChildDeath, ContactPlan, FamilyContact, FamilyQuestion, KeyWorker
from cdop.models.family import BesideDeath
from cdop.queries import key_worker_of
from escp.partnership.models import Person

Row = TypeVar("Row", bound=BesideDeath)


@transaction.atomic
def name_key_worker(*, by: Person, death: ChildDeath, key_worker: KeyWorker) -> KeyWorker:
    """Name the family’s key worker, or correct one. Whoever was it until then ends on the day this one starts.

    Raises ValidationError, keyed, for a day before the child died, and for one before the last key worker started.
    """
    _not_before_death(death, "since", key_worker.since)
    before = key_worker_of(death)
    if key_worker.ended is None and before is not None and before.pk != key_worker.pk:
        if before.since > key_worker.since:
            raise ValidationError({"since": f"The {before} is the key worker since a later day. End that first"})
        before.ended = key_worker.since
        before.save()
    return _save(by, death, key_worker)


@transaction.atomic
def plan_contact(*, by: Person, death: ChildDeath, plan: ContactPlan) -> ContactPlan:
    """Write or change how the family wants to be spoken with. Raises ValidationError for a guide offered too early."""
    _not_before_death(death, "guide_offered_on", plan.guide_offered_on)
    return _save(by, death, plan)


@transaction.atomic
def record_contact(*, by: Person, death: ChildDeath, contact: FamilyContact) -> FamilyContact:
    """Plan a contact with the family, or keep what came of one. Raises ValidationError for a day before the death."""
    _not_before_death(death, "planned_on", contact.planned_on)
    _not_before_death(death, "held_on", contact.held_on)
    return _save(by, death, contact)


@transaction.atomic
def record_question(*, by: Person, death: ChildDeath, question: FamilyQuestion) -> FamilyQuestion:
    """Keep what the family asks, where it was carried, and what they were told. Raises ValidationError as above."""
    _not_before_death(death, "asked_on", question.asked_on)
    return _save(by, death, question)


def _not_before_death(death: ChildDeath, name: str, day: date | None) -> None:
    if day is not None and day < timezone.localdate(death.died_at):
        raise ValidationError({name: "This cannot come before the child died"})


def _save(by: Person, death: ChildDeath, row: Row) -> Row:
    """Save a row about the family; nobody writes to one whose child’s death is not reviewed here."""
    if death.state == State.OUT_OF_SCOPE:
        raise ValidationError("This death is not reviewed here: those who review it are there for the family.")
    if row.pk is None:
        facts: dict[str, Any] = {"death": death, "recorded_by": by}
        for name, value in facts.items():
            setattr(row, name, value)
    row.save()
    return row
