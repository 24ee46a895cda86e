"""Challenge and support conversations in the state that the test asks for, as their moves would have left them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from actionplans.choices import ActionState, ConversationState, Half
from actionplans.models import Conversation, ConversationLine
from actionplans.models.conversation import WAS_HELD
from tests.factories.actionplans import ActionFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

State = ConversationState


class ConversationFactory(DjangoModelFactory):
    class Meta:
        model = Conversation

    class Params:
        held = factory.LazyAttribute(lambda o: o.state in WAS_HELD)
        agreed = factory.LazyAttribute(lambda o: o.state == State.AGREED)

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    half = Half.AUGUST
    opened_by = factory.SubFactory(PersonFactory)
    prepare_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    hold_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=40))
    state = State.PLANNED
    not_held_because = factory.LazyAttribute(lambda o: "It has no action." if o.state == State.NOT_HELD else "")
    prepared_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == State.PREPARED else None)
    prepared_by = factory.Maybe("prepared_on", factory.SubFactory(PersonFactory), None)
    held_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.held else None)
    took_part = factory.LazyAttribute(lambda o: "The safeguarding lead" if o.held else "")
    other_agency = factory.Maybe("held", factory.SubFactory(AgencyFactory), None)
    recorded_by = factory.Maybe("held", factory.SubFactory(PersonFactory), None)
    agreed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.agreed else None)
    agreed_by = factory.Maybe("agreed", factory.SubFactory(PersonFactory), None)


def a_line(conversation: Conversation, *, answered: bool = True, **facts) -> ConversationLine:
    """Return a line about a new action of the agency, answered in full unless asked otherwise."""
    action = facts.pop("action", None) or ActionFactory(lead_agency=conversation.agency, state=ActionState.IN_PROGRESS)
    words = {"how_much": "Ten teams.", "how_well": "Well.", "difference": "Children say so.", "for_update": "It works."}
    return ConversationLine.objects.create(
        conversation=conversation, action=action, **(words if answered else {}) | facts
    )


def a_conversation(state: ConversationState = State.PLANNED, *, lines: int = 1, answered: bool = True, **facts):
    """Return a conversation with actions in it."""
    conversation = ConversationFactory(state=state, **facts)
    for _number in range(lines):
        a_line(conversation, answered=answered)
    return conversation


def every_conversation() -> list[Conversation]:
    """Return conversations from which every move can be made."""
    return [a_conversation(state) for state in State]


def of_a_conversation() -> dict[str, list]:
    """Return the parts of the addresses that lead to a conversation, to one that was held, and to a line."""
    planned, held = a_conversation(), a_conversation(State.HELD)
    return {
        "conversation": [planned.reference],
        "conversation held": [held.reference],
        "conversation line": [planned.reference, planned.lines.values_list("pk", flat=True)[0]],
    }
