"""The page of one deadline in plain values: how its date came about, every change and reminder, what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines import moved, queries, services
from escp.deadlines.banners import banner, exact_in_words, facts_of, full_date, move_in_words
from escp.deadlines.calendar import Calendar, london_date
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import Deadline, DeadlineMove, Pause, Reminder
from escp.deadlines.offsets import Offset
from escp.deadlines.queries import Holders
from escp.deadlines.registry import CLOCKS
from escp.partnership.models import Person
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words, day_or_moment_in_words, is_start_of_day, listed, moment_in_words

COLOURS = {
    DeadlineState.OPEN: "blue",
    DeadlineState.PAUSED: "yellow",
    DeadlineState.MET: "green",
    DeadlineState.MET_LATE: "red",
    DeadlineState.WITHDRAWN: "grey",
}
MAIL_COLOURS = {
    MailState.SENT: "green",
    MailState.PENDING: "yellow",
    MailState.SENDING: "yellow",
    MailState.FAILED: "red",
}


@dataclass(frozen=True)
class Act:
    """Something that can be done to a deadline: where, or why not."""

    label: str
    url: str
    reason: str


@dataclass(frozen=True)
class Letter:
    """One reminder, sent or to come: when, to whom, which, and what became of it."""

    when: str
    to: str
    what: str
    state: str = ""
    colour: str = "grey"
    note: str = ""


def deadline_page(deadline: Deadline, person: Person) -> dict[str, Any]:
    """Return the context of a deadline's own page."""
    calendar, now = queries.calendar(), timezone.now()
    late = deadline.is_late
    return act_page(deadline, calendar) | {
        "title": deadline.label,
        "caption": f"Deadline of {deadline.reference}",
        "state": "Late" if late else deadline.get_state_display(),
        "state_colour": "red" if late else COLOURS[DeadlineState(deadline.state)],
        "facts": _facts(deadline),
        "acts": _acts(deadline) if person.may(Permission.MANAGE_DEADLINES) else [],
        "pauses": [_pause(pause) for pause in deadline.pauses.all()],
        "events": _events(deadline),
        "lateness": _lateness(deadline),
        "sent": [_written(reminder) for reminder in queries.reminders_of(deadline)],
        "coming": _coming(deadline, calendar, now),
        "no_more": _no_more(deadline),
    }


def act_page(deadline: Deadline, calendar: Calendar | None = None) -> dict[str, Any]:
    """Return what every page about a deadline shows."""
    address = getattr(deadline.record, "get_absolute_url", None)
    return {
        "deadline": deadline,
        "marking": deadline.case_id is not None,
        "banner": banner(deadline, calendar or queries.calendar()),
        "record_url": address() if address else "",
        "page_url": reverse("deadlines:deadline", args=[deadline.pk]),
    }


def moved_in_words(before: Deadline, after: Deadline) -> str:
    """Return what became of the due date, for the sentence after a change."""
    now = date_in_words(after.due_on)
    if before.due_at == after.due_at:
        return f"The date stays as it was: {now}."
    return (
        f"The date has moved from {date_in_words(before.due_on)} to {now}. Those who are reminded of it will be told."
    )


def corrected_in_words(before: Deadline, after: Deadline) -> str:
    """Return the same after a correction, and which rule is used where that is another than before."""
    said = f"The start has been corrected. {moved_in_words(before, after)}"
    was, rule = before.kept_rule, after.kept_rule
    if rule.edition == was.edition and rule.length == was.length:
        return said
    clock = CLOCKS.get(after.clock)
    if clock and clock.guidance and not rule.edition:
        return f"{said} No edition of the guidance was in force on that day; the rule is used as it is declared."
    return f"{said} The rule of that day is used: {rule.length}, {rule.authority}."


def _acts(deadline: Deadline) -> list[Act]:
    def act(label: str, name: str, reason: str) -> Act:
        return Act(label, reverse(f"deadlines:{name}", args=[deadline.pk]), reason)

    acts = []
    if deadline.is_paused:
        acts.append(act("Restart the clock", "restart", services.why_not_restart(deadline)))
    else:
        acts.append(act("Pause the clock", "pause", services.why_not_pause(deadline)))
    acts.append(act("Correct the start", "correct-start", services.why_not_correct(deadline)))
    if not (refusal := services.why_not_explain(deadline)):
        said = hasattr(deadline, "lateness")
        label = "Change why this is late" if said else "Say why this is late"
        acts.append(act(label, "explain-lateness", refusal))
    return acts


