"""Long files of figures: the worker looks at one as a whole, a person decides, the worker brings it in.

The row of the reading is the truth, the queue is a hint. A worker that died is relieved when its lease is over.
"""

from dataclasses import asdict
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from escp.imports.models import Import
from escp.partnership.models import Person
from escp.reports.reading import Unreadable
from intelligence.choices import ReadingState
from intelligence.indicators.plans import Plan, plan_of
from intelligence.indicators.queries import sheet_of
from intelligence.indicators.services import BUSY, CHANGED_SINCE, bring_in, mark_of
from intelligence.models import FileReading

# Longer than the longest file takes.
LEASE = timedelta(minutes=30)
WITH_THE_WORKER = (ReadingState.LOOKING, ReadingState.KEEPING)


class _Superseded(Exception):
    """Somebody chose the columns anew meanwhile: what is read now is of no use."""


def waiting() -> QuerySet[FileReading]:
    """Return what waits for a worker, or whose worker has died."""
    is_free = Q(lease_until=None) | Q(lease_until__lte=timezone.now())
    return FileReading.objects.filter(is_free, state__in=WITH_THE_WORKER)


def reading_of(imported: Import) -> FileReading | None:
    return FileReading.objects.filter(imported=imported).first()


def is_being_kept(imported: Import) -> bool:
    """Say whether the worker is bringing a file in: then it is too late to abandon it."""
    return FileReading.objects.filter(imported=imported, state=ReadingState.KEEPING).exists()


@transaction.atomic
def ask_to_look(*, by: Person, imported: Import) -> FileReading:
    """Have a long file looked at, with the columns as they are now. Whoever calls this also tells the worker."""
    fresh = {"state": ReadingState.LOOKING, "rows_done": 0, "found": {}, "reason": "", "lease_until": None}
    fresh |= {"asked_by": by, "asked_at": timezone.now()}
    reading, _made = FileReading.objects.update_or_create(imported=imported, defaults=fresh)
    return reading


@transaction.atomic
def ask_to_keep(*, by: Person, imported: Import, seen: str) -> FileReading:
    """Have a long file brought in as it was looked at. Raises ValidationError where that is not so any more."""
    reading = FileReading.objects.select_for_update().get(imported=imported)
    if reading.state != ReadingState.LOOKED or mark_of(imported, Plan(**reading.found)) != seen:
        raise ValidationError(CHANGED_SINCE)
    if FileReading.objects.filter(state=ReadingState.KEEPING).exists():
        raise ValidationError(BUSY)
    reading.state, reading.asked_by, reading.asked_at = ReadingState.KEEPING, by, timezone.now()
    reading.lease_until = None
    reading.save()
    return reading


def work(reading_id: int) -> None:
    """Do what a reading waits for. Does nothing when it is in another worker's hands, or done."""
    if not waiting().filter(pk=reading_id).update(lease_until=timezone.now() + LEASE):
        return
    reading = FileReading.objects.select_related("imported__data__agency", "asked_by").get(pk=reading_id)
    try:
        if reading.state == ReadingState.LOOKING:
            _look(reading)
        else:
            _keep(reading)
    except _Superseded:
        return
    except Unreadable as problem:
        _write(reading, state=ReadingState.STOPPED, reason=str(problem)[:300], lease_until=None)
    except ValidationError as refusal:
        _write(reading, state=ReadingState.STOPPED, reason=" ".join(refusal.messages)[:300], lease_until=None)


def _look(reading: FileReading) -> None:
    def told(rows: int) -> None:
        if not _write(reading, rows_done=rows):
            raise _Superseded

    plan = plan_of(reading.imported, sheet_of(reading.imported), told=told)
    _write(reading, state=ReadingState.LOOKED, found=asdict(plan), rows_done=plan.rows, lease_until=None)


@transaction.atomic
def _keep(reading: FileReading) -> None:
    """Bring all in and put the reading away, in one transaction."""
    imported = Import.objects.select_for_update(of=("self",)).select_related("data__agency").get(pk=reading.imported_id)
    seen = mark_of(imported, Plan(**reading.found))
    bring_in(by=reading.asked_by, imported=imported, sheet=sheet_of(imported), seen=seen)
    reading.delete()


def _write(reading: FileReading, **facts: object) -> int:
    """Write down how far it is, unless it was asked for anew since. Return whether it was written."""
    return FileReading.objects.filter(pk=reading.pk, state=reading.state, asked_at=reading.asked_at).update(**facts)
