"""The cases of an audit as a page: the sample in its drawn order with who audits what, the frame, every drawing."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from audits.choices import CASES_CHANGEABLE, CASES_OPEN, AuditState, CaseStanding
from audits.models import AuditCase, MultiAgencyAudit
from audits.presenters.multi_agency import viewer_of
from audits.queries.multi_agency import agencies_in, frame_of, sample_of, terms_of
from audits.shares import auditor_of
from escp.partnership.models import Person
from escp.ui.lists import page_of

ON_A_PAGE = 50
COLOURS = {CaseStanding.SAMPLED: "blue", CaseStanding.EXCLUDED: "grey", CaseStanding.IN_FRAME: "grey"}


@dataclass(frozen=True)
class Line:
    """One case as the page shows it, with who audits it for each agency."""

    case: AuditCase
    colour: str
    auditors: list[str]
    change_url: str
    exclude_url: str
    remove_url: str


def cases_page(audit: MultiAgencyAudit, person: Person, number: str | None = None) -> dict[str, Any]:
    """Return the context of the page of cases, fifty at a time."""
    viewer = viewer_of(person)
    changes = viewer.runs and audit.state in CASES_CHANGEABLE
    agencies, size, drawn = agencies_in(audit), terms_of(audit).sample_size or 0, len(sample_of(audit))
    adds = viewer.runs and audit.state in CASES_OPEN
    page = page_of(Paginator(frame_of(audit), ON_A_PAGE), number)
    short = changes and audit.reached(AuditState.SAMPLE_DRAWN) and drawn < size
    return {
        "marking": True,
        "audit": audit,
        "title": f"Cases: {audit.title}",
        "caption": audit.reference,
        "page": page,
        "lines": [_line(audit, case, agencies, changes) for case in page],
        "count": f"{drawn} of {size} in the sample, {len(frame_of(audit))} in the sampling frame.",
        "draws": list(audit.draws.select_related("drawn_by")),
        "add_url": reverse("audits:cases-add", args=[audit.reference]) if adds else "",
        "file_url": reverse("audits:cases-file", args=[audit.reference]) if adds else "",
        "fill_url": reverse("audits:cases-fill", args=[audit.reference]) if short else "",
    }


def _line(audit: MultiAgencyAudit, case: AuditCase, agencies: list[Any], changes: bool) -> Line:
    auditors = []
    if case.standing == CaseStanding.SAMPLED:
        for one in agencies:
            auditor = auditor_of(case, one)
            auditors.append(f"{one.agency.short_name}: {auditor or 'nobody yet'}")
    open_case = changes and case.standing != CaseStanding.EXCLUDED
    removable = changes and audit.state in CASES_OPEN and case.place is None
    return Line(
        case,
        COLOURS[CaseStanding(case.standing)],
        auditors,
        reverse("audits:case", args=[audit.reference, case.pk]) if open_case else "",
        reverse("audits:case-exclude", args=[audit.reference, case.pk]) if open_case else "",
        reverse("audits:case-remove", args=[audit.reference, case.pk]) if removable else "",
    )
