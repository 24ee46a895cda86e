"""Pages of audits with as many rows as asked for."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from audits.choices import AuditState, ProgrammeStep
from audits.services.programme import agree_programme, note_change
from tests.factories.actionplans import RecommendationFactory
from tests.factories.audit_tools import a_voice, agreed, drafted
from tests.factories.audits import AuditedAgencyFactory, MultiAgencyAuditFactory, a_priority, an_audit
from tests.factories.learning import FindingFactory


def audits(rows, _):
    for _number in range(rows):
        MultiAgencyAuditFactory()
    return reverse("audits:audits")


def audit(rows, _):
    record = an_audit(AuditState.SAMPLE_DRAWN, frame=rows + 2)
    for _number in range(rows):
        FindingFactory(activity=record.activity)
    return record.get_absolute_url()


def programme(rows, person):
    for number in range(rows):
        audit = MultiAgencyAuditFactory(planned_on=date(2026, 5, 1) + timedelta(days=number))
        audit.priorities.set([a_priority()])
        note_change(by=person, audit=audit, year=2026, step=ProgrammeStep.ADDED, why="It rises.")
        MultiAgencyAuditFactory(state=AuditState.IDEA)
        agree_programme(by=person, year=2026, agreed_on=timezone.localdate(), minute="PIG, item 1")
    return f"{reverse('audits:programme')}?year=2026"


def terms(rows, _):
    record = an_audit(AuditState.SAMPLE_DRAWN)
    for _number in range(rows):
        AuditedAgencyFactory(audit=record)
    return reverse("audits:terms", args=[record.reference])


def cases(rows, _):
    return reverse("audits:cases", args=[an_audit(AuditState.SAMPLE_DRAWN, frame=rows + 2).reference])


def agreed_report(rows, _):
    record = agreed()
    for _number in range(rows):
        FindingFactory(activity=record.activity)
    return reverse("audits:report", args=[record.reference])


def draft_of_a_report(rows, _):
    record = drafted()
    for _number in range(rows):
        FindingFactory(activity=record.activity)
        RecommendationFactory(activity=record.activity)
        a_voice(record)
    return reverse("audits:report", args=[record.reference])


AUDITS = {agreed_report: 3, draft_of_a_report: 21, terms: 10, cases: 12, programme: 11, audits: 6, audit: 25}
