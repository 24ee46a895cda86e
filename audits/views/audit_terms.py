"""The terms of reference of an audit, what was approved of them, who takes part, and the library of methods."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.audit_terms import PAGES, ApproveAgainForm, AuditedAgencyForm, MethodForm, terms_form
from audits.models import AuditedAgency, AuditMethod, MultiAgencyAudit
from audits.presenters.audit_terms import methods_page, terms_page
from audits.queries.multi_agency import audit_pages_for, audits_for, methods_for, taking_part_for, terms_of
from audits.services import audit_terms as services
from audits.terms_text import digest_of, terms_text
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm

FORM_METHODS = ["GET", "HEAD", "POST"]


def _audit(request: HttpRequest, reference: str) -> MultiAgencyAudit:
    return get_object_or_404(audits_for(request.user), reference=reference)


def _terms_url(audit: MultiAgencyAudit) -> str:
    return reverse("audits:terms", args=[audit.reference])


def _said(names: list[str]) -> Callable[[Any], str]:
    """Return what tells one state of a page from another, so that others may write on the other pages."""
    return lambda row: hashlib.sha256(repr([_value(row, name) for name in names]).encode()).hexdigest()[:16]


def _value(row: Any, name: str) -> Any:
    if name == "methods":
        return sorted(row.methods.values_list("pk", flat=True)) if row.pk else []
    return getattr(row, name)


@require_safe
@needs(Permission.SEE_LEARNING)
def terms(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(audit_pages_for(request.user), reference=reference)
    return render(request, "audits/terms.html", terms_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def write(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """Write one page of the terms of reference. Two people on two pages do not meet."""
    record = _audit(request, reference)
    if part not in PAGES:
        raise Http404
    page = PAGES[part]

    def save(form: Any) -> str:
        services.write_terms(
            by=request.user, audit=record, terms=form.save(commit=False), save_rows=lambda: form.save_m2m()
        )
        return _terms_url(record)

    return form_page(
        request,
        terms_form(page),
        instance=terms_of(record),
        title=page.title,
        caption=f"Terms of reference, {record.reference}",
        save=save,
        back=_terms_url(record),
        version=_said(list(page.questions)),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.AGREE_AUDITS)
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the PIG approved changed terms of reference: as they read now, or the reader looks again."""
    record = _audit(request, reference)

    def save(form: ApproveAgainForm) -> str:
        services.approve_again(by=request.user, audit=record, **form.cleaned_data)
        return _terms_url(record)

    return form_page(
        request,
        ApproveAgainForm,
        title="Record that the PIG approved the changed terms of reference",
        caption=record.reference,
        save=save,
        back=_terms_url(record),
        version=lambda _: digest_of(terms_text(_audit(request, reference))),
    )


def _agency_form(request: HttpRequest, record: MultiAgencyAudit, row: AuditedAgency, title: str) -> HttpResponse:
    def save(form: Any) -> str:
        services.name_agency(by=request.user, taking_part=form.save(commit=False))
        return _terms_url(record)

    return form_page(
        request,
        AuditedAgencyForm,
        instance=row,
        title=title,
        caption=record.reference,
        save=save,
        back=_terms_url(record),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def agency_new(request: HttpRequest, reference: str) -> HttpResponse:
    record = _audit(request, reference)
    return _agency_form(request, record, AuditedAgency(audit=record), "Add an agency that takes part")


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def agency(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    record = _audit(request, reference)
    row = get_object_or_404(taking_part_for(request.user), audit=record, pk=number)
    return _agency_form(request, record, row, "Change who audits for an agency")


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def agency_remove(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Leave an agency out that was named by mistake or no longer takes part."""
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    record = _audit(request, reference)
    row = get_object_or_404(taking_part_for(request.user), audit=record, pk=number)

    def save(form: Any) -> Any:
        services.leave_agency_out(by=request.user, taking_part=form.instance)
        return _terms_url(record), f"{row.agency} no longer takes part."

    return form_page(
        request,
        GovForm,
        instance=row,
        title="Leave an agency out",
        caption=f"{row.agency}, {reference}",
        save=save,
        back=_terms_url(record),
        destructive=True,
        submit_label="Leave it out",
    )


@require_safe
@needs(Permission.SEE_LEARNING)
def methods(request: HttpRequest) -> HttpResponse:
    return render(request, "audits/methods.html", methods_page(request.user))


def _method_form(request: HttpRequest, row: AuditMethod, title: str) -> HttpResponse:
    def save(form: Any) -> str:
        method = form.save(commit=False)
        method.key = method.key or slugify(method.name)[:40] or "method"
        services.keep_method(by=request.user, method=method)
        return reverse("audits:methods")

    return form_page(
        request, MethodForm, instance=row, title=title, save=save, back=reverse("audits:methods"), caption="Methods"
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def method_new(request: HttpRequest) -> HttpResponse:
    return _method_form(request, AuditMethod(), "Add a method to the library")


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def method(request: HttpRequest, key: str) -> HttpResponse:
    return _method_form(request, get_object_or_404(methods_for(request.user), key=key), "Change a method")
