"""The feedback letter to one agency, and the overview of a round, made by the worker as PDF or Word."""

from collections.abc import Iterator

from django.utils import timezone

from audits.choices import GAPS, CycleState
from audits.models import AssessedAgency, AssessmentCycle, CriterionGrade
from audits.presenters.heat_map import common_gaps, heat_map, movement
from audits.presenters.section_11 import short
from audits.queries.section_11 import bodies_for, cycles_seen_whole_by, grades_of
from audits.standards import standards_of
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.partnership.models import Person
from escp.reports import kinds
from escp.reports.report import Report, write_as
from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words

LETTER_TITLE, OVERVIEW_TITLE = "Feedback on your self-assessment", "Overview of self-assessments"
NOTHING_MORE = "We thank you for the work that went into it."


def _body(person: Person, reference: str, number: int) -> AssessedAgency | None:
    """Return an agency’s self-assessment whose grades were agreed, if it is open to a person."""
    row: AssessedAgency | None = bodies_for(person).filter(cycle__reference=reference, pk=number).first()
    return row if row is not None and row.cycle.reached(CycleState.FINAL) else None


def letter(person: Person, *, reference: str, number: int, form: str) -> kinds.File:
    """Make the letter from the grades as they were agreed."""
    body = _body(person, reference, number)
    if body is None:
        raise LookupError("The letter is no longer open to this person.")
    report = Report(LETTER_TITLE, reference, list(_letter(body)))
    return write_as(report, form, made_at=timezone.now(), made_for=person.full_name)


def _letter(body: AssessedAgency) -> Iterator[Piece]:
    cycle, grades = body.cycle, grades_of(body)
    yield Words(f"To {body.agency.name}")
    yield Words(f"About {cycle.title}, {cycle.reference}")
    yield Heading("Your grades")
    rows = [
        (f"{standard.number} {one.label}", short(row.own), short(row.moderated), short(row.agreed))
        for standard in standards_of(cycle.asks.asks)
        for one in standard.criteria
        if (row := grades.get(one.key)) is not None
    ]
    yield Table(("Criterion", "Your grade", "Moderated", "Agreed"), rows)
    if reasons := list(_reasons(body, grades)):
        yield Heading("Where we saw it differently")
        yield from map(Words, reasons)
    if body.panel_on:
        yield Heading("The challenge panel")
        yield Words(f"It met on {date_in_words(body.panel_on)} with the independent scrutineer, {body.scrutineer}.")
        yield Words(body.panel_notes or "No notes were kept.")
    yield Heading("What we ask of you")
    gaps = [row for row in grades.values() if row.agreed in GAPS]
    yield Words(f"{len(gaps)} of {len(grades)} criteria are not wholly in place." if gaps else "All is in place.")
    yield Words(body.letter_words or NOTHING_MORE)


def _reasons(body: AssessedAgency, grades: dict[str, CriterionGrade]) -> Iterator[str]:
    for standard in standards_of(body.cycle.asks.asks):
        for one in standard.criteria:
            row = grades.get(one.key)
            for words in (row.moderated_because, row.agreed_because) if row else ():
                if words:
                    yield f"{one.label} {words}"


def knows_letter(person: Person, *, reference: str, number: int, form: str) -> bool:
    """Say whether a letter is open to a person now."""
    return _body(person, reference, number) is not None


def _cycle(person: Person, reference: str) -> AssessmentCycle | None:
    row: AssessmentCycle | None = cycles_seen_whole_by(person).filter(reference=reference).first()
    return row if row is not None and row.reached(CycleState.FINAL) else None


def overview(person: Person, *, reference: str, form: str) -> kinds.File:
    """Make the overview of a round: the heat map in words, what moved, the common gaps."""
    cycle = _cycle(person, reference)
    if cycle is None:
        raise LookupError("The overview is no longer open to this person.")
    report = Report(OVERVIEW_TITLE, reference, list(_overview(cycle)))
    return write_as(report, form, made_at=timezone.now(), made_for=person.full_name)


def _overview(cycle: AssessmentCycle) -> Iterator[Piece]:
    lines = heat_map(cycle)
    yield Words(f"{cycle.title}: {len(lines)} assessed themselves. {movement(cycle, lines)}")
    yield Heading("Where gaps are common")
    gaps = [(str(one.number), one.title, f"{number} of {all_of}") for one, number, all_of in common_gaps(cycle, lines)]
    yield Table(("Number", "Standard", "With a gap"), gaps)
    yield Heading("Agencies and standards")
    yield Words("R red, A amber, G green, B blue, N does not apply. + up, - down, = as before, since the last round.")
    columns = ("Agency", *(str(one.number) for one in standards_of(cycle.asks.asks)))
    yield Table(columns, [(line.name, *(_letter_of(cell.word, cell.note) for _, cell in line.cells)) for line in lines])
    if cycle.closing_note:
        yield Heading("What became of it")
        yield Words(cycle.closing_note)


MARKS = {"up": "+", "down": "-", "as": "="}


def _letter_of(word: str, note: str) -> str:
    """Return a cell in black and white: the first letter of the grade, and how it moved."""
    return f"{word[0]}{MARKS.get(note.split(' ')[0], '')}"


def knows_overview(person: Person, *, reference: str, form: str) -> bool:
    """Say whether an overview is open to a person now."""
    return _cycle(person, reference) is not None


LETTER = kinds.PaperKind("audits.letter", LETTER_TITLE, letter, may=lambda person, record: True, knows=knows_letter)
OVERVIEW = kinds.PaperKind(
    "audits.overview", OVERVIEW_TITLE, overview, may=has(Permission.SEE_SELF_ASSESSMENTS), knows=knows_overview
)
