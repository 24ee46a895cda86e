"""Risks on the horizon in the state that the test asks for, as their moves would have left them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.returns.models import Return
from intelligence.choices import SignalState
from intelligence.horizon.asking import RISK_DATA
from intelligence.models import RiskSignal
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import RequestFactory, ReturnFactory


class RiskSignalFactory(DjangoModelFactory):
    class Meta:
        model = RiskSignal

    title = factory.Sequence(lambda n: f"The tide comes earlier, part {n}")
    seen_by = "A meeting of lighthouse keepers"
    description = "Children may be cut off."
    evidence = "Three keepers say so."
    children = "Children who live by the water"
    likelihood = "possible"
    impact = "serious"
    owner = factory.SubFactory(PersonFactory)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    lead = factory.SubFactory(AgencyFactory)
    logged_by = factory.SubFactory(PersonFactory)
    state = SignalState.EMERGING
    closed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == SignalState.CLOSED else None)
    closed_because = factory.LazyAttribute(lambda o: "A wall was built." if o.state == SignalState.CLOSED else "")


def asked_about(risk: RiskSignal, **facts) -> Return:
    """Return what one agency is asked about a risk."""
    request = RequestFactory(kind=RISK_DATA.key, about=risk, about_reference=risk.reference)
    return ReturnFactory(request=request, **facts)


def of_horizon() -> dict[str, list]:
    """Return the parts of the addresses of the horizon."""
    return {"risk": [RiskSignalFactory().reference]}


def every_step_of_a_risk() -> list[RiskSignal]:
    """Return a risk in every state."""
    return [RiskSignalFactory(state=state) for state in SignalState]
