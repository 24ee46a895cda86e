"""A table read by its columns: rows of values, and every error by its cell. Pure; nothing is brought in from here.

table = read(sheet, heading=1, mapping={0: "ecdop_reference", 3: "died_on"}, columns=COLUMNS, today=today)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from escp.imports.cells import American, Day, Unreadable
from escp.imports.columns import Column, Rows

FORMULA = "this is a formula, and formulas are not worked out. Put its value in its place."
MERGED = "this cell is merged with others. Take them apart: each row stands for itself."
MISSING = "this is empty, and it is needed."


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its rows that are not blank, each with its number, and its merged cells below another."""

    name: str
    rows: Rows
    merged: frozenset[tuple[int, int]] = frozenset()
    # The merged ranges: first column, first row, last column, last row, counted from 1.
    ranges: tuple[tuple[int, int, int, int], ...] = ()
    # What the program that wrote the file kept as the value of each cell that looks like a formula, by row and place.
    kept: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class CellError:
    """What is wrong with one cell. It is said to whoever imports, and kept nowhere."""

    row: int
    column: str
    problem: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.problem}"


@dataclass(frozen=True)
class ReadRow:
    """One row: its number in the file, and its values by the name of their column. Empty cells are not there."""

    number: int
    values: Mapping[str, Any]


@dataclass
class Table:
    """What was read: rows, errors by cell, and what should be known about single cells and whole columns."""

    rows: list[ReadRow] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubtful: int = 0


def headings_of(sheet: Sheet, heading: int) -> list[str]:
    """Return the texts of the row that holds the headings, as many as the table has columns."""
    width = max((len(texts) for _, texts in sheet.rows), default=0)
    texts: list[str] = next((texts for number, texts in sheet.rows if number == heading), [])
    return [*texts, *[""] * (width - len(texts))]


def below(sheet: Sheet, heading: int) -> Rows:
    """Return the rows that stand below the headings."""
    return [row for row in sheet.rows if row[0] > heading]


def read(sheet: Sheet, *, heading: int, mapping: Mapping[int, str], columns: Sequence[Column], today: date) -> Table:
    """Return what the rows below the headings say. `mapping` has the column's name by its place."""
    table = Table()
    by_name = {column.name: column for column in columns}
    mapped = sorted(
        ((place, by_name[name]) for place, name in mapping.items()), key=lambda pair: columns.index(pair[1])
    )
    american: dict[str, str] = {}
    for number, texts in below(sheet, heading):
        if not any(texts[place] for place, _ in mapped if place < len(texts)):
            continue
        values: dict[str, Any] = {}
        for place, column in mapped:
            text = texts[place] if place < len(texts) else ""
            try:
                value = _value(text, (number, place) in sheet.merged, column, today)
            except Unreadable as problem:
                table.errors.append(CellError(number, column.words, str(problem)))
                if isinstance(problem, American):
                    american.setdefault(column.name, f"row {number}")
                continue
            if value is not None:
                values[column.name] = value
        table.rows.append(ReadRow(number, values))
    _flag(table, american, by_name)
    return table


def _value(text: str, is_merged: bool, column: Column, today: date) -> Any:
    if is_merged:
        raise Unreadable(MERGED)
    if text.startswith("="):
        raise Unreadable(FORMULA)
    if text:
        return column.read(text, today)
    if column.required:
        raise Unreadable(MISSING)
    return None


def _flag(table: Table, american: Mapping[str, str], by_name: Mapping[str, Column]) -> None:
    """Refuse every doubtful date of a column in which one has the month first; count and note the others."""
    for row in table.rows:
        for name, value in row.values.items():
            if not isinstance(value, Day):
                continue
            words = by_name[name].words
            if value.note:
                table.notes.append(f"Row {row.number}, {words}: {value.note}")
            if value.doubtful and name in american:
                problem = (
                    f"{value} may have the month first, as {american[name]} of this column has. Write the day first."
                )
                table.errors.append(CellError(row.number, words, problem))
            table.doubtful += value.doubtful
    table.errors.sort(key=lambda error: error.row)
