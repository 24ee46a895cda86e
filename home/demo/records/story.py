"""Living through the demo's year: every step is taken at its own moment, through the same services as on the pages.

Dates put back afterwards would leave traces (histories of today, deadlines that moved, logs that may not be changed),
so the clock is put back instead, for as long as one step takes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any
from zlib import crc32

from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.deadlines import queries
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.shapes import Ago

Step = Callable[[Person], None]
# How far back the people's memberships reach, with a week to spare.
FARTHEST_BACK = 720


class Days:
    """Dates relative to today, kept to working days."""

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, timezone.localdate(now)
        self._calendar = queries.calendar()

    def after(self, day: date, number: int) -> date:
        """Return the nth working day after a day, or before it when negative; for 0, that day or the one before it."""
        counted, _ = self._calendar.step(day, number)
        return counted[-1] if counted else self._calendar.working_day_on_or_before(day)

    def ago(self, ago: Ago) -> date:
        """Return a past working day."""
        if ago.working:
            return self.after(self.after(self.today, 0), -ago.working)
        return self.after(self.today - timedelta(days=ago.days), 0)

    def ahead(self, days: int) -> date:
        """Return a working day so many days ahead of today, or back when negative."""
        return self.after(self.today + timedelta(days=days), 0)

    def in_office(self, day: date, key: str) -> datetime:
        """Return a moment of the working day, always the same for the same key."""
        minutes = crc32(key.encode()) % 72 * 5
        return at_time(day, time(9 + minutes // 60, minutes % 60))


class Story:
    """Steps collected in any order and taken in order of time. `made` holds every record by its key."""

    def __init__(self, people: dict[str, Person], now: datetime) -> None:
        self.people, self.days = people, Days(now)
        self.made: dict[str, Any] = {}
        self._steps: list[tuple[datetime, str, Step]] = []

    def then(self, at: datetime, by: str, step: Step) -> None:
        """Add a step to be taken at a moment by a person, whose key is given. Nothing happens in the future."""
        if at > self.days.now:
            raise ValueError(f"A step of the demo lies in the future: {at}.")
        self._steps.append((at, by, step))

    def live(self) -> None:
        """Take every step at its moment."""
        for at, by, step in sorted(self._steps, key=lambda planned: planned[0]):
            person = self.people[by]
            with at_that_moment(at, person):
                step(person)


@contextmanager
def at_that_moment(moment: datetime, person: Person) -> Iterator[None]:
    """Let Django's clock stand at a moment, and let histories name the person who acts."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    real = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = Then  # type: ignore[attr-defined]
    HistoricalRecords.context.request = SimpleNamespace(user=person)
    try:
        yield
    finally:
        timezone.datetime = real  # type: ignore[attr-defined]
        del HistoricalRecords.context.request
