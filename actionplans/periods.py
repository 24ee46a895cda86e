"""Reading the name of a period as people and spreadsheets write it. Pure.

Years: `2013`, `2013/14`, `2013-14`, `2013 to 2014`, `201314`. Months: `March 2026`, `Mar-26`, `03/2026`. Quarters of
the year that starts in April: `Q1 2026` is April to June. Days: `06/03/2026`, `6 March 2026`, `2026-03-06`.
"""

import re
from dataclasses import dataclass
from datetime import date

from escp.ui.dates import MONTHS, Unreadable, read_date

LONGEST_PERIOD = 40
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
EXAMPLES = "2013, 2013/14, March 2026, Q1 2026 or 06/03/2026"
# The quarters of a year that starts in April; the fourth falls in the next calendar year.
_QUARTER_MONTHS = {1: 4, 2: 7, 3: 10, 4: 1}


class UnknownPeriod(ValueError):
    """What was typed names no period. Its text is a sentence that says so, and what to write."""


@dataclass(frozen=True)
class Period:
    """A period as typed, the day on which it starts (which puts readings in order), and how it was understood."""

    label: str
    start: date
    meaning: str


def read_period(text: str) -> Period:
    """Return the period that a text names. Raises UnknownPeriod."""
    label = " ".join(text.split())
    if not label:
        raise UnknownPeriod("there is no period")
    plain = label.lower().replace("–", "-").replace("‑", "-")
    if len(label) <= LONGEST_PERIOD:
        for reader in (_quarter, _year, _month, _day):
            if (found := reader(plain)) is not None:
                return Period(label, *found)
    raise UnknownPeriod(f"“{label[:LONGEST_PERIOD]}” is not a period such as {EXAMPLES}")


def _in_range(year: int) -> bool:
    return EARLIEST_YEAR <= year <= LATEST_YEAR


def _year(text: str) -> tuple[date, str] | None:
    """A calendar year, or a year from April when its end is named as well."""
    if re.fullmatch(r"[0-9]{4}", text) and _in_range(int(text)):
        return date(int(text), 1, 1), f"the year {text}"
    match = re.fullmatch(r"([0-9]{4})(?: ?[/-] ?| to |)([0-9]{4}|[0-9]{2})", text)
    if match and _in_range(first := int(match[1])) and _follows(first, match[2]):
        return date(first, 4, 1), f"the year {first} to {first + 1}"
    return None


def _follows(first: int, second: str) -> bool:
    """Say whether `14` or `2014` is the year after 2013."""
    return int(second) == (first + 1 if len(second) == 4 else (first + 1) % 100)


def _quarter(text: str) -> tuple[date, str] | None:
    """A quarter of the year from April. `Q4 2026` alone could be either of two, so it is asked for in full."""
    match = re.fullmatch(r"(?:q|quarter )([1-4])[ ,]*([0-9]{4})(?: ?[/-] ?([0-9]{4}|[0-9]{2}))?", text)
    if not match or not _in_range(year := int(match[2])):
        return None
    quarter = int(match[1])
    if match[3] and not _follows(year, match[3]):
        return None
    if quarter == 4 and not match[3]:
        raise UnknownPeriod(
            f"“Q4 {year}” could be two quarters: write Q4 {year - 1}/{year % 100:02} for January to March {year}, "
            f"or Q4 {year}/{(year + 1) % 100:02} for January to March {year + 1}"
        )
    start = date(year + (quarter == 4), _QUARTER_MONTHS[quarter], 1)
    end = date(start.year, start.month + 2, 1)
    return start, f"{start:%B} to {end:%B %Y}"


def _month(text: str) -> tuple[date, str] | None:
    """A month by its name, or by its number beside a year of four digits."""
    if match := re.fullmatch(r"([a-z]{3,9})\.?[ ,/-]*([0-9]{4}|'?[0-9]{2})", text):
        month = _month_named(match[1])
        year = int(match[2].strip("'"))
        year += 2000 if year < 100 else 0
    elif match := re.fullmatch(r"([0-9]{1,2})/([0-9]{4})", text):
        month, year = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
        month, year = int(match[2]), int(match[1])
    else:
        return None
    if month is None or not 1 <= month <= 12 or not _in_range(year):
        return None
    start = date(year, month, 1)
    return start, f"{start:%B %Y}"


def _month_named(word: str) -> int | None:
    for number, full in enumerate(MONTHS, start=1):
        if full.startswith(word) or (word == "sept" and number == 9):
            return number
    return None


def _day(text: str) -> tuple[date, str] | None:
    """A whole date. Its year must be written, so that no day depends on when it was pasted."""
    if len(re.findall(r"[0-9]+|[a-z]+", text)) < 3 or not re.search(r"[0-9]{2,}", text):
        return None
    try:
        day = read_date(text, "", "", today=date(EARLIEST_YEAR, 1, 1))
    except Unreadable:
        return None
    if day is None or not _in_range(day.year):
        return None
    return day, f"{day.day} {day:%B %Y}"
