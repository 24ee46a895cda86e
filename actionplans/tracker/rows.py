"""The rows of a tracker's sheet as they are meant: merged cells filled, formulas by their kept value. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actionplans.tracker.columns import BY_NAME, EDITABLE, NAMES, PROGRESS, REFERENCE, TITLE
from actionplans.tracker.days import When
from escp.imports.cells import American, Unreadable
from escp.imports.table import CellError, Sheet, below

NO_VALUE = "this is a formula of which no value is kept. Open the file in Excel, save it, and send it again."
MONTH_FIRST = "{} may have the month first, as row {} of this column has. Write the day first."
A_HEADING = "Row {} is a heading over several columns, and is left out."


@dataclass
class Row:
    """One row: its cells as text and as values, by the name of the column, and how it was read."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)


@dataclass
class Read:
    """What a sheet says: its rows, every error by its cell, notes of the whole."""

    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubtful: int = 0


def read_rows(sheet: Sheet, *, heading: int, mapping: Mapping[int, str], today: date) -> Read:
    """Return what the rows below the headings say. `mapping` has the column's name by its place."""
    read = Read()
    american: dict[str, int] = {}
    filled = _merged_down(sheet)
    over_all = _headings_over(sheet)
    for number, texts in below(sheet, heading):
        if number in over_all and sum(map(bool, texts)) == 1:
            read.notes.append(A_HEADING.format(number))
            continue
        row = Row(number)
        for place, name in mapping.items():
            text = texts[place] if place < len(texts) else ""
            text = text or filled.get((number, place), "")
            if text.startswith("=") and (number, place) in sheet.kept:
                text = sheet.kept[number, place]
                if not text:
                    read.errors.append(CellError(number, BY_NAME[name].words, NO_VALUE))
                    row.refused.add(name)
                    continue
            if text:
                row.texts[name] = text
        if not row.texts.keys() - {name for name in row.texts if name == REFERENCE.name}:
            continue
        _read_cells(row, read, american, today)
        read.rows.append(row)
    _refuse_doubtful(read, american)
    read.errors.sort(key=lambda error: error.row)
    return read


def _merged_down(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Return what stands in each cell that is merged with one above it, by row and place."""
    rows = dict(sheet.rows)
    found = {}
    for left, top, _, bottom in sheet.ranges:
        texts = rows.get(top, [])
        text = texts[left - 1] if left <= len(texts) else ""
        # A merged cell that was never closed reaches to the end of the sheet: only rows that are there are filled.
        for number in range(top + 1, min(bottom, max(rows, default=0)) + 1):
            found[number, left - 1] = sheet.kept.get((top, left - 1), text)
    return found


def _headings_over(sheet: Sheet) -> set[int]:
    """Return the rows in which a cell is merged over several columns."""
    return {top for left, top, right, bottom in sheet.ranges if top == bottom and right > left}


def _read_cells(row: Row, read: Read, american: dict[str, int], today: date) -> None:
    for name, text in row.texts.items():
        column = BY_NAME[name]
        try:
            value = column.read(text, today)
        except Unreadable as problem:
            read.errors.append(CellError(row.number, column.words, str(problem)))
            if isinstance(problem, American):
                american.setdefault(name, row.number)
            continue
        if isinstance(value, When):
            read.doubtful += value.doubtful
            if value.note:
                row.notes.append(f"{column.words}: {value.note}")
        if column in EDITABLE and column not in NAMES:
            row.values[name] = value
    if TITLE.name not in row.texts and TITLE.name not in row.refused:
        read.errors.append(CellError(row.number, TITLE.words, "this is empty, and it is needed."))


def _refuse_doubtful(read: Read, american: Mapping[str, int]) -> None:
    """Refuse every date that could be read both ways in a column in which one has the month first."""
    for row in read.rows:
        for name, first in american.items():
            value = row.values.get(name)
            if isinstance(value, When) and value.doubtful:
                words = BY_NAME[name].words
                read.errors.append(CellError(row.number, words, MONTH_FIRST.format(f"“{row.texts[name]}”", first)))


__all__ = ["PROGRESS", "Read", "Row", "read_rows"]
