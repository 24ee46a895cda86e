"""Keep deadlines in step with the records that they are derived from. Idempotent, in the caller's transaction."""

from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from escp.deadlines import queries
from escp.deadlines.calendar import (
    OutOfRangeError,
    Start,
    WorkedOut,
    check_range,
    end_of,
    london_date,
    moment,
)
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, DeadlineMove
from escp.deadlines.offsets import Span
from escp.deadlines.registry import Clock, Rule, RuleBook, clocks_of, read
from escp.partnership.models import Person

FARTHEST = date(2190, 12, 31)


def sync(record: Any, *, by: Person | None = None) -> None:
    """Bring the deadlines of a record into step with it. Runs by itself whenever the record is saved.

    Makes the row when the clock has started, moves the due date of an open one when its start was corrected, marks it
    met when the clock stopped, withdraws it when it no longer applies. A met deadline keeps its due date for good.
    Raises ValidationError for a date that no calendar covers, so that a form shows it and nothing is kept.
    """
    try:
        _sync_all(record, by)
    except IntegrityError:
        # Somebody saved the same record at the same moment; now their row is there to be found.
        _sync_all(record, by)


@transaction.atomic
def _sync_all(record: Any, by: Person | None) -> None:
    content_type = ContentType.objects.get_for_model(record)
    rows = {
        row.clock: row
        for row in Deadline.objects.select_for_update(of=("self",)).filter(
            content_type=content_type, object_id=record.pk
        )
    }
    for clock in clocks_of(type(record)):
        try:
            _sync_clock(clock, record, rows.get(clock.key), by)
        except (OutOfRangeError, OverflowError) as error:
            raise ValidationError(f"{clock.label}: the due date cannot be worked out. {error}") from error


def withdraw(record: Any, clock_key: str | None = None) -> int:
    """Say that a record's open deadlines, or one of them, are no longer owed. Returns how many."""
    rows = Deadline.objects.filter(
        content_type=ContentType.objects.get_for_model(record), object_id=record.pk, state=DeadlineState.OPEN
    )
    if clock_key:
        rows = rows.filter(clock=clock_key)
    return rows.update(state=DeadlineState.WITHDRAWN, next_reminder_at=None, unreachable_since=None)


def recalculate(*, why: str) -> int:
    """Work out the open deadlines again after the list of bank holidays changed.

    A deadline that has passed never moves. Returns how many moved; each keeps a note of why.
    """
    with transaction.atomic():
        book = queries.rule_book()
        rows = Deadline.objects.select_for_update(of=("self",)).filter(
            state=DeadlineState.OPEN, due_at__gt=timezone.now()
        )
        return sum(_recalculate(row, book, why) for row in rows.iterator())


def _recalculate(row: Deadline, book: RuleBook, why: str) -> bool:
    kept = row.worked_out
    again = kept and kept.length.count(kept.start, book.calendar)
    if again is None or again == kept:
        return False
    was = row.due_at
    row.working, row.due_at, row.due_on = again.as_data(), again.due_at, again.due_on
    _plan_next(row, row.kept_rule, book)
    row.save()
    if row.due_at != was:
        DeadlineMove.objects.create(deadline=row, due_was=was, due_now=row.due_at, why=why)
    return row.due_at != was


def _sync_clock(clock: Clock, record: Any, row: Deadline | None, by: Person | None) -> None:
    started: Start | None = read(record, clock.starts) if clock.starts else None
    due: Start | None = read(record, clock.due_field) if clock.due_field else None
    if started is None or (clock.due_field and due is None) or not clock.applies(record):
        if row and row.state == DeadlineState.OPEN:
            withdraw(record, clock.key)
        return
    stopped: Start | None = read(record, clock.stops) if clock.stops else None
    row = row or Deadline(clock=clock.key, content_type=ContentType.objects.get_for_model(record), object_id=record.pk)
    before = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    frozen = row.stopped_at is not None and stopped is not None
    _describe(row, clock, record)
    if not frozen and _inputs_changed(row, started, due):
        _set_due(row, clock, started, due)
    _judge(row, stopped)
    if before == {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}:
        return
    if row.is_open:
        _plan_next(row, row.kept_rule, None)
    else:
        row.next_reminder_at = row.unreachable_since = None
    row.save()
    if before["due_at"] not in (None, row.due_at):
        why = (
            "The date was changed on the record."
            if clock.due_field
            else "The date on which the clock started was corrected."
        )
        DeadlineMove.objects.create(deadline=row, due_was=before["due_at"], due_now=row.due_at, why=why, by=by)


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


def _set_due(row: Deadline, clock: Clock, started: Start, due: Start | None) -> None:
    """Freeze the rule in force on the start date and set the due date by it, or by the date that a person chose."""
    book = queries.rule_book()
    rule = book.rule(clock, started)
    check_range(london_date(started))
    worked: WorkedOut | None = None
    if due is None:
        rule, worked = book.work_out(clock, started)
    row.due_at = worked.due_at if worked else _end(due or started)
    row.due_on = london_date(row.due_at)
    if row.due_on > FARTHEST:
        raise OutOfRangeError(f"It must lie before {FARTHEST.year}.")
    check_range(row.due_on)
    row.started_at = moment(started)
    row.working = worked and worked.as_data()
    row.rule, row.statutory = rule.as_data(), rule.level.statutory


def _judge(row: Deadline, stopped: Start | None) -> None:
    """Set the state from when the clock stopped: a date counts as in time up to the due date itself."""
    if stopped is None:
        row.stopped_at, row.state = None, DeadlineState.OPEN
        return
    row.stopped_at = moment(stopped)
    in_time = row.stopped_at <= row.due_at if isinstance(stopped, datetime) else stopped <= row.due_on
    row.state = DeadlineState.MET if in_time else DeadlineState.MET_LATE


def _plan_next(row: Deadline, rule: Rule, book: RuleBook | None) -> None:
    calendar = book.calendar if book else queries.calendar()
    coming = rule.plan(Span(row.started_at, row.due_at), calendar).after(row.reminded_until)
    row.next_reminder_at = coming[0] if coming else None


def _end(due: Start) -> datetime:
    return moment(due) if isinstance(due, datetime) else end_of(due)