def _facts(deadline: Deadline) -> list[Row]:
    rule = deadline.kept_rule
    rows = [Row(fact.label, fact.text) for fact in facts_of(deadline)]
    if _guided(deadline):
        rows.append(Row("Edition", rule.edition or "None was in force when the clock started"))
    rows.append(Row("Due", _due(deadline)))
    if deadline.stopped_at:
        rows.append(Row("Done", day_or_moment_in_words(deadline.stopped_at)))
    rows.append(Row("Owed by", str(deadline.owed_person or _role(deadline))))
    return rows


def _guided(deadline: Deadline) -> bool:
    clock = CLOCKS.get(deadline.clock)
    return bool(clock and clock.guidance)


def _role(deadline: Deadline) -> str:
    role = deadline.get_owed_role_display()
    return f"{role}, {deadline.owed_agency}" if deadline.owed_agency else role


def _due(deadline: Deadline) -> str:
    if deadline.is_paused:
        return "Worked out again when the clock is restarted"
    length = deadline.kept_rule.length
    if length is None or not length.exact:
        return full_date(deadline.due_on)
    return exact_in_words(deadline.due_at) if is_start_of_day(deadline.due_at) else moment_in_words(deadline.due_at)


def _pause(pause: Pause) -> Row:
    last = f"to {date_in_words(pause.ends_on)}" if pause.ends_on else "and still"
    lines = [f"{pause.get_ground_display()}.", pause.reason, f"Asked for: {pause.authority}"]
    if pause.told_on:
        lines.append(f"With notice of {date_in_words(pause.told_on)}.")
    lines.append(f"Paused by {pause.paused_by} on {date_in_words(london_date(pause.paused_at))}.")
    if pause.restarted_at:
        lines.append(f"Restarted by {pause.restarted_by} on {date_in_words(london_date(pause.restarted_at))}.")
    return Row(f"From {date_in_words(pause.starts_on)} {last}", "\n".join(line for line in lines if line))


def _events(deadline: Deadline) -> list[Event]:
    """Return every move and every correction, newest first."""
    return [
        Event(_what(move), move.at, str(move.by or ""), move_in_words(move)) for move in reversed(deadline.moves.all())
    ]


def _what(move: DeadlineMove) -> str:
    if move.started_was is not None:
        return "The start was corrected"
    return "The date moved" if move.due_was != move.due_now else "The date was looked at again"


def _lateness(deadline: Deadline) -> list[Row]:
    said = getattr(deadline, "lateness", None)
    if said is None:
        return []
    return [
        Row("Reason", said.get_reason_display()),
        Row("What happened", said.words),
        Row("Said by", f"{said.given_by}, {date_in_words(london_date(said.given_at))}"),
    ]


# Reminders


def _written(reminder: Reminder) -> Letter:
    state = MailState(reminder.state)
    return Letter(
        when=moment_in_words(reminder.sent_at or reminder.created_at),
        to=str(reminder.person),
        what="The date has moved" if moved.is_of_a_move(reminder) else offset_in_words(reminder.offset),
        state=str(state.label),
        colour=MAIL_COLOURS.get(state, "grey"),
        note=reminder.reason if state != MailState.SENT else "",
    )


def _coming(deadline: Deadline, calendar: Calendar, now: datetime) -> list[Letter]:
    """Return the reminders that are planned, to whoever would get them as things stand."""
    if not deadline.is_open:
        return []
    after = max(now, deadline.reminded_until or now)
    planned = [entry for entry in deadline.kept_rule.plan(deadline.span, calendar).fixed() if entry[0] > after]
    holders = Holders.now()
    people = [queries.recipients(deadline, at, holders, calendar) for at, _ in planned]
    names = queries.names_of(set().union(*people))
    return [
        Letter(moment_in_words(at), _named(sorted(names[pk] for pk in who)), offset_in_words(code))
        for (at, code), who in zip(planned, people, strict=True)
    ]


def _named(names: Iterable[str]) -> str:
    return listed(list(names) or ["Nobody holds the role"])


def _no_more(deadline: Deadline) -> str:
    if deadline.is_paused:
        return "Nobody is reminded while the clock stands still."
    if not deadline.is_open:
        return "Nobody is reminded any more."
    return "Once it is late, there is a reminder every morning." if deadline.statutory else ""


def offset_in_words(code: str) -> str:
    """Return `2 working days before the due date`, `Working day 10`, `On the due date`, `Day 3 overdue`."""
    offset = Offset.from_code(code)
    noun = {"wd": "working day", "d": "day", "h": "hour"}[offset.unit]
    number = abs(offset.number)
    counted = f"{number} {noun}" if number == 1 else f"{number} {noun}s"
    if offset.anchor == "late":
        return f"Day {number} overdue"
    if offset.anchor == "start":
        return f"{counted} after the start" if number else "At the start"
    if not number:
        return "On the due date"
    return f"{counted} {'before' if offset.number < 0 else 'after'} the due date"
