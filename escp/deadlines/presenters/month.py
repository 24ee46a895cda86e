"""One month of a person's deadlines, laid out as a table of weeks."""

import re
from calendar import Calendar as Weeks
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from escp.deadlines import bank_holidays, queries
from escp.deadlines.calendar import FIRST_YEAR, LAST_YEAR, WEEKEND, Calendar, london_date
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from escp.ui.words import is_start_of_day, time_in_words

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A deadline on its day: by what hour, where it has one, and who says so."""

    deadline: Deadline
    late: bool
    hour: str
    said_by: str


@dataclass(frozen=True)
class Day:
    """A day of the month and what stands on it."""

    day: date
    is_today: bool
    holiday: str
    entries: tuple[Entry, ...]

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() in WEEKEND

    @property
    def is_empty(self) -> bool:
        """Whether a plain list of days can leave it out."""
        return not (self.entries or self.holiday or self.is_today)


@dataclass(frozen=True)
class Week:
    """Monday to Sunday; None stands for a day of another month."""

    days: tuple[Day | None, ...]

    @property
    def is_empty(self) -> bool:
        """Whether a plain list of days can leave out all of it."""
        return all(day is None or day.is_empty for day in self.days)


@dataclass(frozen=True)
class Month:
    """The weeks of a month, and how much is owed in it."""

    first: date
    weeks: list[Week]
    total: int
    late_before: int
    is_this_month: bool

    @property
    def is_empty(self) -> bool:
        return all(week.is_empty for week in self.weeks)

    @property
    def before(self) -> date | None:
        """The month before, or None where the calendar begins."""
        day = self.first - ONE_DAY
        return day.replace(day=1) if day.year >= FIRST_YEAR else None

    @property
    def after(self) -> date | None:
        """The month after, or None where the calendar ends."""
        day = self.first + timedelta(days=monthrange(self.first.year, self.first.month)[1])
        return day if day.year <= LAST_YEAR else None


def month_asked(text: str, today: date) -> date:
    """Return the first day of the month written as `2026-03`, of this month for anything else."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def month_for(person: Person, asked: str, now: datetime | None = None) -> Month:
    """Return a month of a person's calendar. Three queries: bank holidays, which clocks run, the deadlines."""
    now = now or timezone.now()
    today = london_date(now)
    first = month_asked(asked, today)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    by_day: dict[date, list[Entry]] = {}
    for deadline in queries.month_of(person, first, last, now):
        by_day.setdefault(deadline.due_on, []).append(_entry(deadline, now))
    calendar = queries.calendar()

    def laid_out(day: date) -> Day | None:
        if day.month != first.month:
            return None
        return Day(day, day == today, _holiday(calendar, day), tuple(by_day.get(day, ())))

    return Month(
        first=first,
        weeks=[Week(tuple(map(laid_out, days))) for days in Weeks().monthdatescalendar(first.year, first.month)],
        total=sum(len(entries) for day, entries in by_day.items() if day >= first),
        late_before=sum(len(entries) for day, entries in by_day.items() if day < first),
        is_this_month=first == today.replace(day=1),
    )


def _entry(deadline: Deadline, now: datetime) -> Entry:
    rule = deadline.kept_rule
    exact = rule.length is not None and rule.length.exact
    return Entry(
        deadline=deadline,
        late=deadline.due_at < now,
        hour=time_in_words(deadline.due_at) if exact and not is_start_of_day(deadline.due_at) else "",
        said_by=str(rule.level.label),
    )


def _holiday(calendar: Calendar, day: date) -> str:
    holiday = bank_holidays.in_year(day.year).get(day)
    return str(holiday) if holiday else calendar.extra.get(day, "")
