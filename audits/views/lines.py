"""What agencies wrote in an audit, and the findings and actions that begin there. Pseudonyms, marked and logged."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.lines import LineActionForm
from audits.headings import Graded
from audits.models import MultiAgencyAudit
from audits.presenters.lines import first_words, lines_page, lines_url, place_in_words
from audits.queries.lines import WrittenLine, audits_whose_lines_are_read, line_of
from audits.queries.moderation import headings_in
from audits.services import lines as services
from escp.access.decorators import needs
from escp.access.log import A_FORM, will_show
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from learning.models import Finding
from learning.views.findings import new_finding_page

FORM_METHODS = ["GET", "HEAD", "POST"]


def _audit(request: HttpRequest, reference: str, page: str = "") -> MultiAgencyAudit:
    record: MultiAgencyAudit = get_object_or_404(audits_whose_lines_are_read(request.user), reference=reference)
    will_show(request, f"opened {page} what agencies wrote in an audit".replace("  ", " "), record.reference)
    return record


def _line(request: HttpRequest, reference: str, number: int, question: str) -> tuple[MultiAgencyAudit, WrittenLine]:
    audit = _audit(request, reference, A_FORM)
    line = line_of(audit, headings_in(audit), number, question)
    if line is None:
        raise Http404
    return audit, line


@require_safe
@needs(Permission.SEE_AUDITS)
def lines(request: HttpRequest, reference: str) -> HttpResponse:
    audit = _audit(request, reference)
    return render(request, "audits/lines.html", lines_page(audit, request.user, request.GET.get("heading", "")))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def heading_finding(request: HttpRequest, reference: str, heading: str) -> HttpResponse:
    """Record a finding under a heading of the tool, from no line by itself."""
    audit = _audit(request, reference, A_FORM)
    graded = next((one for one in headings_in(audit) if one.key == heading), None)
    if graded is None:
        raise Http404
    return _new_finding(request, audit, graded, None)


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def line_finding(request: HttpRequest, reference: str, number: int, question: str) -> HttpResponse:
    audit, line = _line(request, reference, number, question)
    return _new_finding(request, audit, line.heading, line)


def _new_finding(
    request: HttpRequest, audit: MultiAgencyAudit, heading: Graded, line: WrittenLine | None
) -> HttpResponse:
    def record(finding: Finding) -> Finding:
        return services.begin_finding(by=request.user, audit=audit, heading=heading, line=line, finding=finding)

    return new_finding_page(
        request,
        audit.activity,
        record=record,
        initial=first_words(line) if line else None,
        caption=f"{place_in_words(line) if line else heading.title}, {audit.reference}",
        back=lines_url(audit, heading),
        marking=True,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def line_action(request: HttpRequest, reference: str, number: int, question: str) -> HttpResponse:
    """Begin an action from a line: what is recommended because of it stands with the audit; the action answers it."""
    audit, line = _line(request, reference, number, question)

    def save(form: Any) -> Any:
        given = {name: form.cleaned_data[name] for name in ("recommended", "learning_point", "contributing", "why")}
        record = services.begin_action(by=request.user, audit=audit, line=line, action=form.save(commit=False), **given)
        return record, f"{record.reference} is recorded as a draft. Say next how its impact will be judged."

    return form_page(
        request,
        LineActionForm,
        form_kwargs={"person": request.user},
        initial={"recommended": line.words, "lead_agency": line.asked.agency_id},
        title="Record an action",
        caption=f"{place_in_words(line)}, {audit.reference}",
        save=save,
        back=lines_url(audit, line.heading),
        submit_label="Save as a draft",
        context={"marking": True},
    )
