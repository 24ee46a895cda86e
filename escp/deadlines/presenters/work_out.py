"""An answer in words, as the page shows it: the date, each day on the way, who says so, and what to be careful of."""

from dataclasses import dataclass
from datetime import date

from escp.deadlines.banners import exact_in_words, full_date
from escp.deadlines.calendar import WEEKEND, Calendar, WorkedOut, WorkingDays, WorkingDaysBefore
from escp.deadlines.working_out import Answer
from escp.ui.parts import Row
from escp.ui.words import time_in_words


@dataclass(frozen=True)
class Day:
    """One day of a count: which working day it is, or why it is passed over."""

    day: date
    name: str
    number: str
    why: str


@dataclass(frozen=True)
class Explained:
    """What the page says."""

    due: str
    machine_due: str
    counted: str
    target: str
    safe: str
    notes: tuple[str, ...]
    facts: tuple[Row, ...]
    days: tuple[Day, ...]


def explained(answer: Answer) -> Explained:
    """Return the words for an answer."""
    worked = answer.worked
    due = full_date(worked.due_on)
    return Explained(
        due=exact_in_words(worked.due_at) if worked.length.exact else due,
        machine_due=worked.due.isoformat(),
        counted=_counted(worked),
        target=_target(worked, answer.calendar),
        safe=full_date(answer.safe) if answer.safe else "",
        notes=answer.notes,
        facts=tuple(_facts(answer)),
        days=tuple(_days(worked, answer.calendar)),
    )


def _counted(worked: WorkedOut) -> str:
    if worked.length.exact:
        return f"{worked.length} from that moment, whether or not the clocks change"
    if isinstance(worked.length, WorkingDaysBefore):
        return f"{worked.length} the day itself, which is not counted"
    if isinstance(worked.length, WorkingDays):
        return f"Working day {worked.length.number}: {worked.calendar_days} calendar days in all"
    return f"{worked.length}: {worked.calendar_days} calendar days in all"


def _target(worked: WorkedOut, calendar: Calendar) -> str:
    if worked.target is None:
        return ""
    why = calendar.why_not(worked.due_on) or "not a working day"
    return f"Aim for {full_date(worked.target)}, the working day before: the date itself is no working day ({why})."


def _facts(answer: Answer) -> list[Row]:
    worked, rule = answer.worked, answer.rule
    start = full_date(worked.started_on)
    if worked.length.exact:
        start = f"{time_in_words(worked.start)} on {start}"  # type: ignore[arg-type]  # hours start at a moment
    return [
        Row("Clock", answer.clock.label),
        Row("Start", start),
        Row("What starts it", answer.clock.started_by),
        Row("Length", str(worked.length)),
        Row("Who says so", f"{rule.level.label}: {rule.authority}"),
        Row("Edition", rule.edition or "None"),
    ]


def _days(worked: WorkedOut, calendar: Calendar) -> list[Day]:
    """Return each day of a count of working days in the order counted, the first not counted."""
    if not isinstance(worked.length, WorkingDays | WorkingDaysBefore):
        return []
    first = Day(worked.started_on, full_date(worked.started_on), "", "The day from which days are counted")
    numbered = [Day(day, full_date(day), str(n), "") for n, day in enumerate(worked.counted, start=1)]
    passed = [Day(skip.day, full_date(skip.day), "", _why(skip.day, calendar)) for skip in worked.skipped]
    backwards = isinstance(worked.length, WorkingDaysBefore)
    return [first, *sorted((*numbered, *passed), key=lambda each: each.day, reverse=backwards)]


def _why(day: date, calendar: Calendar) -> str:
    if weekend := WEEKEND.get(day.weekday()):
        return weekend
    holiday = calendar.bank_holiday(day)
    return f"{holiday} – announced" if holiday and holiday.announced else str(holiday)
