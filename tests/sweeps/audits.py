"""Pages of audits with as many rows as asked for."""

from django.urls import reverse

from audits.choices import AuditState
from tests.factories.audits import MultiAgencyAuditFactory, an_audit
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


AUDITS = {audits: 8, audit: 23}
