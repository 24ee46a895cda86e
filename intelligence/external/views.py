"""The library of external learning, one item of it, and the forms that log and change it."""

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
from intelligence.external import services
from intelligence.external.forms import ExternalItemForm
from intelligence.external.presenters import external_page, page_above
from intelligence.external.queries import external_items_for, external_items_to_list
from intelligence.external.tables import ExternalFilter, ExternalTable

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def external(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=external_items_to_list(request.user),
        filterset_class=ExternalFilter,
        table_class=ExternalTable,
        title="External learning",
        template="intelligence/external/external.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="What others published appears here once somebody logs it.",
        context={"may_log": request.user.may(Permission.KEEP_INTELLIGENCE), "above": page_above(request.user)},
    )


@require_safe
def item(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(external_items_for(request.user), reference=reference)
    return render(request, "intelligence/external/item.html", external_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: ExternalItemForm) -> Any:
        record = services.log_item(by=request.user, item=form.save(commit=False), themes=form.cleaned_data["themes"])
        return record, f"{record.reference} is logged. Say within ten working days how much it matters here."

    return form_page(
        request,
        ExternalItemForm,
        form_kwargs={"person": request.user},
        title="Log learning from elsewhere",
        save=save,
        back=reverse("intelligence:external"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(external_items_for(request.user), reference=reference)
    return form_page(
        request,
        ExternalItemForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change the facts",
        caption=str(record),
        save=lambda form: services.change_item(
            by=request.user, item=form.save(commit=False), themes=form.cleaned_data["themes"]
        ),
        back=record.get_absolute_url(),
    )
