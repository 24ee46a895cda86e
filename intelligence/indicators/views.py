"""The catalogue of indicators: its list, one of them, changing it, defining it anew, the story behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.forms import GovForm
from escp.ui.lists import list_page
from intelligence.indicators import services
from intelligence.indicators.forms import CommentForm, DefinitionForm, IndicatorForm
from intelligence.indicators.queries import indicators_for
from intelligence.indicators.tables import IndicatorFilter, IndicatorTable
from intelligence.models import Comment, Definition, Indicator

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_INTELLIGENCE)
def indicators(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=indicators_for(request.user),
        filterset_class=IndicatorFilter,
        table_class=IndicatorTable,
        title="Indicators",
        template="intelligence/indicators/indicators.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Indicators appear here once the starter set, or one of your own, is added.",
        context={"keeps": request.user.may(Permission.KEEP_INTELLIGENCE)},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def starter(request: HttpRequest) -> HttpResponse:
    def save(form: Any) -> tuple[str, str]:
        number = services.add_starter_set(by=request.user)
        return reverse(
            "intelligence:indicators"
        ), f"{number} indicators are added. Those that were here stay as they are."

    return form_page(
        request,
        GovForm,
        title="Add the starter set of 45",
        save=save,
        submit_label="Add them",
        back=reverse("intelligence:indicators"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def new(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        IndicatorForm,
        title="Add an indicator",
        save=lambda form: _kept(request, form),
        back=reverse("intelligence:indicators"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def change(request: HttpRequest, code: str) -> HttpResponse:
    record = _found(request, code)
    return form_page(
        request,
        IndicatorForm,
        instance=record,
        title="Change the indicator",
        caption=code,
        save=lambda form: _kept(request, form),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def define(request: HttpRequest, code: str) -> HttpResponse:
    record = _found(request, code)

    def save(form: Any) -> str:
        services.define(by=request.user, definition=form.instance)
        return record.get_absolute_url()

    return form_page(
        request,
        DefinitionForm,
        instance=Definition(indicator=record),
        title="Define it anew",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def comment(request: HttpRequest, code: str) -> HttpResponse:
    record = _found(request, code)

    def save(form: Any) -> str:
        services.comment(by=request.user, said=form.instance)
        return record.get_absolute_url()

    return form_page(
        request,
        CommentForm,
        instance=Comment(indicator=record),
        form_kwargs={"person": request.user},
        title="Say what is behind the figures",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


def _found(request: HttpRequest, code: str) -> Indicator:
    return get_object_or_404(indicators_for(request.user), code=code)


def _kept(request: HttpRequest, form: Any) -> Indicator:
    return services.keep(by=request.user, indicator=form.instance, priorities=form.cleaned_data["priorities"])
