"""Counting time as the rules do: working days, elapsed hours, calendar weeks and months. Pure: no database, no clock.

A working day is not a Saturday, a Sunday, or a bank holiday in England and Wales (which include Christmas Day and Good
Friday): the definition of the Coroners (Inquests) Rules 2013, rule 2, adopted because Working Together defines none.
Days on which a council closes are working days all the same.

Day 0 is the London date of the event that starts the count, whatever the hour; day n is the nth working day after it,
and a day lasts until 23:59:59 in London. Hours are elapsed hours, so a change of the clocks neither adds nor takes one.

While a clock stands still its days are not counted: a count of working days passes over them, the end of a calendar
length moves by as many. Only days can be left out: hours, and days counted back from a plan, never stand still.
"""

from abc import ABC, abstractmethod
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from escp.deadlines import bank_holidays
from escp.deadlines.bank_holidays import BankHoliday

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)
ONE_DAY = timedelta(days=1)
WEEKEND = {5: "Saturday", 6: "Sunday"}
FIRST_YEAR, LAST_YEAR = 2012, 2199
Start = date | datetime


class OutOfRangeError(ValueError):
    """Raised for a date outside 2012–2199: the published list begins in 2012, and no one expects holidays for ever."""


@dataclass(frozen=True)
class Skipped:
    """A day that a count of working days passes over, and why."""

    day: date
    why: str

    def as_data(self) -> dict[str, str]:
        return {"date": self.day.isoformat(), "why": self.why}

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> "Skipped":
        return cls(date.fromisoformat(data["date"]), data["why"])


@dataclass(frozen=True, order=True)
class Standstill:
    """Days on which a clock stands still, the first and the last among them, and why."""

    first: date
    last: date
    why: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A clock cannot run again before it stands still.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def as_data(self) -> dict[str, str]:
        return {"first": self.first.isoformat(), "last": self.last.isoformat(), "why": self.why}

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> "Standstill":
        return cls(date.fromisoformat(data["first"]), date.fromisoformat(data["last"]), data["why"])


Standstills = Sequence[Standstill]


