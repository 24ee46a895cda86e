"""Figures of the deaths that were reviewed: exact for those who see the cases, suppressed for all who take part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cdop.figures import count, ended, rolling, suppress
from cdop.forms.figures import FiguresForm
from cdop.presenters.figures import ABOUT_HIDDEN, between_deaths, section_of
from cdop.queries import days_of_deaths_for, reviewed_by_all, reviewed_for
from escp.access.decorators import needs
from escp.access.log import will_show
from escp.access.permissions import Permission
from escp.partnership.models.plan import year_of
from escp.reports.sheets import workbook_response

EXACT = "Figures of child deaths"
SUPPRESSED = "Child deaths in three years"


@require_safe
@needs(Permission.SEE_CHILD_DEATHS)
def exact(request: HttpRequest) -> HttpResponse:
    """Show the exact figures of three years, narrowed down as chosen; the access log says who saw them."""
    today = timezone.localdate()
    form = FiguresForm(request.GET, periods=rolling(year_of(today)))
    period = form.period_chosen
    section = section_of(count(form.narrowed(reviewed_for(request.user)), period))
    if request.GET.get("format") == "xlsx" and request.user.may(Permission.EXPORT_LISTS):
        will_show(request, "took away the exact figures of child deaths")
        return workbook_response(f"{EXACT} {period.label}", section.sheets())
    will_show(request, "opened the exact figures of child deaths")
    return render(
        request,
        "cdop/figures.html",
        {
            "marking": True,
            "title": EXACT,
            "form": form,
            "section": section,
            "chart": between_deaths(days_of_deaths_for(request.user), period, today),
            "asked": request.GET.urlencode(),
            "may_export": request.user.may(Permission.EXPORT_LISTS),
        },
    )


@require_safe
@needs(Permission.SEE_LEARNING)
def suppressed(request: HttpRequest) -> HttpResponse:
    """Show each three years that have ended, with small numbers hidden. It takes no filter."""
    deaths = reviewed_by_all()
    sections = [section_of(suppress(count(deaths, period))) for period in ended(timezone.localdate())]
    if request.GET.get("format") == "xlsx" and request.user.may(Permission.EXPORT_LISTS):
        will_show(request, f"took away the list {SUPPRESSED}")
        return workbook_response(f"{SUPPRESSED} {sections[0].label}", sections[0].sheets())
    return render(
        request,
        "cdop/figures_suppressed.html",
        {
            "title": SUPPRESSED,
            "sections": sections,
            "about_hidden": ABOUT_HIDDEN,
            "may_export": request.user.may(Permission.EXPORT_LISTS),
        },
    )
