"""Rows of a chronology out of the rows of a table. Every row is kept, rejected or passed over, and each says why.

reading = read_table("Table 1", rows, layout, today=today)
assert reading.read == len(reading.kept) + len(reading.rejects) + len(reading.passed)
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from reviews.chronology.columns import Column, Layout, Rows, columns_of
from reviews.chronology.dates import Unreadable, When, read_when

TEXTS = ("source", "event", "response", "seen", "analysis")
NO_EVENT = "There is a date, but nothing happened on it."
HEADINGS = "Headings"
ABOVE = "Words above the table"
ACROSS = "A line across the table"
NOT_EVENTS = "Not a table of events"


@dataclass(frozen=True)
class Kept:
    """A row with a date and something that happened."""

    place: str
    written: str
    when: When
    agency: str = ""
    source: str = ""
    event: str = ""
    response: str = ""
    seen: str = ""
    analysis: str = ""


@dataclass(frozen=True)
class Aside:
    """A row that does not become one of the chronology: where it stands, why, and all that it says."""

    place: str
    reason: str
    text: str
    # What it holds, by name, so that it can be put right by hand.
    cells: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Reading:
    """What became of the rows of one or several tables."""

    kept: list[Kept]
    rejects: list[Aside]
    passed: list[Aside]

    @property
    def read(self) -> int:
        return len(self.kept) + len(self.rejects) + len(self.passed)


def read_table(name: str, rows: Rows, layout: Layout, *, today: date) -> Reading:
    """Read one table by its layout."""
    reading = Reading([], [], [])
    headings = next((texts for number, texts in rows if number == layout.heading), [])
    for number, texts in rows:
        place = f"{name}, row {number}"
        if why := _passed_over(number, texts, layout, headings):
            reading.passed.append(Aside(place, why, _said(texts)))
            continue
        cells = _cells(texts, layout.columns, headings)
        try:
            reading.kept.append(_kept(place, cells, today))
        except Unreadable as problem:
            reading.rejects.append(Aside(place, str(problem), _said(texts), cells))
    return reading


def together(readings: Iterable[Reading]) -> Reading:
    """Return several readings as one."""
    all_of = Reading([], [], [])
    for one in readings:
        all_of.kept.extend(one.kept)
        all_of.rejects.extend(one.rejects)
        all_of.passed.extend(one.passed)
    return all_of


def _passed_over(number: int, texts: list[str], layout: Layout, headings: list[str]) -> str:
    """Say why a row is none of the events; nothing where it is one."""
    if not layout.is_known:
        return NOT_EVENTS
    if number == layout.heading:
        return HEADINGS
    if layout.heading is not None:
        if number < layout.heading:
            return ABOVE
        if _bare(texts) == _bare(headings) or (
            Layout(number, columns_of(texts)).is_known and all(len(text) < 30 for text in texts)
        ):
            return HEADINGS
    filled = [text for text in texts if text]
    if len(filled) == 1 and not _is_event(texts, layout) and not _is_date(filled[0]):
        return ACROSS
    return ""


def _bare(texts: Sequence[str]) -> list[str]:
    bare = [" ".join(text.split()).casefold() for text in texts]
    while bare and not bare[-1]:
        bare.pop()
    return bare


def _is_event(texts: list[str], layout: Layout) -> bool:
    """Whether what is filled in stands under the event: a row whose date was forgotten, which is not passed over."""
    place = layout.columns.index(Column.EVENT)
    return place < len(texts) and bool(texts[place])


def _is_date(text: str) -> bool:
    return any(character.isdigit() for character in text) and len(text) < 25


def _cells(texts: list[str], columns: Sequence[Column], headings: list[str]) -> dict[str, str]:
    """Return what a row holds by name. What has no column of its own is kept with the event, under its heading."""
    cells: dict[str, str] = {}
    others = []
    # A row may be longer than its headings.
    for place, text in enumerate(texts):
        column = columns[place] if place < len(columns) else Column.OTHER
        if not text or column == Column.SKIP:
            continue
        if column == Column.OTHER:
            heading = headings[place] if place < len(headings) else ""
            others.append(f"{heading}: {text}" if heading else text)
        else:
            cells[column.value] = text
    if others:
        cells["event"] = "\n".join(filter(None, [cells.get("event", ""), *others]))
    return cells


def _kept(place: str, cells: dict[str, str], today: date) -> Kept:
    """Raises Unreadable for a row without a date that can be read, or without anything that happened."""
    written = cells.get("date", "")
    timed = f"{written} {cells.get('time', '')}".strip()
    try:
        when = read_when(timed, today=today)
    except Unreadable:
        when, timed = read_when(written, today=today), timed[:200]
    if not any(cells.get(name) for name in ("event", "response", "analysis")):
        raise Unreadable(NO_EVENT)
    texts = {name: cells.get(name, "") for name in TEXTS}
    return Kept(place, timed, when, agency=cells.get("agency", ""), **texts)


def _said(texts: Iterable[str]) -> str:
    return " | ".join(filter(None, texts))


def seen_answer(text: str) -> str:
    """Return whether the child was seen or heard, as "yes", "no", or nothing where the words do not begin so."""
    words = text.strip().lower()
    if words.startswith(("yes", "seen", "y ", "y-", "y,")) or words == "y":
        return "yes"
    if words.startswith(("no", "n ", "n-", "n/", "n,")) or words == "n":
        return "" if words.startswith(("not known", "not recorded", "note", "n/k", "n/a")) else "no"
    return ""
