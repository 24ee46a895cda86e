"""The report of a multi-agency audit and its learning on one page, made by the worker as PDF or Word."""

from collections.abc import Callable

from django.utils import timezone

from audits.models import MultiAgencyAudit
from audits.queries.reports import agreed_report_of, audits_with_a_report
from audits.report_text import from_data, one_page_of, report_of
from escp.partnership.models import Person
from escp.reports import kinds
from escp.reports.report import Report, write_as
from escp.reports.word import Piece

REPORT_TITLE, PAGE_TITLE = "Report of a multi-agency audit", "Learning on one page"


def report_pieces(audit: MultiAgencyAudit, person: Person) -> list[Piece]:
    """Return the report: as it was agreed, or while it is a draft as the records stand."""
    agreed = agreed_report_of(audit)
    return from_data(agreed.pieces) if agreed is not None else report_of(audit, person)


def _audit(person: Person, reference: str) -> MultiAgencyAudit | None:
    row: MultiAgencyAudit | None = audits_with_a_report(person).filter(reference=reference).first()
    return row


def knows(person: Person, *, reference: str, form: str) -> bool:
    """Say whether the report of an audit is open to a person now."""
    return _audit(person, reference) is not None


def _maker(title: str, pieces: Callable[[MultiAgencyAudit, Person], list[Piece]]) -> Callable[..., kinds.File]:
    def make(person: Person, *, reference: str, form: str) -> kinds.File:
        audit = _audit(person, reference)
        if audit is None:
            raise LookupError("The report is no longer open to this person.")
        report = Report(f"{title}: {audit.title}", reference, pieces(audit, person))
        return write_as(report, form, made_at=timezone.now(), made_for=person.full_name)

    return make


REPORT = kinds.PaperKind(
    "audits.report", REPORT_TITLE, _maker(REPORT_TITLE, report_pieces), may=lambda person, record: True, knows=knows
)
ONE_PAGE = kinds.PaperKind(
    "audits.one-page", PAGE_TITLE, _maker(PAGE_TITLE, one_page_of), may=lambda person, record: True, knows=knows
)
