"""Pages about whole cases at any length, for the counts of queries in `test_queries.py`."""

from django.urls import reverse

from reviews.choices import IncidentState, ReviewState
from reviews.models import EnquiryLine
from reviews.processes import ProcessType
from tests.factories.actionplans import ActionLinkFactory, RecommendationFactory, ready_to_close
from tests.factories.documents import a_document
from tests.factories.learning import FindingFactory, FindingLinkFactory
from tests.factories.local_reviews import rows_beside
from tests.factories.parallel import ProcessFactory, a_hold
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory, an_agency_asked


def parallel(rows, _):
    held = a_hold()
    for number in range(rows):
        EnquiryLine.objects.create(case=held.process.case, question=f"Question {number}")
        kind = ProcessType.values[number % len(ProcessType)]
        if kind != held.process.kind and number < len(ProcessType):
            ProcessFactory(case=held.process.case, kind=kind)
    return reverse("reviews:parallel", args=[held.process.case.incidents.get().reference])


def timeline(rows, _):
    review = an_agency_asked(RapidReviewFactory(state=ReviewState.CONCLUDED)).request.about
    for number in range(rows):
        finding = FindingFactory(activity=review.activity)
        point = FindingLinkFactory(finding=finding).learning_point
        ActionLinkFactory(learning_point=point, action=ready_to_close())
        an_agency_asked(review)
        a_document(review)
        if number < len(ProcessType):
            ProcessFactory(case=review.case, kind=ProcessType.values[number], dates={"opened": "2026-01-05"})
    return reverse("reviews:timeline", args=[review.incident.reference])


def radar(rows, _):
    for _ in range(rows):
        ProcessFactory()
    return reverse("reviews:parallel-radar")


def considered(rows, _):
    for _ in range(rows):
        IncidentFactory(state=IncidentState.NOT_NOTIFIED)
    return reverse("reviews:incidents-considered")


def rapid_review(rows, _):
    record = RapidReviewFactory(state=ReviewState.MEETING_HELD)
    for _ in range(rows):
        FindingLinkFactory(finding__activity=record.activity)
        an_agency_asked(record)
        RapidReviewFactory(state=ReviewState.REPLIED)
        RecommendationFactory(activity=record.activity)
    return record.get_absolute_url()


def local_review(rows, _):
    record = LocalReviewFactory()
    for _ in range(rows):
        FindingFactory(activity=record.activity)
        rows_beside(record)
    return record.get_absolute_url()
