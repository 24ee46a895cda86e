"""Working out a date: when a clock ends that starts then. One function, for the page and for `manage.py work_out`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from escp.deadlines import registry
from escp.deadlines.calendar import Calendar, Start, WorkedOut, WorkingDays
from escp.deadlines.editions import edition_on
from escp.deadlines.registry import Clock, Rule, RuleBook


class NoAnswer(ValueError):
    """Raised for a question that has no date as its answer. Its words are for the person who asked."""


@dataclass(frozen=True)
class Answer:
    """A clock, the rule in force at the start, and the due date with its working.

    `safe` is the date if the first day itself counted as day 1: an internal line, never the rule.
    """

    clock: Clock
    rule: Rule
    worked: WorkedOut
    calendar: Calendar
    notes: tuple[str, ...] = ()
    safe: date | None = None

    @property
    def start(self) -> Start:
        """The start as it counts: the moment for hours, else the day in London."""
        return self.worked.start if self.worked.length.exact else self.worked.started_on

    def as_data(self) -> dict[str, Any]:
        worked = self.worked
        return {
            "start": self.start.isoformat(),
            "due": worked.due.isoformat(),
            "skipped": [skip.as_data() for skip in worked.skipped],
            "rule": str(worked.length),
            "authority": self.rule.authority,
            "edition": self.rule.edition,
            "target": worked.target and worked.target.isoformat(),
            "steps": [day.isoformat() for day in worked.counted],
            "safe": self.safe and self.safe.isoformat(),
            "notes": list(self.notes),
        }


def work_out(key: str, start: Start, book: RuleBook) -> Answer:
    """Return when a clock ends that starts then. Raises NoAnswer."""
    try:
        clock = registry.get(key)
        rule, worked = book.work_out(clock, start)
        safe = _safe(worked, book.calendar)
    except OverflowError:
        raise NoAnswer("That is too far away for any calendar.") from None
    except (registry.UnknownClockError, ValueError) as error:
        raise NoAnswer(str(error)) from None
    return Answer(clock, rule, worked, book.calendar, tuple(_notes(clock, worked, book)), safe)


def needs_time(key: str, day: date, book: RuleBook) -> bool:
    """Whether the clock, as its rule stands on that day, counts hours and therefore starts at a time of day."""
    length = book.rule(registry.get(key), day).length
    return length is not None and length.exact


def _safe(worked: WorkedOut, calendar: Calendar) -> date | None:
    if not isinstance(worked.length, WorkingDays) or worked.length.number == 0:
        return None
    earlier = WorkingDays(worked.length.number - 1).count(worked.start, calendar).due_on
    return earlier if earlier < worked.due_on else None


def _notes(clock: Clock, worked: WorkedOut, book: RuleBook) -> list[str]:
    notes = [
        f"No edition of {guidance.value} was in force then, as far as is known here: the date follows today’s rule."
        for guidance in clock.guidance
        if edition_on(guidance, worked.started_on, book.editions) is None
    ]
    days = (*(skip.day for skip in worked.skipped), worked.due_on)
    if any((holiday := book.calendar.bank_holiday(day)) and not holiday.announced for day in days):
        notes.append("A bank holiday on the way is expected and not yet announced: the date can still move.")
    return notes
