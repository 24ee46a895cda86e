"""When to remind: moments counted from the start or the due date of a deadline, and the plan that they make.

An offset is written as a short code that is kept with the deadline and with each reminder: `start+10wd` is the morning
of working day 10, `due-1wd` the morning one working day before the due date, `due-14d` fourteen calendar days before,
`due+24h` twenty-four hours after the due moment, `late+3d` the third day on which a statutory duty is overdue.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

from escp.deadlines.calendar import LONDON, ONE_DAY, Calendar, at_time, london_date

MORNING, EVENING = time(9), time(17)
CODE = re.compile(r"^(?P<anchor>start|due|late)(?P<number>[+-]\d{1,4})(?P<unit>wd|d|h)$")


@dataclass(frozen=True)
class Span:
    """What offsets are counted from: when the deadline began and when it is due."""

    started_at: datetime
    due_at: datetime

    @cached_property
    def started_on(self) -> date:
        return london_date(self.started_at)

    @cached_property
    def due_on(self) -> date:
        return london_date(self.due_at)


@dataclass(frozen=True)
class Offset:
    """A number of working days (wd), calendar days (d) or hours (h) from the start or from the due date."""

    anchor: str
    number: int
    unit: str = "wd"

    @property
    def code(self) -> str:
        return f"{self.anchor}{self.number:+d}{self.unit}"

    @classmethod
    @lru_cache(maxsize=1000)
    def from_code(cls, code: str) -> "Offset":
        """Read a code such as `due-14d`. Raises ValueError."""
        if not (match := CODE.match(code)):
            raise ValueError(f"“{code}” is not an offset: write one like start+10wd, due-14d or due+24h.")
        return cls(match["anchor"], int(match["number"]), match["unit"])

    def moment(self, span: Span, calendar: Calendar) -> datetime:
        """Return when this offset falls, in UTC: at 9am London time of its day, or to the minute for hours."""
        from_start = self.anchor == "start"
        if self.unit == "h":
            return (span.started_at if from_start else span.due_at) + timedelta(hours=self.number)
        if from_start and self.number == 0:
            return span.started_at
        day = span.started_on if from_start else span.due_on
        if self.unit == "d":
            return at_time(day + timedelta(days=self.number), MORNING)
        return at_time(calendar.nth_working_day(day, self.number), MORNING)


def working_day(number: int) -> Offset:
    """The morning of working day n after the start; 0 is at once."""
    return Offset("start", number)


def before_due(number: int, unit: str = "wd") -> Offset:
    """So many working days (or "d" days, "h" hours) before the due date; 0 is the morning of the day itself."""
    return Offset("due", -number, unit)


def after_due(number: int, unit: str = "wd") -> Offset:
    """So many working days (or "d" days, "h" hours) after the due date."""
    return Offset("due", number, unit)


def next_office_hours(at: datetime, calendar: Calendar) -> datetime:
    """Return the moment itself when an office is open then, else 9am of the next working day on which one is."""
    local = at.astimezone(LONDON)
    if calendar.is_working_day(local.date()) and MORNING <= local.time() < EVENING:
        return at
    day = local.date() if local.time() < MORNING else local.date() + ONE_DAY
    return at_time(calendar.working_day_on_or_after(day), MORNING)


@dataclass(frozen=True)
class Plan:
    """All the moments at which one deadline reminds somebody, in order of time."""

    offsets: tuple[Offset, ...]
    span: Span
    calendar: Calendar
    statutory: bool

    def fixed(self) -> list[tuple[datetime, str]]:
        """Return the declared moments with their codes; routine ones moved into office hours."""
        return self._fixed

    @cached_property
    def _fixed(self) -> list[tuple[datetime, str]]:
        moments = ((offset.moment(self.span, self.calendar), offset.code) for offset in set(self.offsets))
        return sorted((self.allowed(at), code) for at, code in moments)

    def allowed(self, at: datetime) -> datetime:
        """Return when a reminder may go out: at once for a statutory duty, else in office hours."""
        return at if self.statutory else next_office_hours(at, self.calendar)

    def late(self, number: int) -> tuple[datetime, str]:
        """Return the nth morning on which the duty is overdue."""
        offset = Offset("late", number, "d")
        return at_time(self.span.due_on + timedelta(days=number), MORNING), offset.code

    def after(self, moment: datetime | None) -> tuple[datetime, str] | None:
        """Return the first reminder after a moment (the very first for None), or None when there is no more."""
        coming = [entry for entry in self.fixed() if moment is None or entry[0] > moment]
        if self.statutory:
            coming += [self.late(self._next_late_day(moment))]
        return min(coming, default=None)

    def latest(self, moment: datetime) -> str | None:
        """Return the code of the last reminder whose time has come: after an outage this one stands for all."""
        passed = [entry for entry in self.fixed() if entry[0] <= moment]
        if self.statutory and (days := self._next_late_day(moment) - 1):
            passed += [self.late(days)]
        return max(passed)[1] if passed else None

    def _next_late_day(self, moment: datetime | None) -> int:
        """Return the first n whose late reminder lies after the moment."""
        if moment is None or moment < self.late(1)[0]:
            return 1
        local = moment.astimezone(LONDON)
        passed = (local.date() - self.span.due_on).days
        return passed + 1 if local.time() >= MORNING else passed


def offsets_from(codes: Iterable[str]) -> Iterator[Offset]:
    """Read offsets back from their codes."""
    return (Offset.from_code(code) for code in codes)
