"""Years of single-agency audits: their list, one year, what the business unit does in it, and the March pack."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.choices import DAYS_OF_A_YEAR, YearState
from audits.forms.single_agency import BecameForm, DiscussionNotesForm, MoveDayForm, NewYearForm, YearForm
from audits.models import SingleAgencyYear
from audits.presenters.single_agency import year_page
from audits.queries.single_agency import steps_to_settle, years_for, years_to_list
from audits.reports.march_pack import MARCH_PACK
from audits.services import single_agency as services
from audits.tables_of_single_audits import YearTable
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.report import FORMS, PDF_FORM
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning import plan_days
from learning.redaction.editions import edition_asked

FORM_METHODS = ["GET", "HEAD", "POST"]


def _year(request: HttpRequest, reference: str) -> SingleAgencyYear:
    return get_object_or_404(years_for(request.user), reference=reference)


@require_safe
@needs(Permission.SEE_LEARNING)
def years(request: HttpRequest) -> HttpResponse:
    runs = request.user.may(Permission.RUN_AUDITS)
    return list_page(
        request,
        queryset=years_to_list(request.user),
        filterset_class=None,
        table_class=YearTable,
        title="Years of single-agency audits",
        template="audits/single_years.html",
        empty="A year is listed here once it is opened, before agencies are asked in January.",
        context={"new_url": reverse("audits:single-agency-year-new") if runs else ""},
    )


@require_safe
def year(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "audits/single_year.html", year_page(_year(request, reference), request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: NewYearForm) -> Any:
        agencies = form.cleaned_data["agencies"]
        return services.open_year(by=request.user, year=form.instance, agencies=agencies), "The year is opened."

    return form_page(
        request,
        NewYearForm,
        instance=SingleAgencyYear(),
        title="Open a year of single-agency audits",
        save=save,
        back=reverse("audits:single-agency-years"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = _year(request, reference)

    def save(form: YearForm) -> Any:
        return services.change_year(by=request.user, year=form.instance, agencies=form.cleaned_data["agencies"])

    return form_page(
        request,
        YearForm,
        instance=record,
        title="Change what is asked",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def move_day(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Move a day of the year in the year plan, with the reason."""
    record = _year(request, reference)
    if key not in DAYS_OF_A_YEAR:
        raise Http404
    day = plan_days.days(record.year, (key,))[key]

    def save(form: MoveDayForm) -> Any:
        services.move_day(by=request.user, year=record, key=key, **form.cleaned_data)
        return record, "The day is moved, in the year plan too."

    return form_page(
        request,
        MoveDayForm,
        initial={"due_on": day.due_on},
        title=f"Move the day: {day.label}",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    record = _year(request, reference)
    return form_page(
        request,
        DiscussionNotesForm,
        instance=record,
        title="Notes of the discussion",
        caption=str(record),
        save=lambda form: services.keep_discussion(by=request.user, year=form.instance),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def step(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Say what became of a next step that was carried forward."""
    record = get_object_or_404(steps_to_settle(request.user), year__reference=reference, pk=number)
    return form_page(
        request,
        BecameForm,
        instance=record,
        title="What became of a next step",
        caption=f"{record.audit.reference}, {record.audit.agency}",
        save=lambda form: services.settle_step(by=request.user, step=form.instance),
        back=record.get_absolute_url(),
        template="audits/single_step.html",
        context={"words": record.words},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.SEE_AUDITS)
def pack(request: HttpRequest, reference: str) -> HttpResponse:
    """Offer the pack of the March meeting. Posted to, ask for it: a worker makes it, as PDF unless Word was pressed."""
    record = _year(request, reference)
    if request.method == "POST":
        form = request.POST.get("form", PDF_FORM)
        if form not in FORMS or not record.reached(YearState.ASKED):
            raise Http404
        asked = {"reference": reference, "form": form, "edition": edition_asked(request.POST)}
        return ask_for(request, MARCH_PACK.key, asked, reference=reference)
    page = {
        "title": MARCH_PACK.title,
        "caption": str(record),
        "back": record.get_absolute_url(),
        "redacts": True,
        "ready": record.reached(YearState.ASKED),
        "about": "Who has submitted, what each agency learned and changed, what several found, what was carried on.",
        "not_ready": "It can be made once the agencies are asked.",
    }
    return render(request, "audits/assessment_paper.html", page)
