"""The audit tools of an audit: what came back of each case, and urgent flags. Under pseudonyms, marked and logged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.audit_tools import AcknowledgeForm, ResolveForm
from audits.presenters.audit_tools import tools_page
from audits.queries.audit_tools import flags_for
from audits.queries.multi_agency import audits_worked_on_by
from audits.services import audit_tools as services
from escp.access.decorators import needs
from escp.access.log import A_FORM, will_show
from escp.access.permissions import Permission
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_AUDITS)
def tools(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(audits_worked_on_by(request.user), reference=reference)
    will_show(request, "opened the returns of an audit", record.reference)
    return render(request, "audits/tools.html", tools_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def flag(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what was done about an urgent flag."""
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    row = get_object_or_404(flags_for(request.user), tool__case__audit__reference=reference, pk=number)
    will_show(request, f"opened {A_FORM} the returns of an audit", reference)
    back = reverse("audits:tools", args=[reference])

    def save(form: Any) -> Any:
        services.acknowledge(by=request.user, flag=form.instance, done=form.cleaned_data["done"])
        return back, f"{row.of.reference} is acknowledged. The case goes on."

    return form_page(
        request,
        AcknowledgeForm,
        instance=row,
        title="Acknowledge an urgent flag",
        caption=f"{row.tool.case}, {row.of.agency}, {reference}",
        save=save,
        back=back,
        context={"marking": True},
        submit_label="Record it and let the case go on",
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def flag_resolved(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record how an urgent flag was resolved, once it is acknowledged."""
    row = get_object_or_404(flags_for(request.user), tool__case__audit__reference=reference, pk=number)
    will_show(request, f"opened {A_FORM} the returns of an audit", reference)
    back = reverse("audits:tools", args=[reference])

    def save(form: Any) -> Any:
        services.resolve(by=request.user, flag=form.instance, resolution=form.cleaned_data["resolution"])
        return back, f"{row.of.reference} is resolved."

    return form_page(
        request,
        ResolveForm,
        instance=row,
        title="Resolve an urgent flag",
        caption=f"{row.tool.case}, {row.of.agency}, {reference}",
        save=save,
        back=back,
        context={"marking": True},
        submit_label="Record it as resolved",
    )
