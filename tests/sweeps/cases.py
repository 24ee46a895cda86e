"""Pages about whole cases at any length, for the counts of queries in `test_queries.py`."""

from django.urls import reverse

from reviews.models import EnquiryLine
from reviews.processes import ProcessType
from tests.factories.parallel import ProcessFactory, a_hold


def parallel(rows, _):
    held = a_hold()
    for number in range(rows):
        EnquiryLine.objects.create(case=held.process.case, question=f"Question {number}")
        kind = ProcessType.values[number % len(ProcessType)]
        if kind != held.process.kind and number < len(ProcessType):
            ProcessFactory(case=held.process.case, kind=kind)
    return reverse("reviews:parallel", args=[held.process.case.incidents.get().reference])


def radar(rows, _):
    for _ in range(rows):
        ProcessFactory()
    return reverse("reviews:parallel-radar")
