"""Reading a table of periods and readings as it comes from a spreadsheet. Pure; all or nothing.

Cells may be parted by tabs, semicolons, commas or spaces; a heading line is passed over; periods may run down the first
column or along the first line. What is returned holds each reading exactly as typed.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from actionplans.figures import Figure, NotAFigure, read_figure
from actionplans.periods import Period, UnknownPeriod, read_period

MOST_LINES = 240
MOST_PROBLEMS_SHOWN = 10


@dataclass(frozen=True)
class PastedReading:
    """One period with its reading, and the line on which its reading stood."""

    line: int
    period: Period
    figure: Figure


@dataclass(frozen=True)
class Pasted:
    """What a pasted table says: readings in order of time, or everything that stops it from being read."""

    readings: tuple[PastedReading, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Row:
    number: int
    cells: list[str]


def read_table(text: str) -> Pasted:
    """Return the readings of a pasted table, or its problems in words: never some of both."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        return Pasted(problems=("Paste at least one line with a period and a reading.",))
    if len(lines) > MOST_LINES:
        return Pasted(problems=(f"There are {len(lines)} lines. Paste {MOST_LINES} or fewer at a time.",))
    attempts = [attempt for split in _separators(text) for attempt in _read_both_ways(lines, split)]
    return next((attempt for attempt in attempts if not attempt.problems), _nearest(attempts))


def _nearest(attempts: list[Pasted]) -> Pasted:
    """Return the attempt that found the least wrong: it is the likeliest to speak of what was meant."""
    return min(attempts, key=lambda attempt: len(attempt.problems))


def _separators(text: str) -> Iterator[Callable[[str], list[str]]]:
    """Yield the ways in which the lines may be cut into cells, the likeliest first. A tab leaves no doubt."""
    if "\t" in text:
        yield partial(_cut, mark="\t")
        return
    for mark in (";", ","):
        if mark in text:
            yield partial(_cut, mark=mark)
    yield _cut_at_last_space
    yield str.split


def _cut(line: str, mark: str) -> list[str]:
    """Cut at a mark, as spreadsheets write it: a cell in quotes may hold the mark itself. Empty cells at the end go."""
    try:
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
    except csv.Error:
        cells = [cell.strip() for cell in line.split(mark)]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cut_at_last_space(line: str) -> list[str]:
    head, _, tail = line.replace(" %", "%").strip().rpartition(" ")
    return [head.strip(), tail] if head else [tail]


def _read_both_ways(lines: list[tuple[int, str]], split: Callable[[str], list[str]]) -> Iterator[Pasted]:
    rows = [_Row(number, split(line)) for number, line in lines]
    yield _down(rows)
    if len(rows) > 1 and (periods := _periods_along(rows[0])) is not None:
        yield _along(rows, *periods)


def _down(rows: list[_Row]) -> Pasted:
    """Read periods down the first column and readings down the second."""
    if len(rows) > 1 and _is_heading(rows[0]):
        rows = rows[1:]
    found: list[PastedReading] = []
    problems: list[str] = []
    for row in rows:
        if len(row.cells) == 2:
            problems += _read_pair(row.number, row.cells[0], row.cells[1], found)
        elif len(row.cells) == 1:
            problems.append(f"Line {row.number}: there is no reading beside “{row.cells[0][:40]}”.")
        else:
            problems.append(
                f"Line {row.number}: there are {len(row.cells)} columns, and two are needed: a period and a reading. "
                "Write a number such as 1,234 without its comma, or in quotes."
            )
    return _settled(found, problems)


def _along(rows: list[_Row], first: int, periods: list[str]) -> Pasted:
    """Read periods along the first line and readings along the second, from column `first` on."""
    if len(rows) > 2:
        return Pasted(
            problems=(f"Line {rows[2].number}: a table with its periods along the top may have one line of readings.",)
        )
    number, figures = rows[1].number, rows[1].cells[first:]
    if len(figures) != len(periods):
        return Pasted(problems=(f"Line {number}: there are {len(periods)} periods and {len(figures)} readings.",))
    found: list[PastedReading] = []
    problems: list[str] = []
    for period, figure in zip(periods, figures, strict=True):
        problems += _read_pair(number, period, figure, found)
    return _settled(found, problems)


def _read_pair(line: int, period_text: str, figure_text: str, found: list[PastedReading]) -> list[str]:
    """Add a reading to `found`, or return what is wrong with it."""
    problems = []
    period, figure = None, None
    try:
        period = read_period(period_text)
    except UnknownPeriod as problem:
        problems.append(f"Line {line}: {problem}.")
    try:
        if not figure_text:
            raise NotAFigure(f"there is no reading beside “{period_text[:40]}”")
        figure = read_figure(figure_text)
    except NotAFigure as problem:
        problems.append(f"Line {line}: {problem}.")
    if period is not None and figure is not None:
        found.append(PastedReading(line, period, figure))
    return problems


def _settled(found: list[PastedReading], problems: list[str]) -> Pasted:
    """Put readings in order of time, unless anything is wrong or two of them are of one period."""
    by_start: dict[object, PastedReading] = {}
    for reading in found:
        earlier = by_start.setdefault(reading.period.start, reading)
        if earlier is not reading:
            problems = [*problems, _twice(earlier, reading)]
    if problems:
        return Pasted(problems=tuple(problems))
    return Pasted(readings=tuple(by_start[start] for start in sorted(by_start)))  # type: ignore[type-var]


def _twice(earlier: PastedReading, later: PastedReading) -> str:
    if earlier.period.label == later.period.label:
        return f"Line {later.line}: {later.period.label} is there already, on line {earlier.line}."
    return (
        f"Line {later.line}: “{later.period.label}” begins on the same day as “{earlier.period.label}” on line "
        f"{earlier.line}. Use one kind of period."
    )


def _is_heading(row: _Row) -> bool:
    """Say whether a line names its columns: the first in letters alone, and no figure in the others."""
    return len(row.cells) > 1 and not re.search(r"[0-9]", row.cells[0]) and not any(map(_is_figure, row.cells[1:]))


def _periods_along(row: _Row) -> tuple[int, list[str]] | None:
    """Return where the periods begin and what they are: at least two of them, with at most one label before."""
    for first in (0, 1):
        cells = row.cells[first:]
        if len(cells) > 1 and all(_is_period(cell) for cell in cells):
            return first, cells
    return None


def _is_period(text: str) -> bool:
    try:
        read_period(text)
    except UnknownPeriod:
        return False
    return True


def _is_figure(text: str) -> bool:
    try:
        read_figure(text)
    except NotAFigure:
        return False
    return True
