"""Bank holidays of England and Wales: announced ones as GOV.UK publishes them, expected ones by rule.

The announced list is bundled with the `govuk-bank-holidays` package and is read without a network; later lists are read
by `manage.py refresh_bank_holidays`. Beyond the years that they cover the ordinary holidays are worked out (Banking and
Financial Dealings Act 1971, Schedule 1, with the substitute days that have always been proclaimed) and marked as
expected.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from govuk_bank_holidays.bank_holidays import BankHolidays

EXPECTED = "expected, not yet announced"
SATURDAY = 5
# A year of which so many are known is known whole: England and Wales have eight, and more in years of a royal event.
LEAST_A_YEAR, MOST_A_YEAR = 8, 15
DIVISION = BankHolidays.ENGLAND_AND_WALES
LONGEST_TITLE = 60


@dataclass(frozen=True)
class BankHoliday:
    """One day on which banks close, and how sure we are of it."""

    day: date
    title: str
    substitute: bool = False
    announced: bool = True

    def __str__(self) -> str:
        notes = ["substitute day"] * self.substitute + [EXPECTED] * (not self.announced)
        return f"{self.title} ({', '.join(notes)})" if notes else self.title


@cache
def announced() -> dict[date, BankHoliday]:
    """Return the holidays that GOV.UK has published, by date."""
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=DIVISION)
    return {
        entry["date"]: BankHoliday(entry["date"], entry["title"], substitute=entry["notes"] == "Substitute day")
        for entry in listed
    }


@cache
def announced_years() -> tuple[int, int]:
    """Return the first and the last year that the published list covers."""
    return min(announced()).year, max(announced()).year


@cache
def in_year(year: int) -> dict[date, BankHoliday]:
    """Return the bank holidays of a year by date: published where they are, expected where they are not yet."""
    first, last = announced_years()
    if first <= year <= last:
        return {day: holiday for day, holiday in announced().items() if day.year == year}
    return {holiday.day: holiday for holiday in expected(year)}


class Unreadable(ValueError):
    """Raised for a list that is not as GOV.UK publishes it. Its words say what is wrong with it."""


def read_published(text: bytes) -> dict[date, BankHoliday]:
    """Read the list that GOV.UK publishes as JSON, by date. Raises Unreadable rather than take half a list."""
    try:
        events = json.loads(text)[DIVISION]["events"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(f"It is not a list of bank holidays with a part “{DIVISION}”.") from None
    if not isinstance(events, list):
        raise Unreadable("Its events are not a list.")
    holidays = [_read_event(number, event) for number, event in enumerate(events, start=1)]
    for year, number in sorted(Counter(holiday.day.year for holiday in holidays).items()):
        if not LEAST_A_YEAR <= number <= MOST_A_YEAR:
            raise Unreadable(f"It names {number} bank holidays in {year}: the list of a year is whole or not there.")
    by_day = {holiday.day: holiday for holiday in holidays}
    if not by_day or len(by_day) != len(holidays):
        raise Unreadable("It is empty, or names a day twice.")
    return by_day


def _read_event(number: int, event: Any) -> BankHoliday:
    try:
        day, title = date.fromisoformat(event["date"]), event["title"].strip()
        substitute = event.get("notes", "") == "Substitute day"
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable(f"Entry {number} does not have a date and a title.") from None
    if not (0 < len(title) <= LONGEST_TITLE and title.isprintable()):
        raise Unreadable(f"The title of entry {number} is empty, too long or not plain text.")
    return BankHoliday(day, title, substitute=substitute)


def expected(year: int) -> Iterator[BankHoliday]:
    """Yield the ordinary bank holidays of a year as the law and long custom place them."""
    easter = easter_sunday(year)
    movable = {
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        _monday_on_or_after(date(year, 5, 1)): "Early May bank holiday",
        _monday_on_or_after(date(year, 5, 25)): "Spring bank holiday",
        _monday_on_or_after(date(year, 8, 25)): "Summer bank holiday",
    }
    fixed = {
        date(year, 1, 1): "New Year’s Day",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Boxing Day",
    }
    taken = set(movable) | {day for day in fixed if day.weekday() < SATURDAY}
    for day, title in movable.items():
        yield BankHoliday(day, title, announced=False)
    for day, title in fixed.items():
        observed = day
        while observed.weekday() >= SATURDAY or (observed != day and observed in taken):
            observed += timedelta(days=1)
        taken.add(observed)
        yield BankHoliday(observed, title, substitute=observed != day, announced=False)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the anonymous computus."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon_shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
