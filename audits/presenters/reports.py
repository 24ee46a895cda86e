"""The page of an audit’s report: its pieces, and from each heading of the tool the steps to a finding
and to what agencies wrote under it."""

from typing import Any

from audits.models import MultiAgencyAudit
from audits.presenters.lines import heading_finding_url, lines_url
from audits.queries.moderation import headings_in
from audits.queries.multi_agency import works_on
from audits.queries.reports import agreed_report_of
from audits.reports.audit_report import REPORT_TITLE, report_pieces
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.reports.report import Report, shown
from escp.ui.words import date_in_words


def report_page(audit: MultiAgencyAudit, person: Person) -> dict[str, Any]:
    """Return the context of the page of a report."""
    agreed = agreed_report_of(audit)
    pieces = shown(Report(REPORT_TITLE, audit.reference, report_pieces(audit, person)))
    records = person.may(Permission.RECORD_LEARNING) and agreed is None
    by_title = {one.title: one for one in headings_in(audit)} if records or works_on(person) else {}
    for piece in pieces:
        heading = by_title.get(piece.get("heading", ""))
        piece["finding_url"] = heading_finding_url(audit, heading) if heading and records else ""
        piece["lines_url"] = lines_url(audit, heading) if heading and works_on(person) else ""
    standing = (
        f"As the Practice Improvement Group agreed it on {date_in_words(audit.agreed_on)}."
        if agreed and audit.agreed_on
        else "A draft: it follows the records until the Practice Improvement Group agrees it."
    )
    return {
        "title": "Report",
        "caption": str(audit),
        "audit": audit,
        "standing": standing,
        "digest": agreed.digest if agreed else "",
        "pieces": pieces,
    }
