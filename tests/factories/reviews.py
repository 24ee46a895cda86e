"""Incidents and reviews, each in the state that the test asks for, as its moves would have left it."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from reviews.choices import (
    AFTER_NOTIFICATION,
    BEFORE_THE_MEETING,
    DECIDED,
    REPLIED_OR_LATER,
    SENT_OR_LATER,
    SIGNED_OFF_OR_LATER,
    Decision,
    IncidentState,
    Nature,
    Partner,
    ReviewState,
)
from reviews.models import LocalReview, RapidReview, SeriousIncident
from tests.factories.partnership import AgencyFactory, CaseFactory, PersonFactory


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = SeriousIncident

    class Params:
        decided = factory.LazyAttribute(lambda o: o.state in DECIDED)
        notified = factory.LazyAttribute(lambda o: o.state in AFTER_NOTIFICATION)

    case = factory.SubFactory(CaseFactory)
    lead = factory.SubFactory(AgencyFactory)
    nature = Nature.SERIOUS_HARM
    occurred_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=3))
    aware_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
    summary = "What is known so far."
    state = IncidentState.REFERRED
    recorded_by = factory.SubFactory(PersonFactory)
    rationale = factory.LazyAttribute(lambda o: "The criteria were weighed." if o.decided else "")
    decided_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.decided else None)
    decided_by = factory.LazyAttribute(lambda o: o.recorded_by if o.decided else None)
    panel_reference = factory.LazyAttribute(lambda o: "SIN-1234" if o.notified else "")
    notified_at = factory.LazyAttribute(lambda o: o.aware_at + timedelta(hours=20) if o.notified else None)


class RapidReviewFactory(DjangoModelFactory):
    class Meta:
        model = RapidReview

    class Params:
        final = factory.LazyAttribute(lambda o: o.state in SIGNED_OFF_OR_LATER)
        gone = factory.LazyAttribute(lambda o: o.state in SENT_OR_LATER)
        replied = factory.LazyAttribute(lambda o: o.state in REPLIED_OR_LATER)

    incident = factory.SubFactory(IncidentFactory, state=IncidentState.REVIEW_OPENED)
    state = ReviewState.OPEN
    meeting_on = factory.LazyAttribute(lambda o: None if o.state in BEFORE_THE_MEETING else timezone.localdate())
    decision = factory.LazyAttribute(lambda o: Decision.SUFFICIENT if o.final else "")
    decision_reason = factory.LazyAttribute(lambda o: "The review found the learning." if o.final else "")
    signed_off_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.final else None)
    sent_at = factory.LazyAttribute(lambda o: timezone.now() if o.gone else None)
    panel_replied_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.replied else None)
    panel_reply = factory.LazyAttribute(lambda o: "agrees" if o.replied else "")
    withdrawal_acknowledged_on = factory.LazyAttribute(
        lambda o: timezone.localdate() if o.state == ReviewState.ENDED else None
    )


class LocalReviewFactory(DjangoModelFactory):
    class Meta:
        model = LocalReview

    rapid_review = factory.SubFactory(RapidReviewFactory, state=ReviewState.CONCLUDED)
    decided_on = factory.LazyFunction(timezone.localdate)

    class Params:
        # The Panel has had the report for long enough: it may be published today.
        copied = factory.Trait(copy_sent_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20)))


def fill_in(incident: SeriousIncident) -> SeriousIncident:
    """Answer the statutory test with yes and record three views, so that the partners can decide."""
    from reviews.choices import Answer, Criterion, View
    from reviews.models import CriterionAnswer, PartnerView

    for criterion in Criterion:
        CriterionAnswer.objects.create(incident=incident, criterion=criterion, answer=Answer.YES, reason="It is known.")
    for partner in Partner:
        PartnerView.objects.create(
            incident=incident,
            partner=partner,
            view=View.NOTIFY,
            given_by_name=f"Lead for {partner.label}",
            given_on=timezone.localdate(),
            reason="The criteria are met.",
            recorded_by=incident.recorded_by,
        )
    return incident
