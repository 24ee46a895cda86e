"""The register of risks on the horizon, one of them, and the forms that log and change it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from intelligence.external.presenters import page_above
from intelligence.horizon import services
from intelligence.horizon.forms import NewRiskForm, RiskForm
from intelligence.horizon.presenters import risk_page
from intelligence.horizon.queries import indicator_with, risks_for, risks_to_list
from intelligence.horizon.tables import RiskFilter, RiskTable

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def horizon(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=risks_to_list(request.user),
        filterset_class=RiskFilter,
        table_class=RiskTable,
        title="Horizon",
        template="intelligence/horizon/horizon.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Risks appear here once somebody puts one on the horizon.",
        context={"may_log": request.user.may(Permission.KEEP_INTELLIGENCE), "above": page_above(request.user)},
    )


@require_safe
def risk(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(risks_for(request.user), reference=reference)
    return render(request, "intelligence/horizon/risk.html", risk_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def new(request: HttpRequest) -> HttpResponse:
    """Put a risk on the horizon. `?indicator=` names the indicator on whose chart it shows."""
    shown = indicator_with(request.user, request.GET.get("indicator", ""))

    def save(form: NewRiskForm) -> Any:
        record = services.log_risk(by=request.user, risk=form.save(commit=False), audit=form.cleaned_data["audit"])
        also = " An audit of it is proposed." if form.cleaned_data["audit"] else ""
        return record, f"{record.reference} stands on the horizon.{also}"

    initial: dict[str, Any] = {"owner": request.user}
    if shown is not None:
        initial |= {"indicator": shown, "seen_by": f"The chart of {shown}", "title": shown.name}
    return form_page(
        request,
        NewRiskForm,
        form_kwargs={"person": request.user},
        initial=initial,
        title="Put a risk on the horizon",
        save=save,
        back=shown.get_absolute_url() if shown else reverse("intelligence:horizon"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(risks_for(request.user), reference=reference)
    return form_page(
        request,
        RiskForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change the risk",
        caption=str(record),
        save=lambda form: services.change_risk(by=request.user, risk=form.save(commit=False)),
        back=record.get_absolute_url(),
    )
