"""The register of single-agency audits, one audit, and what was looked at already."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.single_agency import LookedAtForm, SingleAuditForm
from audits.models import SingleAgencyAudit
from audits.presenters.single_agency import looked_line, single_audit_page
from audits.queries.looked_at import looked_at as find
from audits.queries.single_agency import (
    agencies_to_record_for,
    single_audits_changed_by,
    single_audits_for,
    single_audits_to_list,
)
from audits.services import single_agency as services
from audits.tables_of_single_audits import SingleAuditFilter, SingleAuditTable
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership.queries import agencies_to_name
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning.likeness import topic_name

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def register(request: HttpRequest) -> HttpResponse:
    records = request.user.may(Permission.RECORD_LEARNING)
    return list_page(
        request,
        queryset=single_audits_to_list(request.user),
        filterset_class=SingleAuditFilter,
        table_class=SingleAuditTable,
        title="Single-agency audits",
        template="audits/single_audits.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Audits that agencies do of their own practice are listed here, from their returns or one by one.",
        context={"new_url": reverse("audits:single-agency-audit-new") if records else ""},
    )


@require_safe
def audit(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(single_audits_for(request.user), reference=reference)
    return render(request, "audits/single_audit.html", single_audit_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def new(request: HttpRequest) -> HttpResponse:
    """Record an audit: the business unit for any agency, others for their own."""
    agencies = agencies_to_record_for(request.user, agencies_to_name())

    def save(form: SingleAuditForm) -> Any:
        record = services.record_audit(by=request.user, audit=form.instance, agencies=agencies)
        return record, f"{record.reference} is in the register."

    return form_page(
        request,
        SingleAuditForm,
        instance=SingleAgencyAudit(finished_on=timezone.localdate()),
        initial={"agency": request.user.agency},
        form_kwargs={"agencies": agencies},
        title="Record a single-agency audit",
        save=save,
        back=reverse("audits:single-agency-audits"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(single_audits_changed_by(request.user), reference=reference)
    agencies = agencies_to_record_for(request.user, agencies_to_name())
    return form_page(
        request,
        SingleAuditForm,
        instance=record,
        form_kwargs={"agencies": agencies},
        title="Change the audit",
        caption=record.reference,
        save=lambda form: services.record_audit(by=request.user, audit=form.instance, agencies=agencies),
        back=record.get_absolute_url(),
    )


@require_safe
@needs(Permission.SEE_LEARNING)
def looked_at(request: HttpRequest) -> HttpResponse:
    """Find among all audits what was looked at already, before another is proposed."""
    form = LookedAtForm(request.GET if "q" in request.GET else None)
    text = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found, topics = find(request.user, text)
    page = {
        "title": "Already looked at this?",
        "form": form,
        "asked": text,
        "found": [looked_line(one) for one in found],
        "topics": [topic_name(topic) for topic in topics],
        "propose_url": reverse("audits:audit-new") if request.user.may(Permission.RECORD_LEARNING) else "",
    }
    return render(request, "audits/looked_at.html", page)
