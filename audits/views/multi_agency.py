"""Multi-agency audits: their list, the page of one, and the forms that propose and change it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.multi_agency import PROMPTED_BY_KIND, ChangeAuditForm, IdeaForm, ProposalForm
from audits.models import MultiAgencyAudit
from audits.presenters.multi_agency import audit_page
from audits.queries.multi_agency import audit_pages_for, audits_for, audits_to_list
from audits.queries.programme import origin_for
from audits.services import programme as services
from audits.tables import AuditFilter, AuditTable
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def audits(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=audits_to_list(request.user),
        filterset_class=AuditFilter,
        table_class=AuditTable,
        title="Multi-agency audits",
        template="audits/audits.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Audits are listed here once one is proposed.",
        context={
            "may_propose": request.user.may(Permission.RECORD_LEARNING),
            "sees_readiness": request.user.may(Permission.SEE_AUDITS),
        },
    )


@require_safe
def audit(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(audit_pages_for(request.user), reference=reference)
    return render(request, "audits/audit.html", audit_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def new(request: HttpRequest) -> HttpResponse:
    """Propose an audit: by the business unit with its place in the programme, in one step; by others as an idea.

    `?from=` names the record from whose page it is proposed; what of it fits stands in the form already.
    """
    origin = _origin(request)
    runs = request.user.may(Permission.RUN_AUDITS)

    def save(form: ProposalForm) -> Any:
        record = services.propose_audit(
            by=request.user, audit=form.instance, priorities=form.cleaned_data["priorities"], origin=origin
        )
        place = "It stands in the programme." if record.year else "It is kept as an idea."
        return record, f"{record.reference} is proposed. {place}"

    return form_page(
        request,
        ProposalForm if runs else IdeaForm,
        instance=MultiAgencyAudit(),
        initial={"lead": request.user.agency, **_drafted(origin)},
        title="Propose a multi-agency audit",
        template="audits/proposal.html",
        caption=f"From {origin[1].reference}" if origin else "",
        save=save,
        back=origin[1].get_absolute_url() if origin else reverse("audits:audits"),
    )


def _origin(request: HttpRequest) -> tuple[str, Any] | None:
    """Return the record that a proposal comes from, if the person may know of it."""
    return origin_for(request.user, request.GET.get("from", ""))


def _drafted(origin: tuple[str, Any] | None) -> dict[str, Any]:
    """Return what a proposal takes over from where it comes from: never its words, which may tell of a case."""
    if origin is None:
        return {}
    name, record = origin
    activity = getattr(record, "activity", record) if name in ("activity", "finding", "recommendation") else None
    prompted = PROMPTED_BY_KIND.get(activity.kind, "") if activity is not None else ""
    return {"prompted_by": prompted}


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(audits_for(request.user), reference=reference)

    def save(form: ChangeAuditForm) -> Any:
        chosen, why = form.cleaned_data["priorities"], form.cleaned_data.get("why", "")
        return services.change_audit(by=request.user, audit=form.instance, priorities=chosen, why=why)

    return form_page(
        request,
        ChangeAuditForm,
        instance=record,
        title="Change the audit",
        caption=record.reference,
        save=save,
        back=record.get_absolute_url(),
    )
