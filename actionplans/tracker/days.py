"""When an action is due, as trackers say it. Pure; what is not a plain date is said in words, never guessed.

read_when("Q3 2026/27", today)      # 31 December 2026, “Q3 2026/27” is read as its last day: 31 December 2026.
read_when("TBC", today)             # no day: “TBC” is no date: there is none yet, and the words are kept.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from escp.imports.cells import Unreadable, quoted, read_any_day
from escp.ui.dates import MONTHS
from escp.ui.words import date_in_words

NO_DAY_YET = {
    "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be decided", "not set", "none", "n a", "na", "",
    "ongoing", "on going", "continuous", "rolling", "asap", "as soon as possible", "immediate", "immediately", "urgent",
}  # fmt: skip
QUARTER = re.compile(r"(?:q|quarter ?)([1-4])(.*)|(.*?)(?:q|quarter ?)([1-4])")
YEARS = re.compile(r"(20\d\d) ?[/–-] ?(20)?(\d\d)")
MONTH = re.compile(r"(?:(?:by )?(?:the )?end (?:of )?)?([a-z]{3,9})[ /–-]*(?:'|’)?(20\d\d|\d\d)")
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Quarters of the financial year, which begins in April: the month in which each ends.
ENDS_IN = {1: 6, 2: 9, 3: 12, 4: 3}


@dataclass(frozen=True)
class When:
    """The day that a cell means, or none yet; what must be said about how it was read; whether it has two readings."""

    day: date | None
    note: str = ""
    doubtful: bool = False


def read_when(text: str, today: date) -> When:
    """Return when a cell says. Raises Unreadable; American for a date with the month first."""
    plain = " ".join(text.lower().split()).strip(" .")
    words = re.findall(r"[a-z0-9]+", plain)
    if {" ".join(words), "".join(words)} & NO_DAY_YET:
        return When(None, f"{quoted(text)} is no date: there is none yet, and the words are kept.")
    if found := QUARTER.fullmatch(plain):
        return _last_of_quarter(int(found[1] or found[4]), (found[2] or found[3] or "").strip(" ,"), text, today)
    if (found := MONTH.fullmatch(plain)) and (month := _month(found[1])):
        return _said(text, _last_day(int(found[2]) % 100 + 2000, month), "its last day")
    read = read_any_day(text, today)
    if not FIRST_YEAR <= read.day.year <= LAST_YEAR:
        raise Unreadable(f"{quoted(text)} has a year that cannot be meant.")
    return When(read.day, read.note, read.doubtful)


def _last_of_quarter(quarter: int, years: str, text: str, today: date) -> When:
    if not years:
        begins = today.year if today.month > 3 else today.year - 1
        how = f"the last day of that quarter in the financial year {begins}/{(begins + 1) % 100:02d}"
    elif (found := YEARS.fullmatch(years)) and int(found[3]) == (int(found[1]) + 1) % 100:
        begins, how = int(found[1]), "its last day"
    else:
        raise Unreadable(f"{quoted(text)} does not say which financial year is meant. Write it like Q3 2026/27.")
    return _said(text, _last_day(begins + (quarter == 4), ENDS_IN[quarter]), how)


def _said(text: str, day: date, how: str) -> When:
    return When(day, f"{quoted(text)} is read as {how}: {date_in_words(day)}.")


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(word: str) -> int | None:
    """Return the month that a word of at least three letters begins, or None."""
    word = "sep" if word == "sept" else word
    return next((number for number, name in enumerate(MONTHS, start=1) if name.startswith(word)), None)
