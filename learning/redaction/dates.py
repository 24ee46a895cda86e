"""Days as people write them in Britain, in words and in numbers, and as they read once only month and year are left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from learning.redaction.folding import Folded

_MONTHS_LIST = """
january february march april may june july august september october november december
"""
MONTHS = tuple(_MONTHS_LIST.split())
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS)
_MONTH = _MONTH.replace("sep(?:tember)?", "sept?(?:ember)?")
_ORDINALS_LIST = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth
twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
"""
_ORDINALS = tuple(_ORDINALS_LIST.split())
_IN_WORDS = "|".join(word.replace("-", "[- ]?") for word in sorted(_ORDINALS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_DAY = rf"(?:(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?|(?P<word>{_IN_WORDS}))"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_JOIN = r"[\s,./-]*"
_EDGE, _END = r"(?<![\da-z])", r"(?![\da-z])"

FORMS = (
    # 6 March 2026, 6th of March, 06-MAR-26, the sixth of March
    rf"{_EDGE}{_WEEKDAY}{_DAY}{_JOIN}(?:day\s+)?(?:of\s+)?(?P<month>{_MONTH})(?![a-z])(?:{_JOIN}{_YEAR}{_END})?",
    # March 6, 2026; March 6th
    rf"{_EDGE}(?P<month>{_MONTH})[\s.]*(?:the\s+)?{_DAY}(?!\d)(?![a-z])(?:{_JOIN}{_YEAR}{_END})?",
    # 2026-03-06, 2026 03 06, 20260306
    rf"{_EDGE}(?P<year>(?:19|20)\d\d)\s*[-/. ]?\s*(?P<number>\d{{1,2}})\s*[-/. ]?\s*(?P<day>\d{{1,2}}){_END}",
    # 6/3/26, 06.03.2026, 6 - 3 - 26, 06 03 2026, 06032026
    rf"{_EDGE}(?P<day>\d{{1,2}})\s*[-/.]\s*(?P<number>\d{{1,2}})\s*[-/.]\s*{_YEAR}{_END}",
    rf"{_EDGE}(?P<day>\d{{1,2}}) (?P<number>\d{{1,2}}) (?P<year>(?:19|20)\d\d){_END}",
    rf"{_EDGE}(?P<day>\d\d) (?P<number>\d\d) (?P<year>\d\d){_END}",
    rf"{_EDGE}(?P<day>\d\d)(?P<number>\d\d)(?P<year>(?:19|20)\d\d){_END}",
    # 6/3: a day and a month alone, only where they are told as a day
    rf"(?<=\bon )(?P<day>\d{{1,2}})[/.](?P<number>\d{{1,2}})(?P<year>){_END}",
)
_FORMS = tuple(re.compile(form) for form in FORMS)
MONTH_AND_YEAR = re.compile(rf"(?<![a-z])(?:{_MONTH})(?![a-z]){_JOIN}(?:of\s+)?(?:(?:19|20)\d\d|'\d\d)(?!\d)")
# The hour after a day: “at 3.20pm”, “, 15:20”. It goes with the day.
_HOUR = re.compile(r",?\s+(?:at\s+)?(?:about\s+)?\d{1,2}(?:[.:]\d\d(?:\s?[ap]m)?|\s?[ap]m)(?![\w])")


@dataclass(frozen=True)
class Day:
    """One day in a text: where it stands in the folded text, with its hour, and what it says.

    It has no year where none is said.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    in_numbers: bool

    @property
    def coarse(self) -> str:
        """Month and year alone."""
        month = MONTHS[self.month - 1].capitalize()
        return f"{month} {self.year}" if self.year else month

    def may_be(self, other: date) -> bool:
        """Say whether this may be that day; the year may be left out, and numbers may stand in either order."""
        pairs = [(self.day, self.month), *([(self.month, self.day)] if self.in_numbers else [])]
        return (other.day, other.month) in pairs and self.year in (None, other.year)


def days_in(text: Folded) -> list[Day]:
    """Return every day that is named in a text, in order; of two readings of the same place, the longer."""
    found = sorted({day for form in _FORMS for day in _read(form, text)}, key=lambda day: (day.start, -day.end))
    kept: list[Day] = []
    for day in found:
        if kept and day.start < kept[-1].end:
            if day.end - day.start > kept[-1].end - kept[-1].start:
                kept[-1] = day
            continue
        kept.append(day)
    return kept


def _read(form: re.Pattern[str], text: Folded) -> Iterator[Day]:
    # Each place is looked at: what overlaps a wrong reading may be the right one.
    place = 0
    while found := form.search(text.small, place):
        place = found.start() + 1
        parts = found.groupdict()
        day = int(parts["day"]) if parts["day"] else _ordinal(parts.get("word") or "")
        month = int(parts["number"]) if parts.get("number") else _month(parts.get("month") or "")
        # Numbers may stand in the American order; after a year they never do.
        if month > 12 >= day and parts.get("number") and found.start("number") < found.start("year"):
            day, month = month, day
        if 1 <= day <= 31 and 1 <= month <= 12:
            in_numbers = bool(parts.get("number"))
            hour = _HOUR.match(text.small, found.end())
            end = hour.end() if hour else found.end()
            yield Day(found.start(), end, day, month, _year(parts.get("year")), in_numbers)


def _ordinal(word: str) -> int:
    plain = re.sub(r"[- ]", "", word)
    return next((number for number, one in enumerate(_ORDINALS, start=1) if one.replace("-", "") == plain), 0)


def _month(word: str) -> int:
    return next((number for number, month in enumerate(MONTHS, start=1) if month[:3] == word[:3]), 0)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    number = int(written.strip("'"))
    return number if number > 99 else number + (2000 if number < 70 else 1900)
