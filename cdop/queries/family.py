"""What stands beside a death about the family. Whoever asks has the death from `deaths_for` already."""

from dataclasses import dataclass
from typing import Any

from cdop.models import ChildDeath, ContactPlan, FamilyContact, FamilyQuestion, KeyWorker
from cdop.models.family import BesideDeath


@dataclass(frozen=True)
class Family:
    """Everything that is recorded about a family: the open key worker first among the key workers."""

    key_workers: list[KeyWorker]
    plan: ContactPlan | None
    contacts: list[FamilyContact]
    questions: list[FamilyQuestion]

    @property
    def key_worker(self) -> KeyWorker | None:
        """Whoever is the family’s contact now."""
        return next((one for one in self.key_workers if one.ended is None), None)

    @property
    def unsettled(self) -> list[FamilyQuestion]:
        """The questions that have neither an answer nor a reason why there is none."""
        return [one for one in self.questions if not one.is_settled]


def family_of(death: ChildDeath) -> Family:
    """Return everything that is recorded about the family of a death that the caller may see."""
    return Family(
        list(death.key_workers.select_related("agency")),
        ContactPlan.objects.filter(death=death).first(),
        list(death.family_contacts.all()),
        list(death.family_questions.all()),
    )


def key_worker_of(death: ChildDeath) -> KeyWorker | None:
    """Return the family’s key worker now, if somebody is."""
    return death.key_workers.filter(ended=None).select_related("agency").first()


def unsettled_questions(death: ChildDeath) -> int:
    """Return how many of the family’s questions have neither an answer nor a reason why there is none."""
    return death.family_questions.filter(told_on=None, not_answered_because="").count()


def row_of_family(death: ChildDeath, model: type[BesideDeath], number: int) -> Any:
    """Return one row about the family of this death and no other; None where there is none."""
    rows: dict[Any, Any] = {
        KeyWorker: death.key_workers,
        FamilyContact: death.family_contacts,
        FamilyQuestion: death.family_questions,
    }
    return rows[model].filter(pk=number).first()
