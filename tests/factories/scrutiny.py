"""Independent scrutiny in the state that the test asks for, as its moves would have left it."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.returns.models import Return
from intelligence.choices import ScrutinyState
from intelligence.models import Challenge, Judgement, Scrutiny, ScrutinyReport
from intelligence.models.scrutiny import BEFORE_REPORT, UNPLANNED, WITH_RESPONSE
from intelligence.scrutiny.asking import CHALLENGED
from intelligence.scrutiny.services import refer
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import RequestFactory, ReturnFactory, sent


class ScrutinyFactory(DjangoModelFactory):
    class Meta:
        model = Scrutiny

    title = factory.Sequence(lambda n: f"The lantern bearers, part {n}")
    year = 2026
    asks = "Does a child know who carries the light?"
    scrutineer = "An invented scrutineer"
    report_due_on = factory.LazyAttribute(
        lambda o: None if o.state in UNPLANNED else timezone.localdate() + timedelta(days=60)
    )
    referred_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state in UNPLANNED else None)
    answered_on = factory.LazyAttribute(
        lambda o: timezone.localdate() if o.state == ScrutinyState.NOT_TAKEN_UP else None
    )
    not_taken_up_because = factory.LazyAttribute(lambda o: "Done." if o.state == ScrutinyState.NOT_TAKEN_UP else "")
    lead = factory.SubFactory(AgencyFactory)
    planned_by = factory.SubFactory(PersonFactory)
    state = ScrutinyState.PLANNED
    reported_on = factory.LazyAttribute(lambda o: None if o.state in BEFORE_REPORT else timezone.localdate())
    response = factory.LazyAttribute(lambda o: "We agree." if o.state in WITH_RESPONSE else "")
    response_agreed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state in WITH_RESPONSE else None)
    minute = factory.LazyAttribute(lambda o: "Executive 1 May, item 2" if o.state in WITH_RESPONSE else "")
    what_changed = factory.LazyAttribute(lambda o: "Lamps." if o.state == ScrutinyState.CLOSED else "")
    closed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == ScrutinyState.CLOSED else None)


class ScrutinyReportFactory(DjangoModelFactory):
    class Meta:
        model = ScrutinyReport

    scrutiny = factory.SubFactory(ScrutinyFactory, state="in_progress")
    number = 1
    title = "Who carries the light"
    dated_on = factory.LazyFunction(timezone.localdate)
    summary = "Nobody told the child."
    recorded_by = factory.SubFactory(PersonFactory)
    digest = "0" * 64


class ChallengeFactory(DjangoModelFactory):
    class Meta:
        model = Challenge

    scrutiny = factory.SubFactory(ScrutinyFactory, state="in_progress")
    words = "Who tells the child?"
    because = "Ten talks with young people."
    raised_by = factory.SubFactory(PersonFactory)


def referred(name: str, record: Any, **facts: Any) -> Scrutiny:
    """Return what was referred to the scrutineer from a record, which is given with its name in `Referral`."""
    by = PersonFactory()
    made = refer(by=by, scrutiny=Scrutiny(title="The lantern", asks="Who carries it?"), origin=(name, record))
    for field, value in facts.items():
        setattr(made, field, value)
    made.save()
    return made


def asked_by_challenge(challenge: Challenge, *, answered: bool = False) -> Return:
    """Return what one partner is asked by a challenge, answered or not."""
    request = RequestFactory(kind=CHALLENGED.key, about=challenge, about_reference=challenge.reference)
    asked = ReturnFactory(request=request)
    return sent(asked) if answered else asked


def of_scrutiny() -> dict[str, list]:
    """Return the parts of the addresses of independent scrutiny."""
    challenge = ChallengeFactory()
    asked = asked_by_challenge(challenge, answered=True)
    reference = challenge.scrutiny.reference
    return {"scrutiny": [reference], "scrutiny answer": [reference, challenge.reference, asked.reference]}


def every_step_of_scrutiny() -> list[Scrutiny]:
    """Return a scrutiny in every state, one with a report and one with a recommendation."""
    from tests.factories.actionplans import RecommendationFactory

    answered = ScrutinyFactory(state="response_agreed")
    RecommendationFactory(activity=answered.activity)
    return [*(ScrutinyFactory(state=state) for state in ScrutinyState), ScrutinyReportFactory().scrutiny, answered]


def judged(asked: Return, challenge: Challenge, *, accepted: bool = True) -> Judgement:
    """Return the judgement of an answer."""
    return Judgement.objects.create(
        challenge=challenge, asked=asked, accepted=accepted, why="It says so.", judged_by=PersonFactory()
    )
