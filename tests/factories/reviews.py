"""Incidents and reviews, each in the state that the test asks for, as its moves would have left it."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from reviews.choices import (
    AFTER_NOTIFICATION,
    BEFORE_THE_MEETING,
    DECIDED,
    ENDED_LOCAL,
    REPLIED_OR_LATER,
    SENT_OR_LATER,
    SIGNED_OFF_OR_LATER,
    Decision,
    IncidentState,
    LocalReviewState,
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
    finished_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state in ENDED_LOCAL else None)
    discontinued_because = factory.LazyAttribute(lambda o: "No longer needed." if o.state == "discontinued" else "")
    state = LocalReviewState.PROPOSED

    class Params:
        # The Panel has had the report for long enough: it may be published today.
        copied = factory.Trait(
            state=LocalReviewState.PRE_PUBLICATION,
            copy_sent_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20)),
        )


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


def an_agency_asked(review: RapidReview, **facts):
    """Return what one agency is asked for in a review, by letter."""
    from reviews.asking import INFORMATION
    from tests.factories.returns import RequestFactory, ReturnFactory

    request = RequestFactory(
        kind=INFORMATION.key, about=review, about_reference=review.reference, case=review.case, senior_sign_off=True
    )
    return ReturnFactory(request=request, **facts)


def publish_questionnaire() -> None:
    """Publish what agencies are asked in a rapid review, as it comes with the service."""
    from escp.returns.services.shipping import load

    load(by=PersonFactory())


def write_in_full(review: RapidReview, **facts) -> RapidReview:
    """Write every text, weigh every criterion, decide and record a finding: the partners can sign."""
    from reviews import services
    from reviews.choices import ReviewCriterion
    from reviews.headings import FIELDS
    from tests.factories.learning import FindingFactory

    for name in FIELDS:
        if name not in ("decision", "characteristics"):
            setattr(review, name, f"Written: {name}.")
    review.decision = Decision.SUFFICIENT
    for name, value in facts.items():
        setattr(review, name, value)
    review.save()
    answers = dict.fromkeys(ReviewCriterion, (False, "Weighed."))
    services.weigh_criteria(by=PersonFactory(), review=review, answers=answers)
    FindingFactory(activity=review.activity)
    return review


def sign_all(review: RapidReview) -> RapidReview:
    """Record three signatures under the text as it stands."""
    from reviews import services

    for partner in Partner:
        services.sign(
            by=PersonFactory(),
            review=review,
            partner=partner,
            signed_by_name=f"Lead of {partner.label}",
            signed_on=timezone.localdate(),
        )
    return review


def signed_off(**facts) -> RapidReview:
    """Return a review that was written, signed by three partners and sealed."""
    from reviews.lifecycle import RAPID_REVIEW

    review = sign_all(write_in_full(RapidReviewFactory(state=ReviewState.MEETING_HELD), **facts))
    return RAPID_REVIEW.apply("record_sign_off", review, by=PersonFactory())
