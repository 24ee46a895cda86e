"""Agencies beside standards: the heat map with what moved since last time, and what leaders and staff say."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.choices import GAPS, RANKS, CycleState, Placed
from audits.models import AssessmentCycle, CriterionGrade, StaffAnswers
from audits.presenters.section_11 import colour, short
from audits.queries.section_11 import bodies_of, grades_in, staff_in
from audits.standards import Standard, standards_of, weakest
from escp.access.permissions import Permission
from escp.partnership.models import Person

FEWEST_SHOWN = 10
"""Percentages of fewer answers than this are not shown: a colleague could be known by them."""
MOST_AGREE = 70
"""From this percentage on staff are taken to say that a standard is in place."""


@dataclass(frozen=True)
class Cell:
    """One cell: its word, the colour beside it, and a note such as what moved."""

    word: str
    colour: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """An agency and its cells, in the order of the standards."""

    name: str
    url: str
    cells: list[tuple[Standard, Cell]]


Grades = dict[str, CriterionGrade]


def grade_of(standard: Standard, grades: Grades) -> str:
    """Return how far a standard is in place in an agency: as its weakest criterion."""
    return weakest(grades[one.key].best for one in standard.criteria if one.key in grades)


def moved(now: str, before: str) -> str:
    """Return in words how a grade moved since the last round."""
    if not before:
        return "new"
    if now == before:
        return "as before"
    if now not in RANKS or before not in RANKS:
        return f"was {short(before)}"
    better = RANKS[Placed(now)] > RANKS[Placed(before)]
    return f"{'up' if better else 'down'} from {short(before)}"


def _before(cycle: AssessmentCycle) -> dict[int, dict[str, str]]:
    """Return the grade of each standard in the round before, by agency and the standard’s key."""
    if cycle.previous is None:
        return {}
    standards = standards_of(cycle.previous.asks.asks)
    return {
        agency: {one.key: grade_of(one, grades) for one in standards}
        for agency, grades in grades_in(cycle.previous).items()
    }


def heat_map(cycle: AssessmentCycle) -> list[Line]:
    """Return the heat map: every agency with grades, a cell for each standard. The cost does not grow with agencies."""
    standards, before = standards_of(cycle.asks.asks), _before(cycle)
    lines = []
    for body in bodies_of(cycle):
        grades = {one.criterion: one for one in body.grades.all()}
        last = before.get(body.agency_id, {})
        cells = [(one, _cell(grade_of(one, grades), last.get(one.key, ""), bool(before))) for one in standards]
        if grades:
            lines.append(Line(body.agency.name, reverse("audits:body", args=[cycle.reference, body.pk]), cells))
    return lines


def _cell(now: str, last: str, compared: bool) -> Cell:
    return Cell(short(now) or "None", colour(now), moved(now, last) if compared and now else "")


def movement(cycle: AssessmentCycle, lines: list[Line]) -> str:
    """Return how many grades rose, fell and stayed since the last round, in words."""
    if cycle.previous is None:
        return "There is no earlier round to compare with."
    notes = Counter(cell.note.split(" ")[0] for line in lines for _, cell in line.cells)
    return f"Since {cycle.previous}: {notes['up']} up, {notes['down']} down, {notes['as']} as before."


def common_gaps(cycle: AssessmentCycle, lines: list[Line]) -> list[tuple[Standard, int, int]]:
    """Return each standard with how many agencies have a gap in it, of how many; the most common first."""
    short_gaps = {short(grade) for grade in GAPS}
    found = []
    for place, standard in enumerate(standards_of(cycle.asks.asks)):
        words = [line.cells[place][1].word for line in lines]
        found.append((standard, sum(word in short_gaps for word in words), len(words)))
    return sorted(found, key=lambda one: (-one[1], one[0].number))


STAGES = {
    CycleState.RETURNED: "Grades are those that agencies gave themselves, and moderated ones where they are in.",
    CycleState.MODERATED: "Grades are moderated; panels may still change them.",
    CycleState.FINAL: "Grades are agreed.",
    CycleState.CLOSED: "Grades are agreed.",
}


def heat_map_page(cycle: AssessmentCycle) -> dict[str, Any]:
    """Return the context of the heat map."""
    lines = heat_map(cycle)
    return {
        "title": "Heat map",
        "caption": f"{cycle.reference} {cycle.title}",
        "cycle": cycle,
        "standards": standards_of(cycle.asks.asks),
        "lines": lines,
        "stage": STAGES.get(CycleState(cycle.state), ""),
        "movement": movement(cycle, lines),
        "grid_caption": "How far each standard is in place in each agency",
        "empty": "The heat map is drawn once the returns are in and the moderation has begun.",
    }


def say_do_page(cycle: AssessmentCycle, person: Person) -> dict[str, Any]:
    """Return the context of leaders’ grades beside what staff say."""
    standards, staff = standards_of(cycle.asks.asks), staff_in(cycle)
    lines = []
    for body in bodies_of(cycle):
        grades = {one.criterion: one for one in body.grades.all()}
        given = [(one, staff.get((body.agency_id, one.key))) for one in standards]
        if any(answers for _, answers in given):
            cells = [(one, say_do(grade_of(one, grades), answers)) for one, answers in given]
            lines.append(Line(body.agency.name, reverse("audits:body", args=[cycle.reference, body.pk]), cells))
    return {
        "title": "What leaders and staff say",
        "caption": f"{cycle.reference} {cycle.title}",
        "cycle": cycle,
        "standards": standards,
        "lines": lines,
        "grid_caption": "The leaders’ grade of each standard beside the staff who agree that it is in place",
        "empty": "Nothing that staff answered has been entered yet.",
        "fewest": FEWEST_SHOWN,
        "enter_url": (reverse("audits:staff", args=[cycle.reference]) if person.may(Permission.RUN_AUDITS) else ""),
    }


def say_do(grade: str, staff: StaffAnswers | None) -> Cell:
    """Return a leaders’ grade beside what staff say, and whether the two are apart."""
    word = short(grade) or "None"
    if staff is None:
        return Cell(word, colour(grade), "staff not asked")
    if staff.answered < FEWEST_SHOWN:
        return Cell(word, colour(grade), f"staff: fewer than {FEWEST_SHOWN} answers, not shown")
    percent = round(100 * staff.agree / staff.answered)
    return Cell(word, colour(grade), f"staff {percent}% of {staff.answered}{_apart(grade, percent)}")


def _apart(grade: str, percent: int) -> str:
    if grade not in RANKS:
        return ""
    says = grade not in GAPS
    if says and percent < MOST_AGREE:
        return "; gap: leaders say more than staff"
    if not says and percent >= MOST_AGREE:
        return "; gap: staff say more than leaders"
    return ""
