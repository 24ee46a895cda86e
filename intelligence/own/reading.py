"""Reading a table of our own figures: each with its row, or every error by its cell. Pure.

found = read(sheet, heading=1, mapping={0: "period", 1: "I09"}, known=known, area=area, today=today)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from escp.imports.cells import Unreadable, quoted
from escp.imports.columns import plain
from escp.imports.table import CellError, ReadRow, Sheet, headings_of
from escp.imports.table import read as read_table
from intelligence.choices import Level, Unit
from intelligence.indicators.numbers import given
from intelligence.indicators.periods import read_period
from intelligence.indicators.published import Found, Measured
from intelligence.own.columns import COUNTED, FIGURE, INDICATOR, LONGEST_NOTE, NOTE, OUT_OF, PERIOD, columns_for

NOTE_TOO_LONG = f"this is longer than {LONGEST_NOTE} characters."
PARTS_OF_ONE = (
    "Every percentage of this table is 1 or less. If the spreadsheet shows them as whole percentages, multiply them by "
    "100 before you send it."
)


@dataclass(frozen=True)
class Known:
    """What reading needs to know of an indicator."""

    code: str
    name: str
    unit: str
    frequency: str


@dataclass(frozen=True)
class Area:
    """The partnership's own area."""

    code: str
    name: str


@dataclass(frozen=True)
class _Cell:
    """What one figure is made from, wherever in the row it stands."""

    indicator: Known
    heading: str
    figure: str = ""
    counted: str = ""
    out_of: str = ""
    note: str = ""


def read(
    sheet: Sheet, *, heading: int, mapping: Mapping[int, str], known: Mapping[str, Known], area: Area, today: date
) -> Found:
    """Read every figure below the headings. With one error in `errors`, nothing is to be brought in."""
    columns = columns_for({code: one.name for code, one in known.items()})
    texts = headings_of(sheet, heading)
    headings = {name: texts[place][:80] for place, name in mapping.items()}
    table = read_table(sheet, heading=heading, mapping=mapping, columns=columns, today=today)
    found = Found(errors=table.errors)
    by_words = {plain(word): one for one in known.values() for word in (one.code, one.name, f"{one.code} {one.name}")}
    seen: dict[tuple[str, str, date, date], int] = {}
    for row in table.rows:
        if PERIOD not in row.values:
            continue
        try:
            for cell in _cells(row, headings, known, by_words):
                _take(found, seen, row, cell, headings[PERIOD], area, today)
        except Unreadable as problem:
            found.errors.append(CellError(row.number, headings[INDICATOR], str(problem)))
    found.errors.sort(key=lambda error: error.row)
    units = {one.code: one.unit for one in known.values()}
    percentages = [one.value for one in found.figures if one.value and units[one.code] == Unit.PERCENT]
    if len(percentages) > 1 and all(value <= Decimal(1) for value in percentages):
        found.notes.append(PARTS_OF_ONE)
    return found


def _cells(
    row: ReadRow, headings: Mapping[str, str], known: Mapping[str, Known], by_words: Mapping[str, Known]
) -> Iterator[_Cell]:
    """Yield what each figure of a row is made from. Raises Unreadable where no indicator is named."""
    if INDICATOR not in headings:
        for name, text in row.values.items():
            if name in known:
                yield _Cell(known[name], headings[name], figure=text)
        return
    said = row.values.get(INDICATOR, "")
    indicator = by_words.get(plain(said)) if said else None
    if indicator is None:
        raise Unreadable(f"{quoted(said)} is no indicator here, neither by code nor by name.")
    parts = {name: row.values.get(name, "") for name in (FIGURE, COUNTED, OUT_OF, NOTE)}
    yield _Cell(indicator, headings.get(FIGURE) or headings[COUNTED], **parts)


def _take(
    found: Found,
    seen: dict[tuple[str, str, date, date], int],
    row: ReadRow,
    cell: _Cell,
    period_heading: str,
    area: Area,
    today: date,
) -> None:
    try:
        period = read_period(row.values[PERIOD], cell.indicator.frequency, today)
    except Unreadable as problem:
        error = CellError(row.number, period_heading, str(problem))
        if error not in found.errors:
            found.errors.append(error)
        return
    try:
        figure = given(cell.figure, cell.counted, cell.out_of, cell.indicator.unit)
        if len(cell.note) > LONGEST_NOTE:
            raise Unreadable(NOTE_TOO_LONG)
    except Unreadable as problem:
        found.errors.append(CellError(row.number, cell.heading, str(problem)))
        return
    one = Measured(
        code=cell.indicator.code,
        area_code=area.code,
        area_name=area.name,
        level=Level.AUTHORITY,
        period=period.name,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=figure.value,
        mark=figure.mark,
        text=figure.text[:30],
        row=row.number,
        heading=cell.heading,
        numerator=figure.numerator,
        denominator=figure.denominator,
        note=cell.note,
    )
    if one.key in seen:
        twice = f"row {seen[one.key]} has a figure of {one.code} for {one.period} already."
        found.errors.append(CellError(row.number, cell.heading, twice))
        return
    seen[one.key] = row.number
    found.figures.append(one)
