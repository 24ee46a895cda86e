"""Pages about reports at any length, for the counts of queries in `test_queries.py`."""

from django.urls import reverse

from tests.factories.actionplans import ActionLinkFactory
from tests.factories.chronology import a_row
from tests.factories.learning import FindingLinkFactory
from tests.factories.partnership import ChildFactory
from tests.factories.redacted import an_edition_of
from tests.factories.reviews import RapidReviewFactory, an_agency_asked


def report(rows, _):
    record = RapidReviewFactory()
    for _ in range(rows):
        an_edition_of(record)
    return reverse("reviews:report", args=[record.reference])


def redacted_edition(rows, _):
    record = RapidReviewFactory(what_happened="Dr Specimen came. " * rows)
    for _ in range(rows):
        an_agency_asked(record)
        ActionLinkFactory(learning_point=FindingLinkFactory(finding__activity=record.activity).learning_point)
        ChildFactory(case=record.case)
        a_row(record)
    return an_edition_of(record).get_absolute_url()


REPORTS = {report: 5, redacted_edition: 33}
