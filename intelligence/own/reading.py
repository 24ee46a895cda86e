"""Reading a table of our own figures: each with its row, or every error by its cell. Pure.

found = read(sheet, heading=1, mapping={0: "period", 1: "I09"}, known=known, area=area, today=today)
for one in found.each: ...                      # a figure, or what is wrong with a cell
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from escp.imports.cells import Unreadable, quoted
from escp.imports.columns import identifier_in, plain
from escp.imports.table import CellError, ReadRow, Sheet, each_read, headings_of
from intelligence.choices import Level, Unit
from intelligence.indicators.numbers import given
from intelligence.indicators.periods import read_period
from intelligence.indicators.published import Found, Measured, Seen
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


class _Cell(NamedTuple):
    """What one figure is made from, wherever in the row it stands."""

    indicator: Known
    heading: str
    figure: str = ""
    counted: str = ""
    out_of: str = ""
    note: str = ""


@dataclass
class _Reader:
    """Makes figures of the rows of one table, whose `headings` are known by what their columns hold."""

    headings: Mapping[str, str]
    known: Mapping[str, Known]
    area: Area
    today: date
    seen: Seen = field(default_factory=Seen)

    def __post_init__(self) -> None:
        self.by_words = {
            plain(word): one for one in self.known.values() for word in (one.code, one.name, f"{one.code} {one.name}")
        }
        # The same periods and names come again and again.
        self.period_of = lru_cache(partial(read_period, today=self.today))
        self.indicator_of = lru_cache(lambda said: self.by_words.get(plain(said)) if said else None)

    def of_row(self, row: ReadRow) -> Iterator[Measured | CellError]:
        """Yield each figure of a row, or what is wrong with it; a period that cannot be read is named once."""
        if PERIOD not in row.values:
            return
        wrong_periods = set()
        try:
            for cell in self._cells(row):
                one = self._taken(row, cell)
                if isinstance(one, CellError) and one.column == self.headings[PERIOD]:
                    if one in wrong_periods:
                        continue
                    wrong_periods.add(one)
                yield one
        except Unreadable as problem:
            yield CellError(row.number, self.headings[INDICATOR], str(problem))

    def _cells(self, row: ReadRow) -> Iterator[_Cell]:
        """Yield what each figure of a row is made from. Raises Unreadable where no indicator is named."""
        headings = self.headings
        if INDICATOR not in headings:
            for name, text in row.values.items():
                if name in self.known:
                    yield _Cell(self.known[name], headings[name], figure=text)
            return
        said = row.values.get(INDICATOR, "")
        indicator = self.indicator_of(said)
        if indicator is None:
            raise Unreadable(f"{quoted(said)} is no indicator here, neither by code nor by name.")
        parts = {name: row.values.get(name, "") for name in (FIGURE, COUNTED, OUT_OF, NOTE)}
        yield _Cell(indicator, headings.get(FIGURE) or headings[COUNTED], **parts)

    def _taken(self, row: ReadRow, cell: _Cell) -> Measured | CellError:
        try:
            period = self.period_of(row.values[PERIOD], cell.indicator.frequency)
        except Unreadable as problem:
            return CellError(row.number, self.headings[PERIOD], str(problem))
        try:
            figure = given(cell.figure, cell.counted, cell.out_of, cell.indicator.unit)
            if len(cell.note) > LONGEST_NOTE:
                raise Unreadable(NOTE_TOO_LONG)
            if told := identifier_in(cell.note):
                raise Unreadable(f"the note holds {told}. Figures come without anybody’s identity.")
        except Unreadable as problem:
            return CellError(row.number, cell.heading, str(problem))
        one = Measured(
            code=cell.indicator.code,
            area_code=self.area.code,
            area_name=self.area.name,
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
        if (before := self.seen.before(one)) is not None:
            twice = f"row {before} has a figure of {one.code} for {one.period} already."
            return CellError(row.number, cell.heading, twice)
        return one


def read(
    sheet: Sheet, *, heading: int, mapping: Mapping[int, str], known: Mapping[str, Known], area: Area, today: date
) -> Found:
    """Read every figure below the headings. With one error among them, nothing is to be brought in."""
    texts = headings_of(sheet, heading)
    found = Found()
    reader = _Reader({name: texts[place][:80] for place, name in mapping.items()}, known, area, today)
    found.each = _each(found, reader, sheet, heading, mapping)
    return found


def _each(
    found: Found, reader: _Reader, sheet: Sheet, heading: int, mapping: Mapping[int, str]
) -> Iterator[Measured | CellError]:
    columns = columns_for({code: one.name for code, one in reader.known.items()})
    percentages, all_parts_of_one = 0, True
    rows = each_read(sheet, heading=heading, mapping=mapping, columns=columns, today=reader.today)
    for row, problems in rows:
        found.rows += 1
        yield from (CellError(row.number, column.words, str(problem)) for column, problem in problems)
        for one in reader.of_row(row):
            yield one
            if isinstance(one, Measured) and one.value and reader.known[one.code].unit == Unit.PERCENT:
                percentages += 1
                all_parts_of_one = all_parts_of_one and one.value <= 1
    if percentages > 1 and all_parts_of_one:
        found.notes.append(PARTS_OF_ONE)
