"""Writes to challenge and support conversations, each one transaction: a round opened, answers given, words kept."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.choices import ConversationState
from actionplans.conversations.queries import agencies_in, is_open, since_last_round, to_talk_about
from actionplans.models import Conversation, ConversationLine
from actionplans.policies import may_manage, may_prepare
from escp.partnership.models import Agency, Person

SETTLED = "The record of {} is agreed or closed, so nothing in it can be changed."
ALL_THERE = "Every agency that you chose has a conversation in this round already."


@transaction.atomic
def open_round(
    *, by: Person, year: int, half: str, agencies: Iterable[Agency], prepare_by: date, hold_by: date
) -> list[Conversation]:
    """Plan a conversation with each agency, prepared with its actions. Agencies that have one are left as they are.

    Side effects: a deadline for each agency’s answers and for each conversation. Raises ValidationError where the dates
    are the wrong way round, and where nothing is left to plan.
    """
    if not may_manage(by, None):
        raise PermissionDenied(may_manage.reason)
    if hold_by < prepare_by:
        raise ValidationError({"hold_by": "The conversations come after the answers: choose a later day."})
    known = agencies_in(year, half)
    new = [agency for agency in agencies if agency.pk not in known]
    if not new:
        raise ValidationError({"agencies": ALL_THERE})
    made = []
    for agency in new:
        conversation = Conversation.objects.create(
            agency=agency, year=year, half=half, opened_by=by, prepare_by=prepare_by, hold_by=hold_by
        )
        bring_in(conversation)
        made.append(conversation)
    return made


def bring_in(conversation: Conversation) -> int:
    """Give a conversation a line for each action of its agency that has none, and return how many are new."""
    since = since_last_round(conversation.opened_on)
    missing = to_talk_about(conversation.agency, since).exclude(conversation_lines__conversation=conversation)
    actions = list(missing.order_by("due_on", "pk"))
    for action in actions:
        ConversationLine.objects.create(conversation=conversation, action=action)
    return len(actions)


@transaction.atomic
def bring_in_new(*, by: Person, conversation: Conversation) -> int:
    """Bring in what the agency has agreed since the round was opened, and return how many actions that were."""
    return bring_in(_take(conversation, by=by))


@transaction.atomic
def change_dates(*, by: Person, conversation: Conversation) -> Conversation:
    """Save other days for one conversation. Its deadlines follow."""
    if not may_manage(by, conversation):
        raise PermissionDenied(may_manage.reason)
    locked = _take(conversation, by=by)
    if locked.state not in (ConversationState.PLANNED, ConversationState.PREPARED):
        raise ValidationError("It was held already, so its days stay.")
    conversation.save()
    return conversation


@transaction.atomic
def answer(*, by: Person, line: ConversationLine) -> ConversationLine:
    """Save what was said of one action. What it said before stays in its history."""
    _take(line.conversation, by=by)
    line.save()
    return line


@transaction.atomic
def put_right(*, by: Person, conversation: Conversation) -> Conversation:
    """Save changed words of a conversation that was held. Raises ValidationError for a day that lies ahead."""
    if not may_manage(by, conversation):
        raise PermissionDenied(may_manage.reason)
    locked = _take(conversation, by=by)
    if locked.state != ConversationState.HELD:
        raise ValidationError("Record first that it was held.")
    check_held(conversation.held_on, conversation.agency_id, conversation.other_agency_id)
    conversation.save()
    return conversation


def check_held(held_on: date | None, agency: int, other_agency: int | None) -> None:
    """Raise ValidationError for a day that lies ahead, and where no other agency was there."""
    if held_on and held_on > timezone.localdate():
        raise ValidationError({"held_on": "The day of the conversation cannot be in the future."})
    if other_agency == agency:
        raise ValidationError({"other_agency": "Choose another agency than the one whose actions you talked about."})


def _take(conversation: Conversation, *, by: Person) -> Conversation:
    """Lock a conversation for a change. Raises PermissionDenied, and ValidationError once its words are settled."""
    locked = Conversation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=conversation.pk)
    if not may_prepare(by, locked):
        raise PermissionDenied(may_prepare.reason)
    if not is_open(locked):
        raise ValidationError(SETTLED.format(locked.reference))
    return locked
