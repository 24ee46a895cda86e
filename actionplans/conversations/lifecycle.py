"""How a challenge and support conversation moves: planned, prepared by the agency, held, its record agreed.

Source: the partnership’s Learning and Improvement Framework: conversations twice a year that ask what was done to make
a difference. What is recorded follows the partnership’s own proposal; another agency is there each time.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from actionplans.choices import ConversationState
from actionplans.conversations.queries import conversations_for, still_to_prepare, without_a_line
from actionplans.conversations.services import check_held
from actionplans.models import Conversation
from actionplans.policies import may_manage, may_prepare
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Agency, Person
from escp.ui.words import listed

State = ConversationState
CONVERSATION = Lifecycle(Conversation, find=conversations_for, key="conversation")
MOST_NAMED = 5


def _first(references: list[str]) -> str:
    more = len(references) - MOST_NAMED
    return listed([*references[:MOST_NAMED], f"{more} more"] if more > 0 else references)


def every_action_is_answered(conversation: Conversation) -> str | None:
    missing = still_to_prepare(conversation)
    return f"Answer the three questions for {_first(missing)} first." if missing else None


def every_action_has_its_line(conversation: Conversation) -> str | None:
    missing = without_a_line(conversation)
    return f"Write the one line for the Update about {_first(missing)} first." if missing else None


def somebody_else_agrees(conversation: Conversation, person: Person) -> str | None:
    if conversation.recorded_by_id == person.pk:
        return "You recorded this conversation, so someone else must agree the record."
    return None


@CONVERSATION.transition(
    source=State.PLANNED,
    target=State.PREPARED,
    label="Say that the answers are ready",
    allow=may_prepare,
    needs=[every_action_is_answered],
    help="Those who hold the conversation can read the answers beforehand. They can still be changed.",
)
def prepare(conversation: Conversation, *, by: Person, prepared_on: date | None = None) -> None:
    conversation.prepared_on, conversation.prepared_by = prepared_on or timezone.localdate(), by


@CONVERSATION.transition(
    source=(State.PLANNED, State.PREPARED),
    target=State.HELD,
    label="Record that it was held",
    allow=may_manage,
    help="Say who was there, what was challenged, what support was offered and what comes next.",
)
def hold(conversation: Conversation, *, by: Person, held_on: date, other_agency: Agency, **said: Any) -> None:
    """Raises ValidationError for a day ahead, and where the other agency is the agency itself."""
    check_held(held_on, conversation.agency_id, other_agency.pk)
    conversation.held_on, conversation.other_agency, conversation.recorded_by = held_on, other_agency, by
    for name, value in said.items():
        setattr(conversation, name, value)


@CONVERSATION.transition(
    source=State.HELD,
    target=State.AGREED,
    label="Agree the record",
    allow=may_prepare,
    needs=[every_action_is_answered, every_action_has_its_line],
    also=somebody_else_agrees,
    help="What was said stands from then on. Its one line for each action goes into the next Update.",
)
def agree(conversation: Conversation, *, by: Person) -> None:
    conversation.agreed_on, conversation.agreed_by = timezone.localdate(), by


@CONVERSATION.transition(
    source=State.AGREED,
    target=State.HELD,
    label="Put the record right",
    allow=may_manage,
    help="Opens the record again. It must be agreed anew.",
    aside=True,
)
def open_again(conversation: Conversation, *, by: Person) -> None:
    conversation.agreed_on = conversation.agreed_by = None


@CONVERSATION.transition(
    source=(State.PLANNED, State.PREPARED),
    target=State.NOT_HELD,
    label="Say that it will not be held",
    allow=may_manage,
    help="The round goes on without it. The reason stands in the record.",
    aside=True,
)
def leave_out(conversation: Conversation, *, by: Person, not_held_because: str) -> None:
    conversation.not_held_because = not_held_because


@CONVERSATION.transition(
    source=State.NOT_HELD,
    target=State.PLANNED,
    label="Plan it again",
    allow=may_manage,
    help="The conversation is owed again.",
)
def plan_again(conversation: Conversation, *, by: Person) -> None:
    conversation.not_held_because = ""
    conversation.prepared_on = conversation.prepared_by = None
