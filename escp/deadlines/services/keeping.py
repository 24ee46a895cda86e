"""Keep deadlines in step with the records that they are derived from. Idempotent, in the caller's transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from escp.deadlines import queries
from escp.deadlines.calendar import (
    Calendar,
    OutOfRangeError,
    Standstill,
    Start,
    WorkedOut,
    check_range,
    end_of,
    london_date,
    moment,
)
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, DeadlineMove, Pause
from escp.deadlines.offsets import Span
from escp.deadlines.registry import Clock, Rule, RuleBook, clocks_of, read
from escp.partnership.models import Person

FARTHEST = date(2190, 12, 31)
OWED = (DeadlineState.OPEN, DeadlineState.PAUSED)


def sync(record: Any, *, by: Person | None = None, corrected: str = "", why: str = "") -> None:
    """Bring the deadlines of a record into step with it. Runs by itself whenever the record is saved.

    Makes the row when the clock has started, moves the due date of an open one when its start was changed, marks it
    met when the clock stopped, withdraws it when it no longer applies. Days on which the clock stood still are left
    out; while it stands still it stays paused, and what is done meanwhile is in time: the pause ends with it.

    A met deadline keeps its due date for good, whatever is saved on the record, with one exception: `corrected`, the
    reason why its start was wrong. Then the due date is worked out again from the right start under the rule of that
    day, and when it was done is judged against it, so that one met may prove late and one met late in time. Every
    such change is noted with both starts, the reason and the person, also where the due date stays the same.

    `why` are the words for a due date that moves otherwise. Raises ValidationError for a date that no calendar
    covers, so that a form shows it and nothing is kept.
    """
    said = _Said(by, corrected, why)
    try:
        _sync_all(record, said)
    except IntegrityError:
        # Somebody saved the same record at the same moment; now their row is there to be found.
        _sync_all(record, said)


@dataclass(frozen=True)
class _Said:
    """Who changes a date, and what they say of it."""

    by: Person | None
    corrected: str
    why: str


class _Local:
    """What due dates depend on here: read once for all clocks of a record, and only when one of them needs it."""

    @cached_property
    def calendar(self) -> Calendar:
        return queries.calendar()

    @cached_property
    def book(self) -> RuleBook:
        return queries.rule_book(self.calendar)


@transaction.atomic
def _sync_all(record: Any, said: _Said) -> None:
    content_type = ContentType.objects.get_for_model(record)
    rows = {
        row.clock: row
        for row in Deadline.objects.select_for_update(of=("self",)).filter(
            content_type=content_type, object_id=record.pk
        )
    }
    local = _Local()
    for clock in clocks_of(type(record)):
        try:
            _sync_clock(clock, record, rows.get(clock.key), said, local)
        except (OutOfRangeError, OverflowError) as error:
            raise ValidationError(f"{clock.label}: the due date cannot be worked out. {error}") from error


def withdraw(record: Any, clock_key: str | None = None) -> int:
    """Say that a record's open deadlines, or one of them, are no longer owed. Returns how many."""
    rows = Deadline.objects.filter(
        content_type=ContentType.objects.get_for_model(record), object_id=record.pk, state__in=OWED
    )
    if clock_key:
        rows = rows.filter(clock=clock_key)
    return rows.update(state=DeadlineState.WITHDRAWN, next_reminder_at=None, unreachable_since=None)


def recalculate(*, why: str) -> int:
    """Work out the deadlines that are still owed again after the list of bank holidays changed.

    A deadline that has passed never moves, unless its clock stands still. Returns how many moved; each keeps a note.
    """
    with transaction.atomic():
        book = queries.rule_book()
        rows = Deadline.objects.select_for_update(of=("self",)).filter(
            Q(state=DeadlineState.OPEN, due_at__gt=timezone.now()) | Q(state=DeadlineState.PAUSED)
        )
        return sum(_recalculate(row, book, why) for row in rows.iterator())


def _recalculate(row: Deadline, book: RuleBook, why: str) -> bool:
    kept = row.worked_out
    again = kept and kept.length.count(kept.start, book.calendar, kept.paused)
    if again is None or again == kept:
        return False
    was = row.due_at
    row.working, row.due_at, row.due_on = again.as_data(), again.due_at, again.due_on
    if row.is_open:
        _plan_next(row, row.kept_rule, book.calendar)
    row.save()
    if row.due_at != was:
        DeadlineMove.objects.create(deadline=row, due_was=was, due_now=row.due_at, why=why)
    return row.due_at != was


def _sync_clock(clock: Clock, record: Any, row: Deadline | None, said: _Said, local: _Local) -> None:
    started: Start | None = read(record, clock.starts) if clock.starts else None
    due: Start | None = read(record, clock.due_field) if clock.due_field else None
    if started is None or (clock.due_field and due is None) or not clock.applies(record):
        if row and row.state in OWED:
            withdraw(record, clock.key)
        return
    stopped: Start | None = read(record, clock.stops) if clock.stops else None
    row = row or Deadline(clock=clock.key, content_type=ContentType.objects.get_for_model(record), object_id=record.pk)
    before = _values(row)
    pauses = _pauses_of(row, clock)
    _describe(row, clock, record)
    frozen = row.stopped_at is not None and stopped is not None and not said.corrected
    if not frozen and _inputs_changed(row, started, due):
        _set_due(row, clock, started, due, _standstills(pauses, stopped), local)
    else:
        _leave_out(row, _standstills(pauses, stopped), local)
    _judge(row, stopped, paused=any(pause.ends_on is None for pause in pauses))
    if before == _values(row):
        return
    if row.is_open:
        _plan_next(row, row.kept_rule, local.calendar)
    else:
        row.next_reminder_at = row.unreachable_since = None
    row.save()
    if before["due_at"] is not None:
        _note(row, clock, before, said)


