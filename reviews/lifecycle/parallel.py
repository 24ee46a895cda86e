"""How another process beside a case moves: not known, none or there, watched, concluded."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from reviews.choices import Answer
from reviews.models import ParallelProcess
from reviews.processes import ProcessState
from reviews.queries.parallel import processes_for

PARALLEL_PROCESS = Lifecycle(ParallelProcess, find=processes_for, key="parallel-process")


def nothing_waits_for_it(process: ParallelProcess) -> str | None:
    waits = process.holds.filter(ended_on=None).first()
    return f"“{waits.label}” waits for it: let that go on first." if waits else None


def its_lead_is_known(process: ParallelProcess) -> str | None:
    return None if process.lead_body.strip() else "Record who leads it first."


def _answered(process: ParallelProcess, by: Person, answer: Answer) -> None:
    process.answer, process.answered_by, process.answered_at = answer, by, timezone.now()


@PARALLEL_PROCESS.transition(
    source=[ProcessState.NOT_CHECKED, ProcessState.NONE],
    target=ProcessState.EXISTS,
    label="There is one",
    allow=has(Permission.CONSIDER_INCIDENTS),
)
def find_one(process: ParallelProcess, *, by: Person) -> None:
    _answered(process, by, Answer.YES)


@PARALLEL_PROCESS.transition(
    source=[ProcessState.NOT_CHECKED, ProcessState.EXISTS],
    target=ProcessState.NONE,
    label="There is none",
    allow=has(Permission.CONSIDER_INCIDENTS),
    needs=[nothing_waits_for_it],
    aside=True,
)
def find_none(process: ParallelProcess, *, by: Person) -> None:
    _answered(process, by, Answer.NO)


@PARALLEL_PROCESS.transition(
    source=[ProcessState.EXISTS, ProcessState.CONCLUDED],
    target=ProcessState.MONITORING,
    label="Watch how it goes",
    allow=has(Permission.CONSIDER_INCIDENTS),
    needs=[its_lead_is_known],
    help="Whoever works on the case is reminded to ask again on the day that you set.",
)
def watch(process: ParallelProcess, *, by: Person, next_check_on: date) -> None:
    process.next_check_on, process.concluded_on = next_check_on, None


@PARALLEL_PROCESS.transition(
    source=[ProcessState.EXISTS, ProcessState.MONITORING],
    target=ProcessState.CONCLUDED,
    label="Record that it has ended",
    allow=has(Permission.CONSIDER_INCIDENTS),
    needs=[nothing_waits_for_it],
)
def conclude(process: ParallelProcess, *, by: Person, concluded_on: date, outcome: str) -> None:
    if concluded_on > timezone.localdate():
        raise ValidationError({"concluded_on": "It cannot have ended in the future."})
    process.concluded_on, process.outcome = concluded_on, outcome
