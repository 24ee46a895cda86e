"""Reading a published file of the Department for Education: one row a period and area, a column a measure. Pure.

    found = read(sheet, heading, {13: "I03"}, areas)
    for one in found.each: ...                  # a figure, or what is wrong with a cell

Of the areas that are not wanted by their codes, the local authorities are read as others, for the view across all
authorities; what is left is passed over. A percentage or a rate comes with what was counted and out of how many, where
the file says so. Every error names its cell, and with one error nothing is brought in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from escp.imports.cells import quoted
from escp.imports.table import CellError, Sheet, headings_of
from intelligence.choices import Level, Mark
from intelligence.indicators.counted import companions, counts_in

ABOUT_ROWS = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")
AREA_COLUMNS = (("new_la_code", "la_name"), ("region_code", "region_name"), ("country_code", "country_name"))
NOT_MEASURES = {*ABOUT_ROWS, "region_code", "region_name", "old_la_code", "new_la_code", "la_name", "category"}
NEEDED = ("time_period", "geographic_level", "country_code")
NOT_THE_FORM = (
    "The file has no columns named time_period, geographic_level and country_code. Choose the data file of the "
    "publication, as a CSV file, as it was published."
)
# These say of every row what kind of child it is about; a file with several such rows for an area needs choosing.
# A school or a ward also names the authority that it lies in, and is not that authority.
WHOLE_AREAS = {"national", "regional", "local authority"}
YEAR, SCHOOL_YEAR, QUARTER = re.compile(r"(\d{4})"), re.compile(r"(\d{4})(\d{2})"), re.compile(r"(\d{4})Q([1-4])")
MOST = Decimal(10) ** 11
MARKS = {"": Mark.EMPTY} | {mark.value: mark for mark in Mark if mark != Mark.EMPTY}


class Measured(NamedTuple):
    """One number or mark, with the row and the column that it stands in. A tuple, for there may be a million."""

    code: str
    area_code: str
    area_name: str
    level: Level
    period: str
    starts_on: date
    ends_on: date
    value: Decimal | None
    mark: str
    text: str
    row: int
    heading: str
    numerator: int | None = None
    denominator: int | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, date, date]:
        return self.code, self.area_code, self.starts_on, self.ends_on


class Seen:
    """Where a figure of an indicator, an area and a period stood before: in few bytes, for there may be a million."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._pairs: dict[tuple[str, str], int] = {}

    def before(self, one: Measured) -> int | None:
        """Return the row in which the same was given, and None of a first one, which is remembered."""
        pair = self._pairs.setdefault((one.code, one.area_code), len(self._pairs))
        key = (pair << 40) | (one.starts_on.toordinal() << 16) | (one.ends_on - one.starts_on).days
        row = self._rows.get(key)
        if row is None:
            self._rows[key] = one.row
        return row


@dataclass
class Found:
    """What is read of a file, one by one: a figure, or what is wrong with a cell. The rest is known after the last."""

    each: Iterator[Measured | CellError] = field(default_factory=lambda: iter(()))
    rows: int = 0
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def measures(sheet: Sheet, heading: int) -> dict[int, str]:
    """Return the columns that hold measures, by their place."""
    return {
        place: name
        for place, name in enumerate(headings_of(sheet, heading))
        if name and name.lower() not in NOT_MEASURES
    }


def is_published_form(sheet: Sheet, heading: int) -> bool:
    names = {name.lower() for name in headings_of(sheet, heading)}
    return set(NEEDED) <= names


def shape_of(sheet: Sheet, heading: int) -> str:
    """Return what tells files of one shape from others: the SHA-256 of their headings."""
    return sha256("\n".join(headings_of(sheet, heading)).lower().encode()).hexdigest()


def read(sheet: Sheet, heading: int, mapping: Mapping[int, str], areas: Mapping[str, Level]) -> Found:
    """Read the measures that are chosen, of the areas that are wanted, of all periods."""
    found = Found()
    found.each = _each(found, sheet, heading, mapping, areas)
    return found


