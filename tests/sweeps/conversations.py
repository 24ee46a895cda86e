"""Pages of challenge and support, and of what difference was made, with as many rows as asked for."""

from django.urls import reverse

from actionplans.choices import ActionState, ConversationState
from tests.factories.actionplans import ActionFactory, EvidenceFactory, ImpactMeasureFactory, ReadingFactory
from tests.factories.conversations import a_conversation, a_line


def conversations(rows, _):
    for _number in range(rows):
        a_conversation()
    return reverse("actionplans:conversations")


def for_the_update(rows, _):
    a_conversation(ConversationState.HELD, lines=rows)
    return reverse("actionplans:conversations-update")


def conversation(rows, _):
    return a_conversation(ConversationState.HELD, lines=rows).get_absolute_url()


def difference(rows, _):
    held = a_conversation(ConversationState.HELD, lines=0)
    for _number in range(rows):
        action = ActionFactory(state=ActionState.CLOSED)
        measure = ImpactMeasureFactory(action=action)
        ReadingFactory(measure=measure)
        EvidenceFactory(measure=measure)
        a_line(held, action=action)
    return reverse("actionplans:difference")


CONVERSATIONS = {conversations: 6, for_the_update: 6, conversation: 12, difference: 7}
