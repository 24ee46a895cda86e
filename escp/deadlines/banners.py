"""What a record's page says about a deadline, in words: by when, how long that is, and why this date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from escp.deadlines.calendar import Calendar, Length, Standstill, WorkedOut, WorkingDays, london_date
from escp.deadlines.choices import DeadlineState, Level
from escp.deadlines.models import Deadline, DeadlineMove, Pause
from escp.deadlines.registry import CLOCKS
from escp.ui.words import date_in_words, day_or_moment_in_words, is_start_of_day, time_in_words


@dataclass(frozen=True)
class Fact:
    """A line of the answer to "why this date?"."""

    label: str
    text: str


@dataclass(frozen=True)
class Banner:
    """One deadline as its record's page shows it."""

    label: str
    url: str
    late: bool
    done: bool
    paused: bool
    headline: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    skipped: tuple[str, ...]
    pauses: tuple[str, ...]
    moves: tuple[str, ...]
    lateness: str


def banner(deadline: Deadline, calendar: Calendar, now: datetime | None = None) -> Banner:
    """Return the words for a deadline at a moment, now unless given."""
    now = now or timezone.now()
    rule, worked = deadline.kept_rule, deadline.worked_out
    return Banner(
        label=deadline.label,
        url=reverse("deadlines:deadline", args=[deadline.pk]),
        late=deadline.is_open and deadline.due_at < now,
        done=deadline.state in {DeadlineState.MET, DeadlineState.MET_LATE},
        paused=deadline.is_paused,
        headline=headline(deadline, rule.length, calendar, now),
        notes=tuple(_notes(deadline, worked, calendar, now)),
        facts=tuple(facts_of(deadline)),
        skipped=tuple(f"{full_date(skip.day)}: {skip.why}" for skip in worked.skipped) if worked else (),
        pauses=tuple(_pause(pause) for pause in worked.paused) if worked else (),
        moves=tuple(f"{date_in_words(london_date(move.at))}: {_dated(move)}" for move in deadline.moves.all()),
        lateness=lateness_in_words(deadline),
    )


def apart(banners: list[Banner]) -> dict[str, list[Banner]]:
    """Return the banners as the page draws them: what is owed, and what is done and folded away."""
    return {"owed": [each for each in banners if not each.done], "done": [each for each in banners if each.done]}


def headline(deadline: Deadline, length: Length | None, calendar: Calendar, now: datetime) -> str:
    """Return the sentence that a reader needs if they read nothing else."""
    if deadline.stopped_at is not None:
        in_time = deadline.state == DeadlineState.MET
        how = "in time" if in_time else f"{_behind(deadline.due_at, deadline.stopped_at, calendar)} late"
        return f"{deadline.label}: done on {date_in_words(london_date(deadline.stopped_at))}, {how}."
    if deadline.is_paused:
        return f"Paused: {deadline.ask}. The clock stands still, and the date is worked out again when it is restarted."
    if deadline.due_at < now:
        behind = _behind(deadline.due_at, now, calendar)
        return f"Late by {behind}: {deadline.ask}. It was due by {due_in_words(deadline, length)}."
    return f"{deadline.ask} by {due_in_words(deadline, length)}"


def due_in_words(deadline: Deadline, length: Length | None) -> str:
    """Return "Wednesday 7 January 2026 (working day 15)", or for hours "4pm on Sunday 28 March 2027 (24 hours)"."""
    if length is None:
        return full_date(deadline.due_on)
    if length.exact:
        return f"{exact_in_words(deadline.due_at)} ({length})"
    counted = f"working day {length.number}" if isinstance(length, WorkingDays) else str(length)
    return f"{full_date(deadline.due_on)} ({counted})"


def exact_in_words(due_at: datetime) -> str:
    """Return "4pm on Sunday 28 March 2027"; of the very start of a day "the end of" the day that is then over."""
    if is_start_of_day(due_at):
        return f"the end of {full_date(london_date(due_at) - timedelta(days=1))}"
    return f"{time_in_words(due_at)} on {full_date(london_date(due_at))}"


def full_date(day: date) -> str:
    """Return `Wednesday 7 January 2026`."""
    return f"{day:%A} {date_in_words(day)}"


