"""The agenda: built from what stands in the records, then moved, added to and left out by hand.

Building again adds what is new and changes nothing that is there. Until the papers go out items are numbered anew
after each change; from then on a number stays with its item, because minutes name it.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from home.meetings.choices import RANK, TO_COME, ItemKind, MeetingState
from home.meetings.queries import items_of
from home.meetings.queries.proposing import Proposed, health_of, proposed_for
from home.meetings.services import held
from home.models import AgendaItem, Meeting

CLOSED = "The meeting is over, or does not take place: its agenda stays as it is."
NUMBERS_STAY = "The papers are out: numbers stay, because minutes name them."


@transaction.atomic
def build(*, by: Person, meeting: Meeting) -> int:
    """Add what is new to an agenda, and count the thread's health again. Returns how many items were added."""
    locked = held(meeting, TO_COME, CLOSED)
    items = items_of(locked)
    known = {item.key for item in items}
    new = [one for one in proposed_for(locked, by) if one.key not in known]
    for one in sorted(new, key=lambda one: RANK[one.kind]):
        items = _put_in(locked, items, _item_of(locked, one))
    locked.health, locked.built_at = health_of(locked, by), timezone.now()
    locked.save()
    return len(new)


def _item_of(meeting: Meeting, one: Proposed) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        kind=one.kind,
        key=one.key,
        record_kind=one.record_kind,
        record_reference=one.record_reference,
        asks=one.asks,
        title=one.title,
    )


@transaction.atomic
def add(*, by: Person, item: AgendaItem) -> AgendaItem:
    """Add an item that somebody wrote, before what closes the meeting."""
    locked = held(item.meeting, TO_COME, CLOSED)
    item.meeting, item.kind = locked, ItemKind.ADDED
    _put_in(locked, items_of(locked), item)
    return item


@transaction.atomic
def change(*, by: Person, item: AgendaItem, number: int | None = None) -> AgendaItem:
    """Save what an item says, and move it to another place. Raises ValidationError once the papers are out."""
    locked = held(item.meeting, TO_COME, CLOSED)
    moved = number is not None and number != item.number
    if moved and locked.state != MeetingState.PLANNED:
        raise ValidationError({"number": NUMBERS_STAY})
    item.save()
    if moved:
        others = [one for one in items_of(locked) if one.number and one.pk != item.pk]
        others.insert(max(0, (number or 1) - 1), AgendaItem.objects.get(pk=item.pk))
        _number(others)
    return item


@transaction.atomic
def leave_out(*, by: Person, item: AgendaItem, reason: str) -> AgendaItem:
    """Leave an item out, with the reason. Before the papers go out the others move up."""
    locked = held(item.meeting, TO_COME, CLOSED)
    if item.minuted.exists():
        raise ValidationError("Something was said under it already: it stays.")
    item.left_out_because = reason
    if locked.state == MeetingState.PLANNED:
        item.number = 0
    item.save()
    if not item.number:
        _number([one for one in items_of(locked) if one.number])
    return item


@transaction.atomic
def take_in(*, by: Person, item: AgendaItem) -> AgendaItem:
    """Put an item that was left out on the agenda again."""
    locked = held(item.meeting, TO_COME, CLOSED)
    if not item.is_left_out:
        raise ValidationError("It stands on the agenda.")
    item.left_out_because = ""
    if item.number:
        item.save()
    else:
        _put_in(locked, [one for one in items_of(locked) if one.pk != item.pk], item)
    return item


def _put_in(meeting: Meeting, items: Sequence[AgendaItem], new: AgendaItem) -> list[AgendaItem]:
    """Save an item among the others: after those of its kind, or last once numbers stay. Returns them in order."""
    standing = [one for one in items if one.number]
    if meeting.state == MeetingState.PLANNED:
        after = [place for place, one in enumerate(standing, start=1) if RANK[one.kind] <= RANK[new.kind]]
        standing.insert(max(after, default=0), new)
        _number(standing)
        return standing
    new.number = max((one.number for one in standing), default=0) + 1
    new.save()
    return [*standing, new]


def _number(items: Sequence[AgendaItem]) -> None:
    """Number items from 1 in their order; only those whose number changes are saved."""
    for number, item in enumerate(items, start=1):
        if item.number != number:
            item.number = number
            item.save()
