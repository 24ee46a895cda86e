"""Actions in the state that the test asks for, as their moves would have left them, with what they are measured by."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from actionplans.choices import (
    DELIVERED,
    ActionState,
    Better,
    EvidenceKind,
    EvidenceLevel,
    Method,
    Unit,
)
from actionplans.models import (
    Action,
    ActionLink,
    Evidence,
    ImpactMeasure,
    Milestone,
    ProgressNote,
    Reading,
    Recommendation,
    RecommendationLink,
)
from tests.factories.learning import ActivityFactory, LearningPointFactory
from tests.factories.partnership import AgencyFactory, PersonFactory


def _in(*states: str):
    return lambda action: action.state in states


class ActionFactory(DjangoModelFactory):
    """An action; `ActionFactory(state=ActionState.CLOSED)` has everything that a closed action has."""

    class Meta:
        model = Action

    class Params:
        delivered = factory.LazyAttribute(_in(*DELIVERED))
        closed = factory.LazyAttribute(_in(ActionState.CLOSED))
        blocked = factory.LazyAttribute(_in(ActionState.BLOCKED))
        withdrawn = factory.LazyAttribute(_in(ActionState.WITHDRAWN))

    title = factory.Sequence(lambda n: f"Fathers are asked at every assessment, {n}")
    desired_outcome = "Children are safer because every adult in their life is known."
    lead_agency = factory.SubFactory(AgencyFactory)
    owner = factory.SubFactory(PersonFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=60))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    state = ActionState.DRAFT
    recorded_by = factory.SubFactory(PersonFactory)
    blocked_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.blocked else None)
    barrier = factory.LazyAttribute(lambda o: "No date for the training." if o.blocked else "")
    delivered_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.delivered else None)
    closed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.closed else None)
    closed_by = factory.LazyAttribute(lambda o: o.recorded_by if o.closed else None)
    closing_minute = factory.LazyAttribute(lambda o: "PIG 12 March 2026, item 4" if o.closed else "")
    withdrawn_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.withdrawn else None)
    withdrawn_by = factory.LazyAttribute(lambda o: o.recorded_by if o.withdrawn else None)
    withdrawal_reason = factory.LazyAttribute(lambda o: "Another action does this." if o.withdrawn else "")
    withdrawal_minute = factory.LazyAttribute(lambda o: "PIG 12 March 2026, item 5" if o.withdrawn else "")


class ActionLinkFactory(DjangoModelFactory):
    class Meta:
        model = ActionLink

    action = factory.SubFactory(ActionFactory)
    learning_point = factory.SubFactory(LearningPointFactory)
    linked_by = factory.SubFactory(PersonFactory)


class ImpactMeasureFactory(DjangoModelFactory):
    """A complete measure."""

    class Meta:
        model = ImpactMeasure

    action = factory.SubFactory(ActionFactory)
    difference = "Fewer children come back within a year."
    measure = "Referrals within 12 months of an earlier one"
    unit = Unit.PERCENT
    baseline = Decimal("29.8")
    target = Decimal(18)
    better = Better.LOWER
    method = Method.DATA
    taking_part = "Parents’ forum and voluntary sector partners"
    measured_by_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=180))


class MilestoneFactory(DjangoModelFactory):
    """An open milestone of next month; `done_on` and `done_by` settle it."""

    class Meta:
        model = Milestone

    action = factory.SubFactory(ActionFactory)
    what = "The question stands in every team's form."
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    recorded_by = factory.SubFactory(PersonFactory)


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = Reading

    measure = factory.SubFactory(ImpactMeasureFactory)
    period = "2024"
    period_start = date(2024, 1, 1)
    typed = "20.9"
    value = Decimal("20.9")
    recorded_by = factory.SubFactory(PersonFactory)


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    measure = factory.SubFactory(ImpactMeasureFactory)
    level = EvidenceLevel.PRACTICE
    kind = EvidenceKind.AUDIT
    summary = "In 18 of 20 assessments the father was asked."
    dated_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    recorded_by = factory.SubFactory(PersonFactory)


class ProgressNoteFactory(DjangoModelFactory):
    class Meta:
        model = ProgressNote

    action = factory.SubFactory(ActionFactory)
    text = "The first training took place."
    by = factory.SubFactory(PersonFactory)


class RecommendationFactory(DjangoModelFactory):
    """A recommendation to the safeguarding partners, to which nobody has answered."""

    class Meta:
        model = Recommendation

    activity = factory.SubFactory(ActivityFactory)
    number = factory.Sequence(lambda n: n % 900 + 1)
    words = factory.Sequence(lambda n: f"Partners should ask every father about himself, {n}.")
    to_partners = True
    recorded_by = factory.SubFactory(PersonFactory)


class RecommendationLinkFactory(DjangoModelFactory):
    """Give `learning_point` or `action`; without either it leads to a learning point of its own."""

    class Meta:
        model = RecommendationLink

    recommendation = factory.SubFactory(RecommendationFactory)
    learning_point = factory.Maybe("action", None, factory.SubFactory(LearningPointFactory))
    action = None
    linked_by = factory.SubFactory(PersonFactory)


def ready_to_agree(**kwargs) -> Action:
    """Return a draft with everything that agreement asks for."""
    action = ActionFactory(**kwargs)
    ImpactMeasureFactory(action=action)
    ActionLinkFactory(action=action)
    return action


def ready_to_close(**kwargs) -> Action:
    """Return a delivered action with a reading, evidence that practice changed, and a child's voice."""
    action = ready_to_agree(state=ActionState.COMPLETE_PENDING_IMPACT, **kwargs)
    ReadingFactory(measure=action.measure)
    EvidenceFactory(measure=action.measure, level=EvidenceLevel.PRACTICE)
    EvidenceFactory(measure=action.measure, level=EvidenceLevel.OUTCOME, kind=EvidenceKind.CHILD_VOICE, is_voice=True)
    return action


def of_a_milestone() -> dict[str, list]:
    """Return the parts of the address of an open milestone."""
    one = MilestoneFactory(action__state=ActionState.IN_PROGRESS)
    return {"milestone": [one.action.reference, one.pk]}