@dataclass(frozen=True)
class Calendar:
    """England and Wales, with any extra bank holidays that this installation has been told of (date to name)."""

    extra: Mapping[date, str] = field(default_factory=dict)

    @cached_property
    def announced_until(self) -> date:
        """The last day up to which every bank holiday is announced: bundled, or told to this installation since."""
        told = Counter(day.year for day in self.extra)
        year = bank_holidays.announced_years()[1]
        while told[year + 1] >= bank_holidays.LEAST_A_YEAR:
            year += 1
        return date(year, 12, 31)

    def bank_holiday(self, day: date) -> BankHoliday | None:
        """Return the bank holiday on a day: announced, or expected where no list of that year has appeared yet."""
        holiday = bank_holidays.in_year(day.year).get(day)
        if holiday and holiday.announced:
            return holiday
        if title := self.extra.get(day):
            return BankHoliday(day, title)
        return holiday if day > self.announced_until else None

    def why_not(self, day: date) -> str | None:
        """Return why a day is not a working day ("Saturday", "Good Friday"), or None when it is one."""
        known = self._known
        if day not in known:
            known[day] = self._why_not(day)
        return known[day]

    @cached_property
    def _known(self) -> dict[date, str | None]:
        """The days asked about so far: many deadlines are counted over the same ones."""
        return {}

    def _why_not(self, day: date) -> str | None:
        check_range(day)
        if weekend := WEEKEND.get(day.weekday()):
            return weekend
        holiday = self.bank_holiday(day)
        return str(holiday) if holiday else None

    def is_working_day(self, day: date) -> bool:
        return self.why_not(day) is None

    def step(self, day: date, number: int, pauses: Standstills = ()) -> tuple[list[date], list[Skipped]]:
        """Step over `number` working days from a day that is not counted: forward, or back when negative.

        Returns the working days counted, in order, and the days passed over on the way: those on which nobody works,
        and those on which the clock stands still.
        """
        check_range(day)
        direction = ONE_DAY if number >= 0 else -ONE_DAY
        counted: list[date] = []
        skipped: list[Skipped] = []
        while len(counted) < abs(number):
            day += direction
            if why := self.why_not(day) or _standing_still(day, pauses):
                skipped.append(Skipped(day, why))
            else:
                counted.append(day)
        return counted, skipped

    def nth_working_day(self, day: date, number: int) -> date:
        """Return the nth working day after a day (before it when negative), or the day itself for 0."""
        asked = (day, number)
        if asked not in self._stepped:
            counted, _ = self.step(day, number)
            self._stepped[asked] = counted[-1] if counted else day
        return self._stepped[asked]

    @cached_property
    def _stepped(self) -> dict[tuple[date, int], date]:
        return {}

    def working_day_on_or_before(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def working_day_on_or_after(self, day: date, pauses: Standstills = ()) -> date:
        while not self.is_working_day(day) or _standing_still(day, pauses):
            day += ONE_DAY
        return day

    def working_days_between(self, earlier: date, later: date) -> int:
        """Count the working days after one date up to and including another; 0 when it is not later."""
        days = (earlier + timedelta(days=n) for n in range(1, (later - earlier).days + 1))
        return sum(self.is_working_day(day) for day in days)


def _standing_still(day: date, pauses: Standstills) -> str | None:
    """Return why the clock stands still on a day, or None when it runs."""
    return next((f"the clock stood still. {pause.why}" for pause in pauses if day in pause), None)


@dataclass(frozen=True)
class WorkedOut:
    """A due date with its working, enough to explain it to anyone who asks "why this date?"."""

    length: "Length"
    start: Start
    due_at: datetime
    counted: tuple[date, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    target: date | None = None
    paused: tuple[Standstill, ...] = ()

    @property
    def due(self) -> Start:
        """The due moment as people say it: a date, or for hours a date and time, both in London."""
        return self.due_at.astimezone(LONDON) if self.length.exact else self.due_on

    @property
    def due_on(self) -> date:
        return london_date(self.due_at)

    @property
    def started_on(self) -> date:
        return london_date(self.start)

    @property
    def calendar_days(self) -> int:
        return (self.due_on - self.started_on).days

    def as_data(self) -> dict[str, Any]:
        return {
            "length": self.length.as_data(),
            "start": self.start.isoformat(),
            "due": self.due_at.isoformat(),
            "counted": [day.isoformat() for day in self.counted],
            "skipped": [skip.as_data() for skip in self.skipped],
            "target": self.target and self.target.isoformat(),
            "paused": [pause.as_data() for pause in self.paused],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "WorkedOut":
        return cls(
            length=length_from(data["length"]),
            start=read_start(data["start"]),
            due_at=datetime.fromisoformat(data["due"]),
            counted=tuple(date.fromisoformat(day) for day in data["counted"]),
            skipped=tuple(Skipped.from_data(skip) for skip in data["skipped"]),
            target=date.fromisoformat(data["target"]) if data["target"] else None,
            # Worked out before clocks could stand still, a row has no such key.
            paused=tuple(Standstill.from_data(pause) for pause in data.get("paused", ())),
        )


@dataclass(frozen=True)
class Length(ABC):
    """How long a clock runs. `exact` lengths end at a moment, the others at the end of a day.

    A clock may stand still only on a length that `can_pause`.
    """

    number: int
    unit: ClassVar[str]
    singular: ClassVar[str]
    exact: ClassVar[bool] = False
    can_pause: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("A length cannot be negative.")

    def __str__(self) -> str:
        return f"{self.number} {self.singular if self.number == 1 else self.unit}"

    def count(self, start: Start, calendar: Calendar, pauses: Standstills = ()) -> WorkedOut:
        """Work out when a clock of this length ends, leaving out the days on which it stands still.

        Raises OutOfRangeError for dates outside 2012–2199, ValueError where the length cannot be paused.
        """
        if pauses and not self.can_pause:
            raise ValueError(f"A clock of {self} never stands still.")
        return self._count(start, calendar, tuple(sorted(pauses)))

    @abstractmethod
    def _count(self, start: Start, calendar: Calendar, pauses: tuple[Standstill, ...]) -> WorkedOut:
        """Work it out; the pauses come in order."""

    def as_data(self) -> dict[str, str | int]:
        return {"number": self.number, "unit": self.unit}


class WorkingDays(Length):
    unit, singular = "working days", "working day"

    def _count(self, start: Start, calendar: Calendar, pauses: tuple[Standstill, ...]) -> WorkedOut:
        day = london_date(start)
        counted, skipped = calendar.step(day, self.number, pauses)
        end = counted[-1] if counted else calendar.working_day_on_or_after(day, pauses)
        return WorkedOut(self, day, end_of(end), tuple(counted), tuple(skipped), paused=pauses)


class WorkingDaysBefore(Length):
    """Working days before a day that is planned: the last day that is at least so many before it, itself not counted.

    The Panel's copy of a review, for one, is due at least 7 working days before publication.
    """

    unit, singular, can_pause = "working days before", "working day before", False

    def _count(self, start: Start, calendar: Calendar, pauses: tuple[Standstill, ...]) -> WorkedOut:
        day = london_date(start)
        counted, skipped = calendar.step(day, -self.number)
        return WorkedOut(self, day, end_of(counted[-1] if counted else day), tuple(counted), tuple(skipped))


class Hours(Length):
    unit, singular, exact, can_pause = "hours", "hour", True, False

    def _count(self, start: Start, calendar: Calendar, pauses: tuple[Standstill, ...]) -> WorkedOut:
        began = moment(start)
        check_range(began.date())
        ends = began + timedelta(hours=self.number)
        return WorkedOut(self, began.astimezone(LONDON), ends)


class _CalendarLength(Length):
    """A length in calendar units: a non-working day does not move its end; the target is the working day before it."""

    def end(self, day: date) -> date:
        raise NotImplementedError

    def _count(self, start: Start, calendar: Calendar, pauses: tuple[Standstill, ...]) -> WorkedOut:
        day = london_date(start)
        check_range(day)
        end = self.end(day)
        for pause in pauses:
            # In order of time, so that an end which runs into the next pause is moved by that one too.
            first = max(pause.first, day + ONE_DAY)
            if first <= min(end, pause.last):
                end += pause.last - first + ONE_DAY
        target = calendar.working_day_on_or_before(end)
        return WorkedOut(self, day, end_of(end), target=None if target == end else target, paused=pauses)


class Days(_CalendarLength):
    unit, singular = "days", "day"

    def end(self, day: date) -> date:
        return day + timedelta(days=self.number)


class Weeks(_CalendarLength):
    unit, singular = "weeks", "week"

    def end(self, day: date) -> date:
        return day + timedelta(weeks=self.number)


class Months(_CalendarLength):
    """Calendar months: the same day of the month, or the month's last day where there is no such day."""

    unit, singular = "months", "month"

    def end(self, day: date) -> date:
        years, month = divmod(day.month - 1 + self.number, 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


ALL_LENGTHS = (WorkingDays, WorkingDaysBefore, Hours, Days, Weeks, Months)
LENGTHS: dict[str, Callable[[int], Length]] = {kind.unit: kind for kind in ALL_LENGTHS}


def length_from(data: Mapping[str, Any]) -> Length:
    """Read a length back from its data: {"number": 5, "unit": "working days"}."""
    return LENGTHS[data["unit"]](data["number"])


def read_start(text: str) -> Start:
    """Read an ISO 8601 date, or date and time; without an offset the time is London's. Raises ValueError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=LONDON)


def london_date(start: Start) -> date:
    """Return the date in London of a moment, or the date itself."""
    if isinstance(start, datetime):
        return moment(start).astimezone(LONDON).date()
    return start


def moment(start: Start) -> datetime:
    """Return the moment in UTC: of a date, its first in London; of a time without a zone, London's."""
    if not isinstance(start, datetime):
        start = datetime.combine(start, time.min)
    return (start if start.tzinfo else start.replace(tzinfo=LONDON)).astimezone(UTC)


@lru_cache(maxsize=5000)
def at_time(day: date, hour: time) -> datetime:
    """Return a time of day in London as a moment in UTC."""
    return datetime.combine(day, hour, tzinfo=LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the last second of a day in London as a moment in UTC."""
    return at_time(day, END_OF_DAY)


def check_range(day: date) -> None:
    """Raise OutOfRangeError unless the calendar knows the year."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise OutOfRangeError(f"Dates must lie between {FIRST_YEAR} and {LAST_YEAR}.")
