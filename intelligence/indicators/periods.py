"""A month, a quarter or a year as people write it. Pure. Years begin in April, and the year of a quarter has two parts.

read_period("Q1 2025-26", Frequency.QUARTERLY, today).name      # "Q1 2025/26"
"""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile

from escp.imports.cells import Unreadable, quoted
from intelligence.choices import Frequency

FIRST_YEAR, LAST_YEAR = 1990, 2100
SPLIT_YEAR = r"(?P<first>\d{4})\s?[/–-]\s?(?P<second>\d{4}|\d{2})"
YEAR = re.compile(SPLIT_YEAR)
QUARTER_WORD = r"(?:q|quarter ?|qtr ?)"
QUARTER_FIRST = re.compile(rf"{QUARTER_WORD}(?P<quarter>\d),? ?{SPLIT_YEAR}")
QUARTER_LAST = re.compile(rf"{SPLIT_YEAR},? ?{QUARTER_WORD}(?P<quarter>\d)")
MONTH_IN_WORDS = re.compile(r"(?P<month>[a-z]+)[ .'’/-]*(?P<year>\d{4}|\d{2})")
MONTH_IN_FIGURES = re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
YEAR_MONTH = re.compile(r"(?P<year>\d{4})[/-](?P<month>\d{1,2})")
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
MONTHS |= {"sept": 9}
HOW = "Write a month like “April 2026”, a quarter like “Q1 2026/27”, or a year like “2026/27”."


@dataclass(frozen=True)
class Period:
    """A month, a quarter or a year: what it is called, its first and its last day."""

    name: str
    starts_on: date
    ends_on: date


def month(year: int, number: int) -> Period:
    first = date(year, number, 1)
    return Period(f"{month_name[number]} {year}", first, _last(first, 1))


def quarter(year: int, number: int) -> Period:
    """Return a quarter of the year that begins in the April of `year`."""
    first = date(year, 4 + 3 * (number - 1), 1) if number < 4 else date(year + 1, 1, 1)
    return Period(f"Q{number} {_split(year)}", first, _last(first, 3))


def year_from(year: int) -> Period:
    """Return the year that begins in the April of `year`."""
    first = date(year, 4, 1)
    return Period(_split(year), first, _last(first, 12))


def quarters_before(day: date, number: int) -> list[Period]:
    """Return the last quarters that ended before a day, the latest first."""
    found: list[Period] = []
    after = _quarter_with(day)
    while len(found) < number:
        after = _quarter_with(after.starts_on - timedelta(days=1))
        found.append(after)
    return found


def in_a_row(periods: Sequence[Period], days: Iterable[date | None]) -> int:
    """Return how many periods, from the first on, have a day in them, until one that has none."""
    known = {day for day in days if day is not None}
    return sum(1 for _ in takewhile(lambda one: any(one.starts_on <= day <= one.ends_on for day in known), periods))


def _quarter_with(day: date) -> Period:
    since_april = (day.month - 4) % 12
    return quarter(day.year if day.month >= 4 else day.year - 1, since_april // 3 + 1)


def ending_within(one: Period, frequency: str) -> list[Period]:
    """Return the periods of a frequency that end within a quarter: its months, itself, or the year that it ends."""
    if frequency == Frequency.QUARTERLY:
        return [one]
    if frequency == Frequency.MONTHLY:
        return [month(one.starts_on.year, one.starts_on.month + place) for place in range(3)]
    return [year_from(one.ends_on.year - 1)] if one.ends_on.month == 3 else []


def _split(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _last(first: date, months: int) -> date:
    later = first.year * 12 + first.month - 1 + months
    return date(later // 12, later % 12 + 1, 1) - timedelta(days=1)


@lru_cache(maxsize=4096)
def read_period(text: str, frequency: str, today: date) -> Period:
    """Return the period that a text names. A day alone begins one as long as the indicator’s. Raises Unreadable."""
    plain = " ".join(text.lower().split())
    found = _period(plain, text, frequency)
    if found.starts_on > today:
        raise Unreadable(f"{quoted(text)} has not begun yet.")
    return found


def _period(plain: str, text: str, frequency: str) -> Period:
    if found := QUARTER_FIRST.fullmatch(plain) or QUARTER_LAST.fullmatch(plain):
        number = int(found["quarter"])
        if not 1 <= number <= 4:
            raise Unreadable(f"{quoted(text)} names no quarter: there are four.")
        return quarter(_first_of(found["first"], found["second"], text), number)
    if (found := YEAR.fullmatch(plain)) and not _may_be_a_month(found["first"], found["second"]):
        return year_from(_first_of(found["first"], found["second"], text))
    for form in (ISO_DAY, DAY):
        if found := form.fullmatch(plain):
            return _from_day(int(found["year"]), int(found["month"]), int(found["day"]), text, frequency)
    if (found := MONTH_IN_WORDS.fullmatch(plain)) and found["month"] in MONTHS:
        year = int(found["year"])
        return month(_real_year(year if year > 99 else 2000 + year, text), MONTHS[found["month"]])
    if found := MONTH_IN_FIGURES.fullmatch(plain) or YEAR_MONTH.fullmatch(plain):
        return month(_real_year(int(found["year"]), text), _real_month(int(found["month"]), text))
    raise Unreadable(f"{quoted(text)} is not a period. {HOW}")


def _may_be_a_month(first: str, second: str) -> bool:
    """Say whether 2026-04 is meant: not the second half of a year such as 2025/26."""
    return len(second) == 2 and int(second) != (int(first) + 1) % 100 and 1 <= int(second) <= 13


def _first_of(first: str, second: str, text: str) -> int:
    year = _real_year(int(first), text)
    if int(second) % 100 != (year + 1) % 100 or (len(second) == 4 and int(second) != year + 1):
        raise Unreadable(f"{quoted(text)} is not one year: {_split(year)} would be.")
    return year


def _real_year(year: int, text: str) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(f"{quoted(text)} lies before {FIRST_YEAR} or after {LAST_YEAR}.")
    return year


def _real_month(number: int, text: str) -> int:
    if not 1 <= number <= 12:
        raise Unreadable(f"{quoted(text)} names no month: there are twelve.")
    return number


def _from_day(year: int, number: int, day: int, text: str, frequency: str) -> Period:
    """Return the period that begins on a day: spreadsheets turn “April 2026” into the first of April."""
    year, number = _real_year(year, text), _real_month(number, text)
    if day != 1:
        raise Unreadable(f"{quoted(text)} is a day, and not the first of a month. {HOW}")
    since_april = (number - 4) % 12
    start = year if number >= 4 else year - 1
    if frequency == Frequency.YEARLY and since_april == 0:
        return year_from(start)
    if frequency == Frequency.QUARTERLY and since_april % 3 == 0:
        return quarter(start, since_april // 3 + 1)
    return month(year, number)
