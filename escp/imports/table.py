"""A table read by its columns: rows of values, and every error by its cell. Pure; nothing is brought in from here.

table = read(sheet, heading=1, mapping={0: "ecdop_reference", 3: "died_on"}, columns=COLUMNS, today=today)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from escp.imports.cells import American, Day, Unreadable
from escp.imports.columns import Column, Rows

FORMULA = "this is a formula, and formulas are not worked out. Put its value in its place."
MERGED = "this cell is merged with others. Take them apart: each row stands for itself."
MISSING = "this is empty, and it is needed."


Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its rows that are not blank, each with its number, and its merged cells below another.

    Of a table too long to be held at once, `rows` is the head, and `from_file` reads them all, one by one.
    """

    name: str
    rows: Rows
    merged: frozenset[tuple[int, int]] = frozenset()
    # The merged ranges: first column, first row, last column, last row, counted from 1.
    ranges: tuple[tuple[int, int, int, int], ...] = ()
    # What the program that wrote the file kept as the value of each cell that looks like a formula, by row and place.
    kept: Mapping[tuple[int, int], str] = field(default_factory=dict)
    from_file: Callable[[], Iterator[Row]] | None = None

    @property
    def is_long(self) -> bool:
        """Whether there may be more rows than the head that is at hand."""
        return self.from_file is not None

    def each_row(self) -> Iterator[Row]:
        """Yield every row, of a long table from the file. Raises Unreadable where that cannot be read on."""
        return self.from_file() if self.from_file is not None else iter(self.rows)


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
    american: dict[str, str] = {}
    for row, problems in each_read(sheet, heading=heading, mapping=mapping, columns=columns, today=today):
        for column, problem in problems:
            table.errors.append(CellError(row.number, column.words, str(problem)))
            if isinstance(problem, American):
                american.setdefault(column.name, f"row {row.number}")
        table.rows.append(row)
    _flag(table, american, by_name)
    return table


def each_read(
    sheet: Sheet, *, heading: int, mapping: Mapping[int, str], columns: Sequence[Column], today: date
) -> Iterator[tuple[ReadRow, list[tuple[Column, Unreadable]]]]:
    """Yield the rows below the headings one by one, each with what is wrong in it; rows without a value are not."""
    by_name = {column.name: column for column in columns}
    mapped = sorted(
        ((place, by_name[name]) for place, name in mapping.items()), key=lambda pair: columns.index(pair[1])
    )
    for number, texts in sheet.each_row():
        if number <= heading or not any(texts[place] for place, _ in mapped if place < len(texts)):
            continue
        values: dict[str, Any] = {}
        problems = []
        for place, column in mapped:
            text = texts[place] if place < len(texts) else ""
            try:
                value = _value(text, (number, place) in sheet.merged, column, today)
            except Unreadable as problem:
                problems.append((column, problem))
                continue
            if value is not None:
                values[column.name] = value
        yield ReadRow(number, values), problems


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