def _notes(deadline: Deadline, worked: WorkedOut | None, calendar: Calendar, now: datetime) -> list[str]:
    if deadline.is_paused:
        return [_standing_still(pause) for pause in deadline.pauses.all() if pause.ends_on is None]
    if not deadline.is_open:
        return []
    notes = []
    if not deadline.statutory:
        notes.append(f"{Level(deadline.kept_rule.level).label}, not law.")
    if deadline.due_at >= now:
        notes.append(_left(deadline, calendar, now))
    if worked and worked.target:
        why = calendar.why_not(worked.due_on) or "not a working day"
        notes.append(f"Aim for {full_date(worked.target)}: the date itself is not a working day ({why}).")
    return notes


def _standing_still(pause: Pause) -> str:
    since = f"Since {full_date(pause.starts_on)}: {pause.get_ground_display().lower()}"
    return f"{since}. Asked for: {pause.authority.rstrip('.')}. Paused by {pause.paused_by}."


def _left(deadline: Deadline, calendar: Calendar, now: datetime) -> str:
    today = london_date(now)
    if deadline.due_on == today:
        return "That is today."
    working = calendar.working_days_between(today, deadline.due_on)
    days = (deadline.due_on - today).days
    return f"{_counted(working, 'working day')} left, {_counted(days, 'calendar day')}."


def facts_of(deadline: Deadline) -> list[Fact]:
    """Return what the due date follows from: the start, the length, and who says so."""
    rule, worked = deadline.kept_rule, deadline.worked_out
    clock = CLOCKS.get(deadline.clock)
    facts = [Fact("Start", f"{clock.started_by if clock else 'The clock started'} on {_start(deadline, worked)}.")]
    if worked is None:
        facts.append(Fact("Length", "Somebody chose this date; it is not worked out."))
    elif worked.length.exact:
        facts.append(Fact("Length", f"{worked.length} from that moment, whether or not the clocks change."))
    elif isinstance(worked.length, WorkingDays):
        days = _counted(worked.calendar_days, "calendar day")
        facts.append(Fact("Length", f"{worked.length}, counted from the next working day: {days} in all."))
    else:
        facts.append(Fact("Length", f"{worked.length}: {_counted(worked.calendar_days, 'calendar day')} in all."))
    facts.append(Fact(str(Level(rule.level).label), f"{rule.authority}."))
    if rule.editions:
        facts.append(Fact("Edition", f"{rule.editions}, in force when the clock started."))
    facts += [Fact("Changed here", sentence) for sentence in rule.changed]
    return facts


def _start(deadline: Deadline, worked: WorkedOut | None) -> str:
    day = full_date(london_date(deadline.started_at))
    if worked is None or not worked.length.exact or is_start_of_day(deadline.started_at):
        return day
    return f"{day} at {time_in_words(deadline.started_at)}"


def _pause(pause: Standstill) -> str:
    return f"{date_in_words(pause.first)} to {date_in_words(pause.last)} ({_counted(pause.days, 'day')}): {pause.why}"


def _dated(move: DeadlineMove) -> str:
    return f"{move_in_words(move)}{f' ({move.by})' if move.by else ''}"


def move_in_words(move: DeadlineMove) -> str:
    """Return what was before and what is now, of the start and of the date, and why."""
    said = []
    if move.started_was and move.started_now:
        was_at, is_at = map(day_or_moment_in_words, (move.started_was, move.started_now))
        said.append(f"The start was {was_at}, it is {is_at}.")
    was, now = (date_in_words(london_date(moment)) for moment in (move.due_was, move.due_now))
    said.append(f"The date moved from {was} to {now}." if was != now else f"The date stays {now}.")
    return " ".join([*said, move.why])


def lateness_in_words(deadline: Deadline) -> str:
    """Return why it was late, as somebody said; nothing where nobody has."""
    said = getattr(deadline, "lateness", None)
    return f"{said.get_reason_display()}. {said.words}" if said else ""


def _behind(due: datetime, moment: datetime, calendar: Calendar) -> str:
    late_on, due_on = london_date(moment), london_date(due)
    if days := calendar.working_days_between(due_on, late_on):
        return _counted(days, "working day")
    return _counted(days, "calendar day") if (days := (late_on - due_on).days) else "less than a day"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
