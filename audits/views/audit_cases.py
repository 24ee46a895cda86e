"""The cases of an audit: the frame, the sample with its seed, exclusions. Under pseudonyms, marked and logged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.audit_cases import ExcludeForm, FrameFileForm, FrameForm, TeamsForm
from audits.models import AuditCase, MultiAgencyAudit
from audits.presenters.audit_cases import cases_page
from audits.queries.multi_agency import audit_pages_for, audits_worked_on_by, cases_for
from audits.sampling import read_frame
from audits.services import audit_cases as services
from escp.access.decorators import needs
from escp.access.log import A_FORM, will_show
from escp.access.permissions import Permission
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm

FORM_METHODS = ["GET", "HEAD", "POST"]
MARKED = {"marking": True}


def _audit(request: HttpRequest, reference: str) -> MultiAgencyAudit:
    """Return an audit whose cases a person may see. What then shows them is logged."""
    record = get_object_or_404(audits_worked_on_by(request.user), reference=reference)
    will_show(request, f"opened {A_FORM} the cases of an audit", record.reference)
    return record


def _cases_url(audit: MultiAgencyAudit) -> str:
    return reverse("audits:cases", args=[audit.reference])


@require_safe
@needs(Permission.SEE_AUDITS)
def cases(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(audit_pages_for(request.user), reference=reference)
    will_show(request, "opened the cases of an audit", record.reference)
    return render(request, "audits/cases.html", cases_page(record, request.user, request.GET.get("page")))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    record = _audit(request, reference)

    def save(form: FrameForm) -> Any:
        number = services.add_cases(by=request.user, audit=record, rows=read_frame(form.cleaned_data["cases"]))
        return _cases_url(record), f"{number} case{'' if number == 1 else 's'} added to the sampling frame."

    return form_page(
        request,
        FrameForm,
        title="Add cases to the sampling frame",
        caption=record.reference,
        save=save,
        back=_cases_url(record),
        context=MARKED,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def add_file(request: HttpRequest, reference: str) -> HttpResponse:
    record = _audit(request, reference)

    def save(form: FrameFileForm) -> Any:
        number = services.add_cases_of_file(by=request.user, audit=record, file=form.cleaned_data["file"])
        return _cases_url(record), f"{number} case{'' if number == 1 else 's'} added to the sampling frame."

    return form_page(
        request,
        FrameFileForm,
        title="Add cases from a spreadsheet",
        caption=record.reference,
        save=save,
        back=_cases_url(record),
        context=MARKED,
        submit_label="Send the file",
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def fill(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring the sample to the size that the terms of reference say, by the drawn order."""
    record = _audit(request, reference)

    def save(form: Any) -> Any:
        came = services.fill_sample(by=request.user, audit=record)
        return _cases_url(record), f"{came} case{'' if came == 1 else 's'} came into the sample."

    return form_page(
        request,
        GovForm,
        title="Bring the sample to its size",
        caption=record.reference,
        save=save,
        back=_cases_url(record),
        context=MARKED,
    )


def _case(request: HttpRequest, reference: str, number: int) -> AuditCase:
    record = _audit(request, reference)
    return get_object_or_404(cases_for(request.user), audit=record, pk=number)


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def case(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    row = _case(request, reference, number)

    def save(form: Any) -> str:
        services.change_case(by=request.user, case=form.save(commit=False))
        return _cases_url(row.audit)

    return form_page(
        request,
        TeamsForm,
        instance=row,
        title="Teams that work with the child",
        caption=f"{row.pseudonym}, {reference}",
        save=save,
        back=_cases_url(row.audit),
        context=MARKED,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def remove(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Take a case out of the frame that was put in by mistake."""
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    row = _case(request, reference, number)
    back = _cases_url(row.audit)

    def save(form: Any) -> Any:
        services.remove_case(by=request.user, case=form.instance)
        return back, f"{row} is no longer in the sampling frame."

    return form_page(
        request,
        GovForm,
        instance=row,
        title="Remove a case",
        caption=f"{row.pseudonym}, {reference}",
        save=save,
        back=back,
        context=MARKED,
        destructive=True,
        submit_label="Remove it from the frame",
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def exclude(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    row = _case(request, reference, number)

    def save(form: Any) -> Any:
        following = services.exclude_case(by=request.user, case=form.instance, **form.cleaned_data)
        came = f" {following} takes its place: it is the next in the drawn order." if following else ""
        return _cases_url(row.audit), f"{row} is excluded.{came}"

    return form_page(
        request,
        ExcludeForm,
        instance=row,
        title="Exclude a case",
        caption=f"{row.pseudonym}, {reference}",
        save=save,
        back=_cases_url(row.audit),
        context=MARKED,
        destructive=True,
        submit_label="Exclude it",
    )
