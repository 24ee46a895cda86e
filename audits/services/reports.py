"""Keeping the report of an audit as the PIG agreed it."""

from audits.models import AgreedReport, MultiAgencyAudit
from audits.report_text import as_data, digest_of, report_of
from escp.partnership.models import Person


def keep_report(*, by: Person, audit: MultiAgencyAudit) -> AgreedReport:
    """Keep what the report says now, with its SHA-256. Called within the move that records the agreement."""
    data = as_data(report_of(audit, by))
    return AgreedReport.objects.create(audit=audit, pieces=data, digest=digest_of(data), kept_by=by)
