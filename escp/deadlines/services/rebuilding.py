"""Prove that deadlines equal what their records say, or make them so. In batches: any of them may be the last."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from escp.deadlines import queries
from escp.deadlines.calendar import Calendar, london_date
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.deadlines.registry import CLOCKS
from escp.deadlines.services.keeping import sync

BATCH = 500
OWED = (DeadlineState.OPEN, DeadlineState.PAUSED)
Rows = dict[tuple[str, int], dict[str, Any]]


@dataclass(frozen=True)
class Difference:
    """A deadline that is not as its record and its rule say: which, and the names of what differs, never a value."""

    clock: str
    reference: str
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.clock} {self.reference}: {', '.join(self.fields)}"


@dataclass
class Batch:
    """What one batch found: up to which record it went, how many rows of each fate, and what differed."""

    last: int
    records: int
    fates: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)


def labels() -> list[str]:
    """Return the models whose records have deadlines."""
    return sorted({clock.model.lower() for clock in CLOCKS.values() if clock.model})


def rebuild(*, label: str, after: int = 0, check: bool = False) -> Iterator[Batch]:
    """Work out the deadlines of a model's records again, in the order of their keys. Each batch is a transaction.

    With `check` every batch is rolled back: the same work, and nothing is written.
    """
    records = list(_records(label, after))
    while records:
        with transaction.atomic():
            batch = _rebuild(records)
            transaction.set_rollback(check)
        yield batch
        records = list(_records(label, batch.last))


def _records(label: str, after: int) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model(label)._base_manager.filter(pk__gt=after)
    return rows.order_by("pk")[:BATCH]


def _rebuild(records: list[Any]) -> Batch:
    batch = Batch(records[-1].pk, len(records))
    calendar = queries.calendar()
    before = _rows(records)
    for row in _deadlines_of(records).select_for_update(of=("self",)):
        _put_right(row, calendar)
    for record in records:
        try:
            sync(record)
        except ValidationError:
            batch.fates["impossible"] += 1
            reference = str(getattr(record, "reference", record.pk))
            batch.differences.append(Difference(record._meta.label_lower, reference, ("cannot be worked out",)))
    for key, row in _rows(records).items():
        fate, fields = _fate(before.get(key), row)
        batch.fates[fate] += 1
        if fields:
            batch.differences.append(Difference(row["clock"], row["reference"], fields))
    return batch


def _deadlines_of(records: list[Any]) -> QuerySet[Any]:
    kind = ContentType.objects.get_for_model(records[0])
    return Deadline.objects.filter(content_type=kind, object_id__in=[record.pk for record in records])


def _rows(records: list[Any]) -> Rows:
    return {(row["clock"], row["object_id"]): row for row in _deadlines_of(records).values()}


def _fate(before: dict[str, Any] | None, after: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    if before is None:
        return "made", ("missing",)
    fields = tuple(sorted(name for name in after if before[name] != after[name]))
    if not fields:
        return "unchanged", ()
    gone = "state" in fields and after["state"] == DeadlineState.WITHDRAWN
    return ("withdrawn" if gone else "changed"), fields


def _put_right(row: Deadline, calendar: Calendar) -> None:
    """Put right what a record cannot tell: a due date that its own working does not bear out, a lost next reminder."""
    worked = row.worked_out
    due_at = worked.due_at if worked else row.due_at
    wrong = (row.due_at, row.due_on) != (due_at, london_date(due_at))
    row.due_at, row.due_on = due_at, london_date(due_at)
    silent = row.is_open and row.next_reminder_at is None
    coming = row.kept_rule.plan(row.span, calendar).after(row.reminded_until) if wrong or silent else None
    if row.is_open and coming is not None:
        row.next_reminder_at, wrong = coming[0], True
    if wrong:
        row.save(update_fields=["due_at", "due_on", "next_reminder_at"])


def orphans() -> Iterator[tuple[Deadline, str]]:
    """Yield the deadlines that are derived from nothing: their record is gone, or no app declares their clock."""
    for deadline in without_record().iterator(chunk_size=BATCH):
        yield deadline, "its record is gone"
    for deadline in without_clock().iterator(chunk_size=BATCH):
        yield deadline, "its clock is no longer declared"


def mend_orphans() -> int:
    """Remove the deadlines of records that are gone, as their removal does; withdraw those owed by no clock."""
    with transaction.atomic():
        withdrawn = without_clock().update(state=DeadlineState.WITHDRAWN, next_reminder_at=None, unreachable_since=None)
        removed = without_record()
        number = removed.count()
        removed.delete()
    return withdrawn + number


def without_record() -> QuerySet[Deadline]:
    gone: Any = Q(pk__in=[])
    for label in labels():
        model = apps.get_model(label)
        there = Exists(model._base_manager.filter(pk=OuterRef("object_id")))
        gone |= Q(content_type=ContentType.objects.get_for_model(model)) & ~there
    return Deadline.objects.filter(gone).order_by("pk")


def without_clock() -> QuerySet[Deadline]:
    return Deadline.objects.filter(state__in=OWED).exclude(clock__in=list(CLOCKS)).order_by("pk")
