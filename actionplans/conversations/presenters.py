"""The page of a conversation in words: each action with its answers, and what was said of all of them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from actionplans.choices import ConversationState
from actionplans.conversations.lifecycle import CONVERSATION
from actionplans.conversations.queries import is_open, lines_of
from actionplans.conversations.tables import COLOURS
from actionplans.models import Conversation, ConversationLine
from actionplans.policies import may_manage, may_prepare
from actionplans.queries import actions_for
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import date_in_words

State = ConversationState
TURNS = {
    State.PLANNED: "Waiting for the agency’s answers.",
    State.PREPARED: "Waiting for the conversation.",
    State.HELD: "Waiting for a second person to agree the record.",
    State.NOT_HELD: "It will not be held.",
}
NOT_ANSWERED = "Not answered yet"


@dataclass(frozen=True)
class Talked:
    """An action in a conversation: how it stands, what was said of it, and where that is changed."""

    reference: str
    title: str
    url: str
    brag: str
    brag_colour: str
    said: list[Row]
    change_url: str
    change: str


def conversation_page(conversation: Conversation, person: Person) -> dict[str, Any]:
    """Return everything that the page of a conversation shows to a person."""
    manages = may_manage(person, conversation)
    answers = is_open(conversation) and may_prepare(person, conversation)
    lines = list(lines_of(conversation))
    opens = set(actions_for(person).filter(pk__in=[line.action_id for line in lines]).values_list("pk", flat=True))
    offers = CONVERSATION.offers(conversation, person)
    return {
        "record": conversation,
        "caption": f"Challenge and support, {conversation.round_name}",
        "title": conversation.agency.name,
        "state": conversation.get_state_display(),
        "state_colour": COLOURS[State(conversation.state)],
        "turn": TURNS.get(State(conversation.state), ""),
        "offers": offers,
        "facts": _facts(conversation, manages),
        "said": _said(conversation, manages) if conversation.was_held else [],
        "lines": [_talked(line, line.action_id in opens, answers, manages) for line in lines],
        "bring_in_url": reverse("actionplans:conversation-bring-in", args=[conversation.reference])
        if answers and manages
        else "",
        "moves": moves_of(conversation),
    }


def _day(value: Any) -> str:
    return date_in_words(value) if value else ""


def _facts(conversation: Conversation, manages: bool) -> list[Row]:
    ahead = conversation.state in (State.PLANNED, State.PREPARED)
    dates = reverse("actionplans:conversation-dates", args=[conversation.reference]) if manages and ahead else ""
    rows = [
        Row("Ready by", _day(conversation.prepare_by), dates),
        Row("Held by", _day(conversation.hold_by), dates),
    ]
    if conversation.prepared_on:
        rows.append(Row("Ready since", f"{_day(conversation.prepared_on)}, {conversation.prepared_by}"))
    if conversation.agreed_on:
        rows.append(Row("Record agreed", f"{_day(conversation.agreed_on)}, {conversation.agreed_by}"))
    if conversation.not_held_because:
        rows.append(Row("Why it will not be held", conversation.not_held_because))
    return rows


def _said(conversation: Conversation, manages: bool) -> list[Row]:
    open_ = conversation.state == State.HELD
    change = reverse("actionplans:conversation-words", args=[conversation.reference]) if manages and open_ else ""
    return [
        Row("Held", _day(conversation.held_on), change),
        Row("For the agency", conversation.took_part, change),
        Row("Other agency", str(conversation.other_agency), change),
        Row("Who else took part", conversation.others, change),
        Row("What is strong", conversation.strengths, change),
        Row("What was challenged", conversation.challenge, change),
        Row("Support offered", conversation.support, change),
        Row("Agreed next step", conversation.next_step, change),
        Row("Look again", _day(conversation.look_again_on), change),
        Row("Confidence", conversation.get_confidence_display(), change),
        Row("Recorded by", str(conversation.recorded_by)),
    ]


def _talked(line: ConversationLine, opens: bool, answers: bool, manages: bool) -> Talked:
    action, rating = line.action, line.action.rating
    said = [
        Row("How much did we do?", line.how_much or NOT_ANSWERED),
        Row("How well did we do it?", line.how_well or NOT_ANSWERED),
        Row("What difference did it make?", line.difference or NOT_ANSWERED),
        Row("What shows it", line.evidence_seen or "Nothing named yet"),
    ]
    if line.for_update or manages:
        said.append(Row("One line for the Update", line.for_update or "Not written yet"))
    args = [line.conversation.reference, line.pk]
    return Talked(
        reference=action.reference,
        title=action.title,
        url=action.get_absolute_url() if opens else "",
        brag=rating.words,
        brag_colour=rating.colour.tone,
        said=said,
        change_url=reverse("actionplans:conversation-line", args=args) if answers else "",
        change="Change the answers" if line.is_answered else "Answer",
    )
