"""Reading one cell of a spreadsheet that people send. Pure; what is wrong is said in words.

    read_day("31/02/2026", today)       # Unreadable: “31/02/2026” is not a date.

The day comes before the month, always. `03/25/2026` is refused, never turned round.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from escp.ui import dates
from escp.ui.words import date_in_words, time_in_words

SHOWN = 40
# Excel counts days from here; five figures are the years 1954 to 2064.
EXCEL_STARTS, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 20_000, 60_000
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
WITH_TIME = re.compile(r"(?P<day>.*?\d{2,4})(?:\s*,?\s+(?:at\s+)?|T)(?P<time>\d{1,2}[:.]\d{2}.*|\d{1,2}\s*[ap]m|noon)")
YES, NO = {"y", "yes", "true", "1", "x", "✓"}, {"n", "no", "false", "0"}
NOT_KNOWN = {"not known", "unknown", "nk", "n/k", "tbc"}


class Unreadable(ValueError):
    """What stands in a cell cannot be taken. Its words say why."""


class American(Unreadable):
    """A date that can only be one with the month before the day."""


@dataclass(frozen=True)
class Day:
    """A day as it was read, perhaps with a time. `doubtful` could be another day where the month comes first."""

    day: date
    at: time | None = None
    doubtful: bool = False
    note: str = ""

    def __str__(self) -> str:
        return date_in_words(self.day) + (f" at {time_in_words(self.at)}" if self.at else "")


def quoted(text: str) -> str:
    """Return the beginning of what stands in a cell, in quotes."""
    plain = " ".join(text.split())
    return f"“{plain[:SHOWN]}{'…' if len(plain) > SHOWN else ''}”"


def read_day(text: str, today: date) -> Day:
    """Return the day that a cell names, which is past, with its time if it has one. Raises as `read_any_day` does."""
    found = read_any_day(text, today)
    if found.day > today:
        raise Unreadable(f"{quoted(text)} lies in the future.")
    return found


def read_any_day(text: str, today: date) -> Day:
    """Return the day that a cell names, with its time if it has one. Raises Unreadable; American for 03/25/2026."""
    day_text, at = _parted(text.strip())
    doubtful, note = False, ""
    if found := SERIAL.fullmatch(text.strip()):
        if not FIRST_SERIAL <= int(found[1]) <= LAST_SERIAL:
            raise Unreadable(f"{quoted(text)} is not a date.")
        day = EXCEL_STARTS + timedelta(days=int(found[1]))
        note = f"{found[1]} is read as Excel’s number for {date_in_words(day)}."
    else:
        if found := NUMBERS.fullmatch(day_text):
            first, second = int(found[1]), int(found[2])
            if second > 12 and 1 <= first <= 12:
                raise American(f"{quoted(text)} has the month before the day. Write the day first.")
            doubtful = first <= 12 and second <= 12 and first != second
        day = _real_day(day_text, text, today)
    return Day(day, at, doubtful, note)


def _parted(text: str) -> tuple[str, time | None]:
    """Return the text of the day, and the time where one follows it. A spreadsheet’s midnight is no time."""
    found = WITH_TIME.fullmatch(text)
    if not found:
        return text, None
    try:
        at = dates.read_time(found["time"])
    except dates.Unreadable:
        raise Unreadable(f"{quoted(text)} has a time that cannot be read.") from None
    return found["day"], at if at and at != time.min else None


def _real_day(day_text: str, text: str, today: date) -> date:
    try:
        found = dates.read_date(day_text, "", "", today=today)
    except dates.Unreadable:
        raise Unreadable(f"{quoted(text)} is not a date.") from None
    if found is None or not re.search(r"\d{2}$|^\d{4}-", day_text):
        raise Unreadable(f"{quoted(text)} is not a whole date.")
    return found


def read_clock_time(text: str, today: date) -> time:
    """Return the time of a cell. Raises Unreadable."""
    try:
        found = dates.read_time(text)
    except dates.Unreadable:
        found = None
    if found is None:
        raise Unreadable(f"{quoted(text)} is not a time, like 14:30.")
    return found


def read_yes_or_no(text: str, today: date) -> bool | None:
    """Return what a cell answers; None for one that says that it is not known. Raises Unreadable."""
    plain = " ".join(text.lower().split()).rstrip(".")
    if plain in NOT_KNOWN:
        return None
    if plain not in YES | NO:
        raise Unreadable(f"{quoted(text)} is neither yes nor no.")
    return plain in YES


def text_up_to(most: int) -> Callable[[str, date], str]:
    """Return a reader of text of a length."""

    def read(text: str, today: date) -> str:
        if len(text) > most:
            raise Unreadable(f"this has {len(text):,} characters. There may be {most:,}.")
        return text.strip()

    return read


def one_of(words: Mapping[str, Any], what: str) -> Callable[[str, date], Any]:
    """Return a reader of one of several answers. `words` has what may be written, in small letters."""

    def read(text: str, today: date) -> Any:
        plain = " ".join(re.sub(r"[^\w&/+-]+", " ", text.lower()).split())
        if plain not in words:
            raise Unreadable(f"{quoted(text)} is not {what}.")
        return words[plain]

    return read
