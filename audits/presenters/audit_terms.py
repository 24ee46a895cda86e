"""The terms of reference of an audit as a page: what they say now, who takes part, and every text the PIG approved."""

from typing import Any

from django.urls import reverse

from audits.choices import TERMS_WRITABLE
from audits.forms.audit_terms import PAGES
from audits.models import AuditedAgency, MultiAgencyAudit
from audits.presenters.multi_agency import viewer_of
from audits.queries.multi_agency import agencies_in, methods_for, terms_of
from audits.terms_text import NOT_WRITTEN, approval_that_counts
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import date_in_words


def terms_page(audit: MultiAgencyAudit, person: Person) -> dict[str, Any]:
    """Return the context of the page of the terms of reference."""
    viewer = viewer_of(person)
    writes = viewer.runs and audit.state in TERMS_WRITABLE
    approvals, counts = list(audit.terms_approvals.all()), approval_that_counts(audit)
    again = viewer.agrees and approvals and counts is None and audit.state in TERMS_WRITABLE
    return {
        "audit": audit,
        "title": f"Terms of reference: {audit.title}",
        "caption": audit.reference,
        "approved": counts,
        "changed": bool(approvals) and counts is None,
        "approve_url": reverse("audits:terms-approve", args=[audit.reference]) if again else "",
        "sections": [(page.title, _rows(audit, key, writes)) for key, page in PAGES.items()],
        "agencies": [_agency(audit, one, writes, viewer.works) for one in agencies_in(audit)],
        "leave_out": _leave_out(audit) if writes and audit.tools_issued_on is None else [],
        "add_url": reverse("audits:agency-new", args=[audit.reference]) if writes else "",
        "approvals": approvals,
    }


def _leave_out(audit: MultiAgencyAudit) -> list[tuple[str, str]]:
    """Return each agency that takes part with the page that leaves it out."""
    return [
        (str(one.agency), reverse("audits:agency-remove", args=[audit.reference, one.pk])) for one in agencies_in(audit)
    ]


def _rows(audit: MultiAgencyAudit, key: str, writes: bool) -> list[Row]:
    terms = terms_of(audit)
    url = reverse("audits:terms-write", args=[audit.reference, key]) if writes else ""
    rows = []
    for name in PAGES[key].questions:
        heading = str(terms._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        words = _words(terms, name) or NOT_WRITTEN
        rows.append(Row(f"{heading[:1].upper()}{heading[1:]}", words, f"{url}#id_{name}" if url else ""))
    return rows


def _words(terms: Any, name: str) -> str:
    if name == "methods":
        return "\n".join(one.name for one in terms.methods.all()) if terms.pk else ""
    value = getattr(terms, name)
    if hasattr(value, "strftime"):
        return date_in_words(value)
    return str(value or "")


def _agency(audit: MultiAgencyAudit, one: AuditedAgency, writes: bool, works: bool) -> Row:
    said = f"{one.auditor}, {one.auditor_team or 'team not said'}" if one.auditor else "No auditor named yet"
    if one.stand_in:
        said += f"\nFor cases of that team: {one.stand_in}, {one.stand_in_team or 'team not said'}"
    url = reverse("audits:agency", args=[audit.reference, one.pk]) if writes else ""
    return Row(str(one.agency), said if works else "Takes part", url)


def methods_page(person: Person) -> dict[str, Any]:
    """Return the library of methods."""
    runs = person.may(Permission.RUN_AUDITS)
    return {
        "title": "Methods of auditing",
        "rows": [
            Row(
                one.name,
                f"{one.about}{'' if one.in_use else ' Not offered for new audits.'}",
                one.get_absolute_url() if runs else "",
            )
            for one in methods_for(person)
        ],
        "add_url": reverse("audits:method-new") if runs else "",
    }
