"""How a round of self-assessments moves: prepared, asked, taken in, moderated, challenged, agreed, closed.

The duties are those of section 11 of the Children Act 2004 and of sections 157 and 175 of the Education Act 2002. The
states are the partnership’s own; signing off, completeness and sending back are moves of each return.
"""

from django.utils import timezone

from audits.choices import GAPS, AssessmentKind, CycleState
from audits.models import AssessmentCycle, CriterionGrade
from audits.queries.section_11 import bodies_of, cycles_for, returns_in
from audits.self_assessing import OF_KIND
from audits.services import section_11 as services
from audits.standards import criteria_of
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.returns.choices import SETTLED, ReturnState
from escp.ui.words import listed

SELF_ASSESSMENT = Lifecycle(AssessmentCycle, find=cycles_for, key="self-assessment")
RUNS = has(Permission.RUN_AUDITS)
MOST_NAMED = 8


def _named(names: list[str]) -> str:
    """Return some names as a list, and how many more there are."""
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], f"{more} more"] if more > 0 else names)


def somebody_is_chosen(cycle: AssessmentCycle) -> str | None:
    return None if cycle.bodies.exists() else services.NOBODY


def day_lies_ahead(cycle: AssessmentCycle) -> str | None:
    if cycle.due_on >= timezone.localdate():
        return None
    return "The day by which returns are due has passed. Change it first."


def every_return_is_settled(cycle: AssessmentCycle) -> str | None:
    waiting = [str(one.agency) for one in returns_in(cycle).values() if one.state not in SETTLED]
    return f"Accept, or stop asking for, the return of {_named(sorted(waiting))}." if waiting else None


def something_came(cycle: AssessmentCycle) -> str | None:
    if any(one.state == ReturnState.ACCEPTED for one in returns_in(cycle).values()):
        return None
    return "No return has been accepted: there is nothing to moderate."


def every_return_is_complete(cycle: AssessmentCycle) -> str | None:
    """Say which accepted returns hold no grade for a criterion: completeness in words."""
    criteria = {one.key for one in criteria_of(cycle.asks.asks)}
    held: dict[str, set[str]] = {
        body.agency.name: {one.criterion for one in body.grades.all()} for body in _with(cycle)
    }
    short = sorted(name for name, keys in held.items() if criteria - keys)
    return f"A criterion has no grade in the return of {_named(short)}." if short else None


def _with(cycle: AssessmentCycle) -> list:
    """Return the agencies whose grades were taken in."""
    return [body for body in bodies_of(cycle) if body.grades.all()]


def every_criterion_is_moderated(cycle: AssessmentCycle) -> str | None:
    missing = [str(body) for body in _with(cycle) if any(not one.moderated for one in body.grades.all())]
    return f"Moderate {_named(missing)} first." if missing else None


def every_panel_was_held(cycle: AssessmentCycle) -> str | None:
    """A round of schools goes without panels, unless one is held."""
    if cycle.kind == AssessmentKind.SCHOOLS:
        return None
    missing = [str(body) for body in _with(cycle) if body.panel_on is None]
    return f"Hold the challenge panel with {_named(missing)} first." if missing else None


def every_gap_has_a_finding(cycle: AssessmentCycle) -> str | None:
    gaps = CriterionGrade.objects.filter(body__cycle=cycle, agreed__in=GAPS, finding=None)
    names = sorted(set(gaps.values_list("body__agency__name", flat=True)))
    return f"Record a finding for each gap of {_named(names)}." if names else None


@SELF_ASSESSMENT.transition(
    source=CycleState.DRAFT,
    target=CycleState.ISSUED,
    label="Ask the agencies",
    allow=RUNS,
    needs=[somebody_is_chosen, day_lies_ahead],
    help="Each is written to, with what it said last time beside. Somebody senior there signs the answer off.",
)
def issue(cycle: AssessmentCycle, *, by: Person) -> None:
    """Side effects: one request with a return for each agency."""
    services.issue(by=by, cycle=cycle, kind=OF_KIND[cycle.kind])


@SELF_ASSESSMENT.transition(
    source=CycleState.ISSUED,
    target=CycleState.RETURNED,
    label="Start the moderation",
    allow=RUNS,
    needs=[every_return_is_settled, something_came],
    help="The grades that agencies gave themselves are kept as they were accepted. No return is taken after this.",
)
def take_in(cycle: AssessmentCycle, *, by: Person) -> None:
    services.take_in(by=by, cycle=cycle)
    cycle.returned_on = timezone.localdate()


@SELF_ASSESSMENT.transition(
    source=CycleState.RETURNED,
    target=CycleState.MODERATED,
    label="Close the moderation",
    allow=RUNS,
    needs=[every_return_is_complete, every_criterion_is_moderated],
    help="Agencies see their moderated grades from now on, ready for the challenge panels.",
)
def close_moderation(cycle: AssessmentCycle, *, by: Person) -> None:
    cycle.moderated_on = timezone.localdate()


@SELF_ASSESSMENT.transition(
    source=CycleState.MODERATED,
    target=CycleState.FINAL,
    label="Agree the grades",
    allow=RUNS,
    needs=[every_panel_was_held],
    help="Where a panel changed nothing, the moderated grade is agreed. Grades are locked, and letters can be made.",
)
def agree_grades(cycle: AssessmentCycle, *, by: Person) -> None:
    services.settle(by=by, cycle=cycle)
    cycle.final_on = timezone.localdate()


@SELF_ASSESSMENT.transition(
    source=CycleState.FINAL,
    target=CycleState.CLOSED,
    label="Close the round",
    allow=RUNS,
    needs=[every_gap_has_a_finding],
    help="Say what became of it, for the annual report.",
)
def close(cycle: AssessmentCycle, *, by: Person, closing_note: str) -> None:
    cycle.closing_note, cycle.closed_on = closing_note, timezone.localdate()
