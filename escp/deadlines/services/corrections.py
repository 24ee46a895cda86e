"""Correcting when a clock started, with the reason: the old start is kept, and all that follows from it moves."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from escp.deadlines import moved, queries
from escp.deadlines.calendar import FIRST_YEAR, Start, london_date, moment
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.deadlines.registry import CLOCKS, clocks_of, read
from escp.deadlines.services.changes import locked
from escp.deadlines.services.keeping import sync
from escp.deadlines.starts import StartField, followers, start_of
from escp.partnership.models import Person
from escp.ui.words import date_in_words

NOT_OWED = "It is no longer owed."
CHOSEN = "Somebody chose this date. Change it on the record."
ELSEWHERE = "This start is worked out from other facts. Correct them on the record."


def why_not_correct(deadline: Deadline) -> str:
    """Return why the start of this deadline cannot be corrected, or nothing.

    That of a deadline which is done can be: it is judged again.
    """
    clock = CLOCKS.get(deadline.clock)
    if clock is None or deadline.state == DeadlineState.WITHDRAWN:
        return NOT_OWED
    if clock.due_field:
        return CHOSEN
    return "" if start_to_correct(deadline) else ELSEWHERE


def start_to_correct(deadline: Deadline) -> StartField | None:
    """Return the field that holds the start of a deadline; None where it is worked out from other facts."""
    clock = CLOCKS.get(deadline.clock)
    return start_of(clock, deadline.record) if clock else None


@transaction.atomic
def correct_start(*, by: Person, deadline: Deadline, start: Start, reason: str) -> Deadline:
    """Put right when a clock started, on the record's own field, and keep the reason and the old start.

    Every clock with this start is worked out again under the rule of the new day, those that are done included: they
    are judged against the new due date. Each keeps a note of both starts, and whoever is or was reminded of a date
    that moved is told. Raises ValidationError, with the field that is wrong.
    """
    refusal, found = why_not_correct(deadline), start_to_correct(deadline)
    if refusal or found is None:
        raise ValidationError(refusal or ELSEWHERE)
    owner = type(found.owner)._base_manager.select_for_update(of=("self",)).get(pk=found.owner.pk)
    field, row = StartField(owner, found.name), locked(deadline)
    start = start if field.is_moment else london_date(start)
    _must_be_a_start(row, field, start)
    were = dict(_deadlines_of(owner, *followers(field)).values_list("pk", "due_at"))
    setattr(owner, field.name, start)
    _must_run_forward(owner)
    sync(owner, by=by, corrected=reason)
    owner.save()
    for follower in followers(field):
        _must_run_forward(follower)
        sync(follower, by=by, corrected=reason)
    for changed in Deadline.objects.filter(pk__in=were).order_by("pk"):
        if changed.due_at != were[changed.pk]:
            moved.tell(changed.moves.latest("pk"))
    row.refresh_from_db()
    return row


def _must_be_a_start(row: Deadline, field: StartField, start: Start) -> None:
    to_come = start > timezone.now() if isinstance(start, datetime) else start > timezone.localdate()
    if to_come:
        raise ValidationError({"start": "The start cannot be in the future."})
    if london_date(start).year < FIRST_YEAR:
        raise ValidationError(
            {"start": f"The start cannot lie before {FIRST_YEAR}: the list of bank holidays begins then."}
        )
    if _to_the_minute(start) == _to_the_minute(field.value):
        raise ValidationError({"start": "That is the start already. Enter the right one."})
    first = row.pauses.first()
    if first is not None and london_date(start) > first.starts_on:
        since = date_in_words(first.starts_on)
        raise ValidationError({"start": f"The clock stood still from {since}. It cannot have started after that."})


def _to_the_minute(start: Start | None) -> Start | None:
    """Return a start as the page shows and asks it."""
    return start.replace(second=0, microsecond=0) if isinstance(start, datetime) else start


def _must_run_forward(record: models.Model) -> None:
    """Raise ValidationError where a clock of the record would stop before it starts."""
    for clock in clocks_of(type(record)):
        started: Start | None = read(record, clock.starts) if clock.starts else None
        stopped: Start | None = read(record, clock.stops) if clock.stops else None
        if started is not None and stopped is not None and _is_before(stopped, started):
            done_on = date_in_words(london_date(stopped))
            raise ValidationError(
                {"start": f"“{clock.label}” was done on {done_on}. It cannot have been done before its clock started."}
            )


def _is_before(one: Start, other: Start) -> bool:
    """Compare moments to the second, and a moment with a date by their days."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return moment(one) < moment(other)
    return london_date(one) < london_date(other)


def _deadlines_of(*records: Any) -> models.QuerySet[Deadline]:
    found = models.Q(pk__in=[])
    for record in records:
        found |= queries.about(record)
    return Deadline.objects.filter(found)
