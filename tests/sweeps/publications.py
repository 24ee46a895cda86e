"""Pages of what is published, with as many rows as asked for."""

from django.urls import reverse

from learning.yearly_report.queries import CONTRIBUTION
from tests.factories.actionplans import ActionFactory, EvidenceFactory, ImpactMeasureFactory
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.partnership import PriorityFactory
from tests.factories.publications import a_publication, a_report
from tests.factories.returns import RequestFactory, ReturnFactory
from tests.factories.scrutiny import ScrutinyFactory
from tests.factories.section_11 import a_cycle
from tests.factories.voice import SurveyFactory


def publications(rows, _):
    for number in range(rows):
        a_publication(("draft", "published")[number % 2])
    return reverse("learning:publications")


def publication(rows, _):
    return a_publication(parts=rows, kind="update").get_absolute_url()


def part(rows, _):
    record = a_publication(parts=rows, kind="update")
    return reverse("learning:publication-part", args=[record.reference, record.parts.first().pk])


def order(rows, _):
    return reverse("learning:publication-order", args=[a_publication(parts=rows).reference])


def correct(rows, _):
    return reverse("learning:publication-correct", args=[a_publication("published", parts=rows).reference])


def copy(rows, _):
    return reverse("learning:publication-copy", args=[a_publication("published", parts=rows).reference])


def published(rows, _):
    return reverse("learning:published", args=[a_publication("published", parts=rows).reference])


def published_list(rows, _):
    for _number in range(rows):
        a_publication("published")
    return reverse("learning:published-list")


def a_full_year(rows):
    """Let a year hold records of many kinds, and begin its report."""
    for number in range(rows):
        if number < 20:
            PriorityFactory(number=number + 1)
        MultiAgencyAuditFactory(state="agreed")
        EvidenceFactory(measure=ImpactMeasureFactory(action=ActionFactory(state="closed")), is_voice=True)
        SurveyFactory(state="shared")
        ScrutinyFactory(state="closed")
        a_cycle("final")
    return a_report()


def yearly_report(rows, _):
    return a_full_year(rows).get_absolute_url()


def draft(rows, _):
    return reverse("learning:publication-draft", args=[a_full_year(rows).reference])


def yearly_reports(rows, _):
    for number in range(rows):
        a_report(year=2016 + number)
    return reverse("learning:yearly-reports")


def yearly_report_gaps(rows, _):
    report = a_full_year(1)
    request = RequestFactory(kind=CONTRIBUTION, about=report, about_reference=report.reference)
    for _number in range(rows):
        ReturnFactory(request=request)
    return reverse("learning:yearly-report-gaps", args=[report.reference])


PUBLICATIONS = {publications: 4, publication: 25, part: 5, order: 5, correct: 3, copy: 3}
PUBLICATIONS |= {published: 4, published_list: 3}
PUBLICATIONS |= {yearly_report: 53, draft: 5, yearly_reports: 5, yearly_report_gaps: 7}
