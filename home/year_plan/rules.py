"""How the date of a fixed point is worked out for a year from April to March. Pure: no database, no clock.

The database is asked through `Known` alone: it tells the day of a fixed point that stands in a plan already, so that
what follows a publication follows the real one.
"""

from abc import ABC, abstractmethod
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from escp.deadlines.calendar import Calendar, Length
from escp.partnership.models.plan import APRIL

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
MONTH_NAMES = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class KnownDays:
    """When a fixed point that stands in a plan is due, and when it was done."""

    due_on: date
    done_on: date | None


Known = Callable[[int, str, int], KnownDays | None]
"""A fixed point's days, by year, key and number, where a plan holds it; else None."""


def nothing_known(year: int, key: str, number: int) -> None:
    """Stand for plans that hold nothing, so that every date comes from its rule."""


def day_in(year: int, month: int, day: int) -> date:
    """Return a day within the year that begins in April: January to March lie in the next calendar year."""
    return date(year if month >= APRIL else year + 1, month, day)


def first_of(year: int, month: int) -> date:
    return day_in(year, month, 1)


def last_of(year: int, month: int) -> date:
    first = first_of(year, month)
    return first.replace(day=monthrange(first.year, month)[1])


class DateRule(ABC):
    """A rule for a date, the same every year."""

    @property
    @abstractmethod
    def words(self) -> str:
        """The rule as people say it, to follow "by"."""

    @abstractmethod
    def day(self, year: int, calendar: Calendar, known: Known = nothing_known) -> date:
        """Return the date in the year that begins in April of `year`."""

    def is_forecast(self, year: int, known: Known = nothing_known) -> bool:
        """Say whether the date hangs on something that has not happened yet."""
        return False


@dataclass(frozen=True)
class On(DateRule):
    """The same day of the month each year, working day or not: `On(30, 4)`."""

    day_of_month: int
    month: int

    @property
    def words(self) -> str:
        return f"{self.day_of_month} {MONTH_NAMES[self.month - 1]}"

    def day(self, year: int, calendar: Calendar, known: Known = nothing_known) -> date:
        return day_in(year, self.month, self.day_of_month)


@dataclass(frozen=True)
class FirstWorkingDay(DateRule):
    """The first working day of a month."""

    month: int

    @property
    def words(self) -> str:
        return f"the first working day of {MONTH_NAMES[self.month - 1]}"

    def day(self, year: int, calendar: Calendar, known: Known = nothing_known) -> date:
        return calendar.working_day_on_or_after(first_of(year, self.month))


@dataclass(frozen=True)
class LastWorkingDay(DateRule):
    """The last working day of a month, or of the month up to a day: `LastWorkingDay(3, 15)` for its first half."""

    month: int
    up_to: int | None = None

    @property
    def words(self) -> str:
        month = MONTH_NAMES[self.month - 1]
        return f"the last working day up to {self.up_to} {month}" if self.up_to else f"the last working day of {month}"

    def day(self, year: int, calendar: Calendar, known: Known = nothing_known) -> date:
        end = day_in(year, self.month, self.up_to) if self.up_to else last_of(year, self.month)
        return calendar.working_day_on_or_before(end)


@dataclass(frozen=True)
class Counted(DateRule):
    """So long before or after another fixed point; `years_back=1` for one of the plan before.

    `otherwise` is that point's own rule, for as long as no plan holds it; `counted_from` are the words for it. With
    `once_done` it is counted from the day on which that point was done: until then the date is a forecast, and nothing
    is owed.
    """

    length: Length
    key: str
    number: int
    otherwise: DateRule
    counted_from: str
    once_done: bool = False
    years_back: int = 0

    @property
    def words(self) -> str:
        length = str(self.length)
        return f"{length} {self.counted_from}" if "before" in length else f"{length} after {self.counted_from}"

    def day(self, year: int, calendar: Calendar, known: Known = nothing_known) -> date:
        there = year - self.years_back
        found = known(there, self.key, self.number)
        start = found and ((self.once_done and found.done_on) or found.due_on)
        return self.length.count(start or self.otherwise.day(there, calendar, known), calendar).due_on

    def is_forecast(self, year: int, known: Known = nothing_known) -> bool:
        found = known(year - self.years_back, self.key, self.number)
        return self.once_done and found is not None and found.done_on is None