def _values(row: Deadline) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _pauses_of(row: Deadline, clock: Clock) -> list[Pause]:
    """Return when the clock of a deadline stands or stood still. No query for one that never may."""
    may_pause = clock.pauses or row.is_paused or (row.working or {}).get("paused")
    return list(row.pauses.all()) if row.pk and may_pause else []


def _standstills(pauses: list[Pause], stopped: Start | None) -> tuple[Standstill, ...]:
    """Return the days to leave out. A pause that lasts leaves out none as yet, or those up to the day it was done."""
    done_on = london_date(stopped) if stopped else None
    ended = ((pause, pause.ends_on or done_on) for pause in pauses)
    return tuple(
        Standstill(pause.starts_on, last, f"{pause.get_ground_display()}.")
        for pause, last in ended
        if last and last >= pause.starts_on
    )


def _leave_out(row: Deadline, pauses: tuple[Standstill, ...], local: _Local) -> None:
    """Work out the due date again, under the rule that the deadline keeps, where other days are to be left out."""
    kept = row.worked_out
    if kept is None or kept.paused == pauses:
        return
    _take(row, kept.length.count(kept.start, local.calendar, pauses))


def _note(row: Deadline, clock: Clock, before: dict[str, Any], said: _Said) -> None:
    """Keep every change of a start, of a due date, and of when something was done, with the reason and the person."""
    restarted = before["started_at"] != row.started_at
    done_again = None not in (before["stopped_at"], row.stopped_at) and before["stopped_at"] != row.stopped_at
    if before["due_at"] == row.due_at and not (restarted and said.corrected) and not done_again:
        return
    DeadlineMove.objects.create(
        deadline=row,
        due_was=before["due_at"],
        due_now=row.due_at,
        started_was=before["started_at"] if restarted else None,
        started_now=row.started_at if restarted else None,
        why=_why(row, clock, before, said, restarted=restarted),
        by=said.by,
    )


def _why(row: Deadline, clock: Clock, before: dict[str, Any], said: _Said, *, restarted: bool) -> str:
    if restarted and said.corrected:
        return said.corrected
    if before["stopped_at"] and row.stopped_at and before["stopped_at"] != row.stopped_at:
        return f"The date on which it was done was corrected. {said.corrected}".strip()[:300]
    if said.why:
        return said.why
    if clock.due_field:
        return "The date was changed on the record."
    if restarted:
        return "The date on which the clock started was corrected."
    return "It was done while the clock stood still."


def _describe(row: Deadline, clock: Clock, record: Any) -> None:
    """Copy what lists and mails need to know: names, references and who owes it, never facts of a case."""
    row.label, row.ask = clock.label, clock.ask
    row.reference = str(read(record, clock.reference))
    row.case = read(record, clock.case) if clock.case else None
    row.owed_role = clock.owed_by.role
    row.owed_agency = read(record, clock.owed_by.agency) if clock.owed_by.agency else None
    row.owed_person = read(record, clock.owed_by.person) if clock.owed_by.person else None


def _inputs_changed(row: Deadline, started: Start, due: Start | None) -> bool:
    return row.pk is None or row.started_at != moment(started) or (due is not None and row.due_at != _end(due))


def _set_due(
    row: Deadline, clock: Clock, started: Start, due: Start | None, pauses: tuple[Standstill, ...], local: _Local
) -> None:
    """Freeze the rule in force on the start date and set the due date by it, or by the date that a person chose."""
    check_range(london_date(started))
    if due is None:
        rule, worked = local.book.work_out(clock, started, pauses)
        _take(row, worked)
    else:
        rule = local.book.rule(clock, started)
        row.working, row.due_at = None, _end(due)
        row.due_on = london_date(row.due_at)
        _check_reach(row.due_on)
    row.started_at = moment(started)
    row.rule, row.statutory = rule.as_data(), rule.level.statutory


def _take(row: Deadline, worked: WorkedOut) -> None:
    """Give a deadline the due date that was worked out, and keep the working."""
    _check_reach(worked.due_on)
    row.working, row.due_at, row.due_on = worked.as_data(), worked.due_at, worked.due_on


def _check_reach(day: date) -> None:
    if day > FARTHEST:
        raise OutOfRangeError(f"It must lie before {FARTHEST.year}.")
    check_range(day)


def _judge(row: Deadline, stopped: Start | None, *, paused: bool) -> None:
    """Set the state from when the clock stopped: a date counts as in time up to the due date itself."""
    if stopped is None:
        row.stopped_at, row.state = None, DeadlineState.PAUSED if paused else DeadlineState.OPEN
        return
    row.stopped_at = moment(stopped)
    in_time = row.stopped_at <= row.due_at if isinstance(stopped, datetime) else stopped <= row.due_on
    row.state = DeadlineState.MET if in_time else DeadlineState.MET_LATE


def _plan_next(row: Deadline, rule: Rule, calendar: Calendar) -> None:
    coming = rule.plan(Span(row.started_at, row.due_at), calendar).after(row.reminded_until)
    row.next_reminder_at = coming[0] if coming else None


def _end(due: Start) -> datetime:
    return moment(due) if isinstance(due, datetime) else end_of(due)
