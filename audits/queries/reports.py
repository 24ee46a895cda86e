"""Which audits have a report that a person may read: those who work on audits its draft, others what was agreed."""

from django.db.models import QuerySet

from audits.choices import AuditState, from_state_on
from audits.models import AgreedReport, MultiAgencyAudit
from audits.queries.multi_agency import audits_for, works_on
from escp.partnership.models import Person


def audits_with_a_report(person: Person) -> QuerySet[MultiAgencyAudit]:
    """Return the audits whose report a person may read, with all that it draws on."""
    first = AuditState.REPORT_DRAFTED if works_on(person) else AuditState.AGREED
    rows = audits_for(person).filter(state__in=from_state_on(first))
    return rows.select_related("activity", "terms__tool__questionnaire", "agreed_report")


def agreed_report_of(audit: MultiAgencyAudit) -> AgreedReport | None:
    """Return the report as the PIG agreed it, or None while it is a draft."""
    return getattr(audit, "agreed_report", None)
