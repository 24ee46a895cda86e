"""What is said becomes a note, a decision or an action with one step; agreed minutes change by corrections alone."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplans.models import Action
from actionplans.services import record_action
from escp.partnership.models import Person
from home.meetings.choices import MINUTED, MeetingState, MinuteKind
from home.meetings.queries.showing import recommendation_of, thread_of
from home.meetings.services import AGREED, held
from home.models import AgendaItem, Minute

LONGEST_TITLE = 160
NOT_BEGUN = "The meeting has not begun, or its minutes are agreed: nothing is written now."


@transaction.atomic
def write(
    *,
    by: Person,
    item: AgendaItem,
    kind: str,
    text: str,
    owner: Person | None = None,
    due_on: date | None = None,
    better: str = "",
) -> Minute:
    """Write what was said under an item. An action is recorded as a draft, joined to what the item is about.

    Raises ValidationError for an action without an owner or a day, PermissionDenied for who may record none.
    """
    held(item.meeting, MINUTED, NOT_BEGUN)
    if item.is_left_out:
        raise ValidationError("This item was left out. Take it in again first.")
    action = _action(by, item, text, owner, due_on, better) if kind == MinuteKind.ACTION else None
    return Minute.objects.create(item=item, kind=kind, text=text, action=action, written_by=by)


def _action(by: Person, item: AgendaItem, text: str, owner: Person | None, due_on: date | None, better: str) -> Action:
    missing = {}
    if owner is None:
        missing["owner"] = "Say who owns the action."
    if due_on is None:
        missing["due_on"] = "Say by when it will be done."
    if owner is None or due_on is None:
        raise ValidationError(missing)
    first, *rest = text.strip().splitlines()
    is_whole = not rest and len(first) <= LONGEST_TITLE
    action = Action(
        title=first[:LONGEST_TITLE],
        description="" if is_whole else text,
        desired_outcome=better or f"To be said before it is agreed. It arose at {item.minute}.",
        owner=owner,
        lead_agency=owner.agency,
        due_on=due_on,
    )
    why = f"Arose at {item.minute}."
    points, recommendation = thread_of(by, item), recommendation_of(by, item)
    return record_action(by=by, action=action, learning_points=points, recommendation=recommendation, why=why)


@transaction.atomic
def put_right(*, by: Person, minute: Minute) -> Minute:
    """Save changed words of the minutes while they are a draft. What they said before stays in their history."""
    held(minute.item.meeting, MINUTED, AGREED)
    minute.save()
    return minute


@transaction.atomic
def correct(*, by: Person, item: AgendaItem, text: str) -> Minute:
    """Add a correction to minutes that are agreed: an entry of its own, with its day and who wrote it."""
    held(item.meeting, (MeetingState.AGREED,), "The minutes are not agreed yet: put them right themselves.")
    return Minute.objects.create(item=item, kind=MinuteKind.CORRECTION, text=text, written_by=by)
