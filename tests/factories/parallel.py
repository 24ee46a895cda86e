"""Other processes beside a case, each in the state that the test asks for."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from reviews.choices import Answer
from reviews.models import EnquiryLine, Hold, ImmediateAction, ParallelProcess
from reviews.processes import IS_THERE, ProcessState, ProcessType
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory


class ProcessFactory(DjangoModelFactory):
    class Meta:
        model = ParallelProcess

    class Params:
        there = factory.LazyAttribute(lambda o: o.state in IS_THERE)

    case = factory.LazyFunction(lambda: IncidentFactory().case)
    kind = ProcessType.CORONER
    state = ProcessState.EXISTS
    answer = factory.LazyAttribute(
        lambda o: Answer.YES if o.there else Answer.NO if o.state == ProcessState.NONE else Answer.NOT_KNOWN
    )
    answered_by = factory.SubFactory(PersonFactory)
    lead_body = factory.LazyAttribute(lambda o: "The coroner" if o.there else "")
    concluded_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == ProcessState.CONCLUDED else None)


def a_hold(**facts) -> Hold:
    """Return the publication of a local review waiting for an inquest, by the service that lets it wait."""
    from escp.deadlines.queries import deadlines_of
    from reviews import services

    today = timezone.localdate()
    review = LocalReviewFactory(decided_on=today - timedelta(days=30))
    process = ProcessFactory(case=review.case, effects=["publication", "interviews"])
    facts = {
        "starts_on": today - timedelta(days=10),
        "reason": "The inquest is resumed.",
        "decided_by_name": "Three partners",
        "decided_on": today - timedelta(days=10),
        "panel_told_on": today - timedelta(days=9),
    } | facts
    deadline = deadlines_of(review).get(clock="reviews.lcspr")
    return services.hold(by=PersonFactory(), process=process, deadline=deadline, **facts)


def an_immediate_action(review=None) -> dict[str, list]:
    """Return the parts of the address of something that a review has done at once."""
    review = review or RapidReviewFactory()
    action = ImmediateAction.objects.create(
        review=review, what="Check every clinic.", agency=AgencyFactory(), recorded_by=PersonFactory()
    )
    return {"immediate": [action.pk], "immediate of": [review.reference]}


def a_parallel_case() -> dict[str, list]:
    """Return the parts of the addresses of one case with a process, a question and something that waits."""
    held = a_hold()
    case = held.process.case
    reference = case.incidents.get().reference
    line = EnquiryLine.objects.create(case=case, question="Who knew of the injuries?", covers={"coroner": "answers"})
    return {
        "parallel process": [reference, held.process.kind],
        "parallel question": [reference, line.pk],
        "parallel hold": [reference, held.pk],
    }
