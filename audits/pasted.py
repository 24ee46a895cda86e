"""Tables that are pasted: schools and colleges, and what staff answered. Every wrong line is told, none half-kept."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from audits.choices import Phase, SchoolSort

MOST_LINES = 500
SCHOOL_COLUMNS, STAFF_COLUMNS = 6, 4
LONGEST_NAME, LONGEST_LEAD, LONGEST_EMAIL = 160, 120, 254
LARGEST = 100_000


@dataclass(frozen=True)
class PastedSchool:
    """One line of the list of schools, as it was typed; kind and phase by their keys where the words are known."""

    line: int
    urn: str
    name: str
    sort: str
    phase: str
    lead_name: str
    lead_email: str
    whole: bool = True


@dataclass(frozen=True)
class StaffRow:
    """What the staff of one agency answered to one standard."""

    body: int
    standard: str
    agree: int
    answered: int


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that hold something, numbered from 1, each cut into cells at tabs, else at commas."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            found.append((number, [cell.strip() for cell in line.split("\t" if "\t" in line else ",")]))
    if len(found) > MOST_LINES:
        raise ValidationError(f"Paste {MOST_LINES} lines at the most: there are {len(found)}.")
    return found


def _key(choices: Sequence[tuple[str, str]], words: str) -> str:
    """Return the key of a choice by its key or its words, or what was typed."""
    folded = words.casefold()
    return next((key for key, label in choices if folded in (key.casefold(), label.casefold())), words)


def read_schools(text: str) -> list[PastedSchool]:
    """Read lines of number, name, kind, phase, designated lead and their address. A line of headings is passed over.

    Raises ValidationError for an empty or an overlong paste.
    """
    rows = []
    for number, cells in _lines(text):
        if number == 1 and cells[0].casefold() == "urn":
            continue
        urn, name, sort, phase, lead, email = (cells + [""] * SCHOOL_COLUMNS)[:SCHOOL_COLUMNS]
        whole = len(cells) == SCHOOL_COLUMNS
        kind, stage = _key(SchoolSort.choices, sort), _key(Phase.choices, phase)
        rows.append(PastedSchool(number, urn, name, kind, stage, lead, email.lower(), whole))
    if not rows:
        raise ValidationError({"schools": "Paste at least one school or college."})
    return rows


def school_refusals(rows: Sequence[PastedSchool], urns: Collection[str], names: Collection[str]) -> list[str]:
    """Return, line by line, why schools cannot be added; `urns` and `names` are on the list already."""
    twice = Counter(one.urn for one in rows), Counter(one.name.casefold() for one in rows)
    said = []
    for one in rows:
        problems = _of_school(one)
        if one.urn in urns or one.name in names:
            problems.append("it is on the list already")
        if one.whole and (twice[0][one.urn] > 1 or twice[1][one.name.casefold()] > 1):
            problems.append("its number or name stands in the paste twice")
        if problems:
            said.append(f"Line {one.line} ({one.name[:40] or 'no name'}): {'; '.join(problems)}.")
    return said


def _of_school(one: PastedSchool) -> list[str]:
    if not one.whole:
        return [f"it needs {SCHOOL_COLUMNS} columns"]
    problems = []
    if not (len(one.urn) == 6 and one.urn.isascii() and one.urn.isdigit()):
        problems.append("the unique reference number has six digits")
    if not one.name or len(one.name) > LONGEST_NAME:
        problems.append(f"the name is missing or longer than {LONGEST_NAME} characters")
    if one.sort not in SchoolSort.values:
        problems.append(f"the kind is one of {', '.join(SchoolSort.labels)}")
    if one.phase not in Phase.values:
        problems.append(f"the phase is one of {', '.join(Phase.labels)}")
    if not one.lead_name or len(one.lead_name) > LONGEST_LEAD:
        problems.append("the designated safeguarding lead is missing")
    if not _is_address(one.lead_email):
        problems.append("the lead’s e-mail address is none")
    return problems


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_EMAIL


def read_staff(text: str, bodies: Mapping[str, int], standards: Sequence[str]) -> list[StaffRow]:
    """Read lines of agency, number of the standard, how many agree, how many answered.

    `bodies` are the agencies by their names in small letters, `standards` the keys in order. Raises ValidationError
    with every line that is wrong, and for a paste without any.
    """
    rows, wrong = [], []
    for number, cells in _lines(text):
        problem = _staff_problem(cells, bodies, len(standards))
        if problem:
            wrong.append(f"Line {number}: {problem}.")
        else:
            name, place, agree, answered = cells
            rows.append(StaffRow(bodies[name.casefold()], standards[int(place) - 1], int(agree), int(answered)))
    repeated = [pair for pair, times in Counter((row.body, row.standard) for row in rows).items() if times > 1]
    if repeated:
        wrong.append("An agency has two lines for the same standard.")
    if wrong or not rows:
        raise ValidationError({"answers": wrong or "Paste at least one line."})
    return rows


def _staff_problem(cells: list[str], bodies: Mapping[str, int], standards: int) -> str:
    if len(cells) != STAFF_COLUMNS:
        return "it needs four columns: agency, standard, how many agree, how many answered"
    if cells[0].casefold() not in bodies:
        return f"no agency of this round is called “{cells[0][:40]}”"
    numbers = [int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 7 else -1 for cell in cells[1:]]
    if not 1 <= numbers[0] <= standards:
        return f"the standard is a number from 1 to {standards}"
    if not 0 <= numbers[1] <= numbers[2] or not 1 <= numbers[2] <= LARGEST:
        return "those who agree cannot be more than those who answered, and somebody has to"
    return ""
