"""Pausing a clock and restarting it: what the rule allows, kept with the ground, the person and who asked for it.

Each is refused in plain words where the rule does not allow it. A pause never cures lateness. Records are locked before
their deadlines, as when a record is saved.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.deadlines import moved
from escp.deadlines.calendar import london_date
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, DeadlineMove, Pause
from escp.deadlines.registry import CLOCKS
from escp.deadlines.services.keeping import sync
from escp.partnership.models import Person
from escp.ui.words import date_in_words

NO_PAUSE_BY_LAW = "The law gives no pause for this clock."
NO_PAUSE = "This clock never stands still."


def why_not_pause(deadline: Deadline) -> str:
    """Return why this deadline cannot be paused now, or nothing."""
    clock = CLOCKS.get(deadline.clock)
    length = deadline.kept_rule.length
    if clock is None or not clock.pauses or length is None or not length.can_pause:
        return NO_PAUSE_BY_LAW if deadline.statutory else NO_PAUSE
    reasons = {
        DeadlineState.PAUSED: "It is paused already.",
        DeadlineState.MET: "It is done: there is nothing to pause.",
        DeadlineState.MET_LATE: "It is done: there is nothing to pause.",
        DeadlineState.WITHDRAWN: "It is no longer owed.",
    }
    return reasons.get(DeadlineState(deadline.state), "")


def why_not_restart(deadline: Deadline) -> str:
    """Return why this deadline cannot be restarted now, or nothing."""
    return "" if deadline.is_paused else "It is not paused."


@transaction.atomic
def pause(
    *,
    by: Person,
    deadline: Deadline,
    starts_on: date,
    ground: str,
    authority: str,
    reason: str = "",
    told_on: date | None = None,
) -> Deadline:
    """Let a clock stand still from a day on, which is the first not counted, until it is restarted.

    A clock that says who must be told (`pause_told`) does so only with the day on which they were.

    While it does nobody is reminded, and it is not late. Raises ValidationError, with the field that is wrong.
    """
    row = locked(deadline)
    if refusal := why_not_pause(row):
        raise ValidationError(refusal)
    if ground not in CLOCKS[row.clock].pauses:
        raise ValidationError({"ground": "The rule of this clock does not name that ground."})
    if (told := CLOCKS[row.clock].pause_told) and told_on is None:
        raise ValidationError({"told_on": f"Enter when {told} was told: this clock stands still only with notice."})
    if starts_on > timezone.localdate():
        raise ValidationError({"starts_on": "A pause begins today at the latest."})
    if starts_on < (began := london_date(row.started_at)):
        raise ValidationError(
            {"starts_on": f"The pause cannot begin before the clock started, on {date_in_words(began)}."}
        )
    if starts_on > row.due_on:
        raise ValidationError(
            {
                "starts_on": f"It was late already then: it was due by {date_in_words(row.due_on)}. "
                "A pause never cures lateness."
            }
        )
    _must_not_overlap(row.pauses.all(), starts_on)
    Pause.objects.create(
        deadline=row,
        starts_on=starts_on,
        ground=ground,
        authority=authority,
        reason=reason,
        told_on=told_on,
        paused_by=by,
    )
    return _in_step(row, by=by)


def _must_not_overlap(pauses: Iterable[Pause], starts_on: date) -> None:
    for other in pauses:
        if other.ends_on and other.ends_on >= starts_on:
            raise ValidationError(
                {
                    "starts_on": f"The clock stood still from {date_in_words(other.starts_on)} to "
                    f"{date_in_words(other.ends_on)} already. Enter a later day."
                }
            )


@transaction.atomic
def restart(*, by: Person, deadline: Deadline, ends_on: date) -> Deadline:
    """Let a paused clock run again after a day, which is the last not counted.

    The due date is worked out again from the start with every pause, and the move is noted; those who are or were
    reminded are told when it has moved. Raises ValidationError, with the field that is wrong.
    """
    row = locked(deadline)
    if refusal := why_not_restart(row):
        raise ValidationError(refusal)
    lasting = row.pauses.get(ends_on=None)
    if ends_on > timezone.localdate():
        raise ValidationError({"ends_on": "The last day of the pause is today at the latest."})
    if ends_on < lasting.starts_on:
        since = date_in_words(lasting.starts_on)
        raise ValidationError({"ends_on": f"The clock stands still since {since}. Enter that day or a later one."})
    lasting.ends_on, lasting.restarted_at, lasting.restarted_by = ends_on, timezone.now(), by
    lasting.save()
    why = f"The clock stood still from {date_in_words(lasting.starts_on)} to {date_in_words(ends_on)}."
    was = row.due_at
    row = _in_step(row, by=by, why=why)
    if row.due_at == was:
        DeadlineMove.objects.create(deadline=row, due_was=was, due_now=was, why=why, by=by)
    else:
        moved.tell(row.moves.latest("pk"))
    return row


def locked(deadline: Deadline) -> Deadline:
    """Return the deadline as it is now, locked until the transaction ends."""
    return Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)


def _in_step(row: Deadline, *, by: Person, why: str = "") -> Deadline:
    sync(row.record, by=by, why=why)
    row.refresh_from_db()
    return row