def _each(
    found: Found, sheet: Sheet, heading: int, mapping: Mapping[int, str], areas: Mapping[str, Level]
) -> Iterator[Measured | CellError]:
    headings = headings_of(sheet, heading)
    places = {name.lower(): place for place, name in enumerate(headings)}
    seen, here = Seen(), set()
    period_of = lru_cache(_period)
    counted = {place: companions(sheet, heading, place) for place in mapping}
    for number, texts in sheet.each_row():
        if number <= heading:
            continue
        found.rows += 1
        area = _area(texts, places)
        level = _level(area, areas, _text(texts, places["geographic_level"]))
        if area is None or level is None:
            continue
        try:
            period = period_of(_text(texts, places["time_period"]), _text(texts, places.get("time_identifier")))
        except ValueError as wrong:
            yield CellError(number, "time_period", str(wrong))
            continue
        here.add(area[0])
        for place, code in mapping.items():
            counts = counts_in(texts, place, counted[place])
            yield _taken(seen, number, headings[place], _text(texts, place), code, (*area, level), period, counts)
    found.missing = sorted(set(areas) - here)


def _taken(
    seen: Seen,
    number: int,
    heading: str,
    text: str,
    code: str,
    area: tuple[str, str, Level],
    period: tuple[str, date, date],
    counts: tuple[int | None, int | None],
) -> Measured | CellError:
    try:
        value, mark = number_or_mark(text)
    except ValueError as wrong:
        return CellError(number, heading, str(wrong))
    one = Measured(code, area[0], area[1][:80], area[2], *period, value, mark, text[:30], number, heading[:80], *counts)
    if (row := seen.before(one)) is not None:
        problem = f"row {row} has a figure for the same area and period. The file may be split by a category."
        return CellError(number, heading, problem)
    return one


def _level(area: tuple[str, str] | None, areas: Mapping[str, Level], kind: str) -> Level | None:
    """Return what an area is to us: wanted by its code, another local authority, or nothing."""
    if area is None or kind.lower() not in WHOLE_AREAS:
        return None
    return areas.get(area[0], Level.OTHER if kind.lower() == "local authority" else None)


def number_or_mark(text: str) -> tuple[Decimal | None, str]:
    """Return the number to the digit, or the mark in its place. Raises ValueError, in words."""
    plain = text.strip()
    if plain.lower() in MARKS:
        return None, MARKS[plain.lower()]
    try:
        value = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        value = None
    exponent = value.as_tuple().exponent if value is not None else None
    if value is None or not isinstance(exponent, int) or exponent < -6 or abs(value) >= MOST:
        raise ValueError(f"{quoted(text)} is neither a number nor one of the marks c, x, z, u, low.")
    return value, ""


def _area(texts: Sequence[str], places: Mapping[str, int]) -> tuple[str, str] | None:
    """Return the code and the name of the smallest area that a row is about."""
    for code, name in AREA_COLUMNS:
        if given := _text(texts, places.get(code)):
            return given, _text(texts, places.get(name))
    return None


def _period(text: str, kind: str) -> tuple[str, date, date]:
    """Return a period as it is called, with its first and last day. Raises ValueError.

    A reporting year of these statistics ends on 31 March of the year that names it.
    """
    if whole := YEAR.fullmatch(text):
        year = int(whole[1])
        if 1990 <= year <= 2100:
            if kind.lower() == "calendar year":
                return text, date(year, 1, 1), date(year, 12, 31)
            return text, date(year - 1, 4, 1), date(year, 3, 31)
    if (split := SCHOOL_YEAR.fullmatch(text)) and (int(split[1]) + 1) % 100 == int(split[2]):
        year = int(split[1])
        if 1990 <= year <= 2100:
            first = date(year, 9, 1) if "academic" in kind.lower() else date(year, 4, 1)
            last = date(year + 1, 8, 31) if first.month == 9 else date(year + 1, 3, 31)
            return f"{split[1]}/{split[2]}", first, last
    raise ValueError(f"{quoted(text)} is not a year that can be read.")


def _text(texts: Sequence[str], place: int | None) -> str:
    return texts[place].strip() if place is not None and place < len(texts) else ""
