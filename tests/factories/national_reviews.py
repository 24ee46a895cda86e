"""National reviews in the state that the test asks for, as their moves would have left them."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.returns.models import Return
from reviews.asking import ASSURANCE
from reviews.choices import GroupDecision, NationalState, NationalUse, Relevance
from reviews.models import NationalReview
from tests.factories.partnership import AgencyFactory
from tests.factories.returns import RequestFactory, ReturnFactory


class NationalReviewFactory(DjangoModelFactory):
    class Meta:
        model = NationalReview

    class Params:
        seen = factory.LazyAttribute(lambda o: o.state != NationalState.LOGGED)
        put_aside = factory.LazyAttribute(lambda o: o.state == NationalState.NOT_RELEVANT)
        over = factory.LazyAttribute(lambda o: o.state in (NationalState.DECIDED, NationalState.CLOSED))

    title = factory.Sequence(lambda n: f"The Lantern in the Hall, part {n}")
    published_on = date(2026, 9, 1)
    address = "https://reviews.example/lantern"
    about = "Children who move from place to place."
    lead = factory.SubFactory(AgencyFactory)
    state = NationalState.LOGGED
    use = factory.LazyAttribute(lambda o: NationalUse.ASSURANCE if o.seen and not o.put_aside else "")
    relevance = factory.LazyAttribute(lambda o: Relevance.HIGH if o.seen and not o.put_aside else "")
    relevance_reason = factory.LazyAttribute(lambda o: "It happens here too." if o.seen else "")
    triaged_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.seen else None)
    decision = factory.LazyAttribute(lambda o: GroupDecision.THEME if o.over else "")
    decision_reason = factory.LazyAttribute(lambda o: "Agencies differ." if o.over else "")
    decided_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.over else None)
    what_changed = factory.LazyAttribute(lambda o: "A new guide." if o.state == NationalState.CLOSED else "")
    closed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == NationalState.CLOSED else None)


def asked_for_assurance(review: NationalReview, **facts) -> Return:
    """Return what one agency is asked after a national review, by letter."""
    request = RequestFactory(kind=ASSURANCE.key, about=review, about_reference=review.reference)
    return ReturnFactory(request=request, **facts)
