"""Events, evaluations and policy changes."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from learning.choices import EvaluationTime, EventKind, EventState, PolicyState
from learning.models import Evaluation, Event, PolicyChange
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import AgencyFactory, PersonFactory


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    title = factory.Sequence(lambda n: f"Asking after fathers, workshop {n}")
    kind = EventKind.WORKSHOP
    happens_on = factory.LazyFunction(timezone.localdate)
    place = "Online"
    run_by = "The business unit"
    recorded_by = factory.SubFactory(PersonFactory)


class EvaluationFactory(DjangoModelFactory):
    class Meta:
        model = Evaluation

    event = factory.SubFactory(EventFactory, state=EventState.HELD)
    opens_on = factory.LazyFunction(timezone.localdate)
    closes_on = factory.LazyAttribute(lambda one: one.opens_on + timedelta(days=21))


class PolicyChangeFactory(DjangoModelFactory):
    class Meta:
        model = PolicyChange

    title = factory.Sequence(lambda n: f"Procedure on assessment, part {n}")
    required = "It must ask for every adult in the home."
    agency = factory.SubFactory(AgencyFactory)
    learning_point = factory.SubFactory(LearningPointFactory)
    owner = factory.SubFactory(PersonFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    recorded_by = factory.SubFactory(PersonFactory)


def said_of(asked: Evaluation, times: int, **values: int) -> Evaluation:
    """Let some people answer alike."""
    for _ in range(times):
        asked.answers.create(**values)
    return asked


def of_embedding() -> dict[str, list]:
    """Return the parts of the addresses of an event, its evaluation and a policy change."""
    asked = EvaluationFactory()
    return {
        "event": [asked.event.reference],
        "evaluation": [asked.token],
        "policy": [PolicyChangeFactory().reference],
    }


def an_event(state: str) -> Event:
    """Return an event in a state."""
    return EventFactory(state=state, cancelled_because="Too few" if state == EventState.CANCELLED else "")


def a_policy_change(state: str) -> PolicyChange:
    """Return a policy change in a state."""
    settled = {"settled_on": timezone.localdate(), "settled_by": PersonFactory()}
    facts = {
        PolicyState.MADE: settled | {"changed": "It asks."},
        PolicyState.NOT_NEEDED: settled | {"not_needed_because": "It says so already."},
    }
    return PolicyChangeFactory(state=state, **facts.get(PolicyState(state), {}))


def held_three_months_ago() -> Event:
    """Return an event of which those who came are asked again."""
    today = timezone.localdate()
    event = EventFactory(state=EventState.HELD, happens_on=today - timedelta(days=91))
    EvaluationFactory(event=event, time=EvaluationTime.LATER)
    return event
