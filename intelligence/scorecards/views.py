"""The scorecard, and the page of an indicator."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escp.access.decorators import needs
from escp.access.log import will_show
from escp.access.permissions import Permission
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from intelligence.indicators.queries import indicators_for
from intelligence.models import RareEvent
from intelligence.scorecards import funnels, pack, presenters, services
from intelligence.scorecards.forms import RareEventForm, RebaseForm, StrikeForm, WithdrawForm
from intelligence.scorecards.queries import rare_events_for, rebases_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_INTELLIGENCE)
def scorecards(request: HttpRequest) -> HttpResponse:
    """Show each priority with its three questions."""
    context = {"title": "Scorecard"} | presenters.scorecard(request.user)
    if context["shows_exact"]:
        will_show(request, "opened the exact figures of the scorecard")
    return render(request, "intelligence/indicators/scorecard.html", context)


@needs(Permission.SEE_INTELLIGENCE)
@require_POST
def scorecard_pack(request: HttpRequest) -> HttpResponse:
    """Ask for the pack of this quarter, as PDF or as a workbook, and lead to the page that says how far it is."""
    form = pack.EXCEL_FORM if request.POST.get("form") == pack.EXCEL_FORM else pack.PDF_FORM
    quarter = pack.quarter_of(timezone.localdate())
    return ask_for(request, pack.KEY, {"form": form, "quarter": quarter}, reference=quarter)


@require_safe
@needs(Permission.SEE_INTELLIGENCE)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show the figures of an indicator, how they are read, and where each came from."""
    record = get_object_or_404(indicators_for(request.user), code=code)
    context = presenters.indicator_page(record, request.user)
    if context["shows_exact"]:
        will_show(request, "opened the exact figures of an indicator", record.code)
    return render(request, "intelligence/indicators/indicator.html", context)


@require_safe
@needs(Permission.SEE_INTELLIGENCE)
def authorities(request: HttpRequest, code: str) -> HttpResponse:
    """Show all authorities of a period in a funnel, ours among them."""
    record = get_object_or_404(indicators_for(request.user), code=code)
    context = funnels.page(record, request.GET.get("period", ""))
    return render(request, "intelligence/indicators/authorities.html", context)


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def rebase(request: HttpRequest, code: str) -> HttpResponse:
    """Work the limits out anew from a period on, with the reason."""
    record = get_object_or_404(indicators_for(request.user), code=code)

    def save(form: Any) -> str:
        services.rebase(by=request.user, indicator=record, **form.cleaned_data)
        return record.get_absolute_url()

    return form_page(
        request,
        RebaseForm,
        form_kwargs={"indicator": record},
        title="Work the limits out anew",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def withdraw_rebase(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Let a rebase count no more, with the reason."""
    record = get_object_or_404(rebases_for(request.user), indicator__code=code, number=number)
    back = record.indicator.get_absolute_url()

    def save(form: Any) -> str:
        services.withdraw_rebase(by=request.user, rebase=record, **form.cleaned_data)
        return back

    return form_page(request, WithdrawForm, title="Withdraw the new limits", caption=str(record), save=save, back=back)


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def event(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the day of a rare event."""
    record = get_object_or_404(indicators_for(request.user), code=code)

    def save(form: Any) -> str:
        services.add_event(by=request.user, event=form.instance)
        return record.get_absolute_url()

    return form_page(
        request,
        RareEventForm,
        instance=RareEvent(indicator=record),
        title="Add the day of an event",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def strike_event(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Strike the day of a rare event out, with the reason."""
    record = get_object_or_404(rare_events_for(request.user), indicator__code=code, pk=number)
    back = record.indicator.get_absolute_url()

    def save(form: Any) -> str:
        services.strike_event(by=request.user, event=record, **form.cleaned_data)
        return back

    return form_page(request, StrikeForm, title="Strike an event out", caption=str(record), save=save, back=back)
