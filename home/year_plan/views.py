"""The plan of a year on one page, each of its fixed points, and the forms that make and change them."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership.models.plan import year_name, year_of
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.forms import GovForm
from home.year_plan import forms, presenters, services
from home.year_plan.queries import fixed_points_for, record_behind, years_planned
from learning.queries import activities_for

FORM_METHODS = ["GET", "HEAD", "POST"]
YEARS = range(2015, 2101)


def _year(request: HttpRequest) -> int:
    """Return the year that the address asks for; the present one for none, or for one that is no year."""
    asked = request.GET.get("year", "")
    if asked.isdecimal() and asked.isascii() and len(asked) == 4 and int(asked) in YEARS:
        return int(asked)
    return year_of(timezone.localdate())


def _plan_url(year: int) -> str:
    return f"{reverse('home:year-plan')}?year={year}"


@require_safe
def year_plan(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    if request.GET.get("format") == "xlsx" and request.user.may(Permission.EXPORT_LISTS):
        return list_response(
            f"Year plan {year_name(year)}", presenters.COLUMNS, presenters.sheet_of(request.user, year)
        )
    return render(request, "home/year_plan/plan.html", presenters.year_plan(request.user, year))


@require_http_methods(FORM_METHODS)
@needs(Permission.PLAN_THE_YEAR)
def make(request: HttpRequest) -> HttpResponse:
    """Make the plan of a year in one step, after showing all that will be made."""
    year = _year(request)
    if not services.may_be_made(year):
        raise Http404

    def save(form: forms.MakeYearForm) -> tuple[str, str]:
        made = services.make_year(by=request.user, year=year)
        words = (
            f"{made} fixed points of {year_name(year)} are in the plan." if made else "Everything was there already."
        )
        return _plan_url(year), words

    return form_page(
        request,
        forms.MakeYearForm,
        title=f"Make the plan of {year_name(year)}",
        save=save,
        template="home/year_plan/make.html",
        back=_plan_url(year),
        submit_label="Make the plan",
        context={"rows": presenters.will_be_made(year), "year": year},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PLAN_THE_YEAR)
def add_audit(request: HttpRequest) -> HttpResponse:
    """Add one more audit to a plan that is made."""
    year = _year(request)
    if year not in years_planned():
        raise Http404

    def save(form: forms.AddAuditForm) -> tuple[str, str]:
        point = services.add_audit(by=request.user, year=year, **form.cleaned_data)
        return _plan_url(year), f"{point.label} is in the plan."

    return form_page(
        request,
        forms.AddAuditForm,
        title="Add a multi-agency audit",
        caption=f"Year plan {year_name(year)}",
        save=save,
        back=_plan_url(year),
        submit_label="Add the audit",
    )


@require_safe
def fixed_point(request: HttpRequest, reference: str) -> HttpResponse:
    point = get_object_or_404(fixed_points_for(request.user), reference=reference)
    return render(request, "home/year_plan/point.html", presenters.point_page(point, request.user))


def _change(
    request: HttpRequest, reference: str, form_class: type[GovForm], write: Callable[..., Any], title: str, **page: Any
) -> HttpResponse:
    """Show one of the forms of a fixed point; `write` is the service that saves it."""
    point = get_object_or_404(fixed_points_for(request.user), reference=reference)
    return form_page(
        request,
        form_class,
        instance=point,
        title=title,
        caption=f"{reference} {point.label}",
        save=lambda form: (write(by=request.user, point=form.instance, **form.cleaned_data), "The plan is changed."),
        back=point.get_absolute_url(),
        **page,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PLAN_THE_YEAR)
def move_date(request: HttpRequest, reference: str) -> HttpResponse:
    return _change(request, reference, forms.MoveDateForm, services.move_date, "Move the date")


@require_http_methods(FORM_METHODS)
@needs(Permission.PLAN_THE_YEAR)
def start(request: HttpRequest, reference: str) -> HttpResponse:
    point = get_object_or_404(fixed_points_for(request.user), reference=reference)
    asks_for_the_record = not point.activity_id or record_behind(request.user, point) is not None
    return _change(
        request,
        reference,
        forms.StartForm if asks_for_the_record else forms.NoteForm,
        services.start,
        "Mark it under way",
        initial={"activity": point.activity_id, "note": point.note},
        form_kwargs={"records": activities_for(request.user)} if asks_for_the_record else {},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PLAN_THE_YEAR)
def finish(request: HttpRequest, reference: str) -> HttpResponse:
    point = get_object_or_404(fixed_points_for(request.user), reference=reference)
    return _change(
        request,
        reference,
        forms.FinishForm,
        services.finish,
        "Mark it done",
        initial={"done_on": timezone.localdate(), "note": point.note},
        form_kwargs={"level": point.entry.level},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PLAN_THE_YEAR)
def leave_out(request: HttpRequest, reference: str) -> HttpResponse:
    return _change(request, reference, forms.LeaveOutForm, services.leave_out, "Leave it out this year")


@require_http_methods(FORM_METHODS)
@needs(Permission.PLAN_THE_YEAR)
def take_up_again(request: HttpRequest, reference: str) -> HttpResponse:
    return _change(request, reference, forms.TakeUpForm, services.take_up_again, "Take it up again")
