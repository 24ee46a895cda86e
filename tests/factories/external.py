"""Learning from elsewhere in the state that the test asks for, as its moves would have left it."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.returns.models import Return
from intelligence.external.asking import ASSURANCE
from intelligence.models import ExternalItem
from reviews.choices import GroupDecision, NationalState, Relevance
from tests.factories.partnership import AgencyFactory
from tests.factories.returns import RequestFactory, ReturnFactory

OVER = (NationalState.DECIDED, NationalState.CLOSED)


class ExternalItemFactory(DjangoModelFactory):
    class Meta:
        model = ExternalItem

    class Params:
        seen = factory.LazyAttribute(lambda o: o.state != NationalState.LOGGED)

    title = factory.Sequence(lambda n: f"The Lighthouse, part {n}")
    publisher = "An invented inspectorate"
    kind = "jtai"
    published_on = date(2026, 9, 1)
    address = "https://elsewhere.example/lighthouse"
    summary = "Children whom nobody asked."
    lead = factory.SubFactory(AgencyFactory)
    state = NationalState.LOGGED
    relevance = factory.LazyAttribute(
        lambda o: Relevance.HIGH if o.seen and o.state != NationalState.NOT_RELEVANT else ""
    )
    relevance_reason = factory.LazyAttribute(lambda o: "It happens here too." if o.seen else "")
    triaged_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.seen else None)
    decision = factory.LazyAttribute(lambda o: GroupDecision.THEME if o.state in OVER else "")
    decision_reason = factory.LazyAttribute(lambda o: "Agencies differ." if o.state in OVER else "")
    decided_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state in OVER else None)
    minute = factory.LazyAttribute(lambda o: "PIG 1 May, item 2" if o.state in OVER else "")
    reported_back = factory.LazyAttribute(lambda o: "Update of May" if o.state == NationalState.CLOSED else "")
    closed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == NationalState.CLOSED else None)


def asked_after_external(item: ExternalItem, **facts) -> Return:
    """Return what one agency is asked after learning from elsewhere."""
    request = RequestFactory(kind=ASSURANCE.key, about=item, about_reference=item.reference)
    return ReturnFactory(request=request, **facts)


def of_external() -> dict[str, list]:
    """Return the parts of the addresses of learning from elsewhere."""
    return {"external": [ExternalItemFactory().reference]}


def every_step_of_external() -> list[ExternalItem]:
    """Return an item in every state, and one that matters little."""
    return [
        *(ExternalItemFactory(state=state) for state in NationalState),
        ExternalItemFactory(state="triaged", relevance="low"),
    ]
