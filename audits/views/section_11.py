"""Rounds of self-assessments: their list, one round, and what the business unit does to it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.section_11 import ChangeCycleForm, CycleForm, StaffForm
from audits.models import AssessmentCycle
from audits.pasted import read_staff
from audits.presenters.heat_map import heat_map_page, say_do_page
from audits.presenters.section_11 import cycle_page
from audits.queries.section_11 import bodies_of, cycles_for, cycles_seen_whole_by, cycles_to_list
from audits.reports.section_11 import OVERVIEW
from audits.services import schools
from audits.services import section_11 as services
from audits.standards import standards_of
from audits.tables_of_cycles import CycleFilter, CycleTable
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.report import FORMS, PDF_FORM
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from escp.ui.lists import list_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def cycles(request: HttpRequest) -> HttpResponse:
    """List the rounds that a person may know of: for an agency, those in which it assesses itself."""
    runs = request.user.may(Permission.RUN_AUDITS)
    return list_page(
        request,
        queryset=cycles_to_list(request.user),
        filterset_class=CycleFilter,
        table_class=CycleTable,
        title="Self-assessments",
        template="audits/cycles.html",
        empty="Rounds of self-assessments are listed here once one is opened.",
        context={
            "new_url": reverse("audits:cycle-new") if runs else "",
            "schools_url": reverse("audits:schools") if request.user.may(Permission.SEE_SELF_ASSESSMENTS) else "",
        },
    )


@require_safe
def cycle(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(cycles_for(request.user), reference=reference)
    return render(request, "audits/cycle.html", cycle_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: CycleForm) -> Any:
        record = services.open_cycle(by=request.user, cycle=form.instance, agencies=form.cleaned_data["chosen"])
        return record, f"{record.reference} is opened."

    return form_page(
        request,
        CycleForm,
        instance=AssessmentCycle(),
        title="Open a round of self-assessments",
        save=save,
        back=reverse("audits:cycles"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(cycles_for(request.user), reference=reference)

    def save(form: ChangeCycleForm) -> Any:
        return services.change_cycle(by=request.user, cycle=form.instance, agencies=form.cleaned_data["chosen"])

    return form_page(
        request,
        ChangeCycleForm,
        instance=record,
        title="Change the round",
        caption=record.reference,
        save=save,
        back=record.get_absolute_url(),
    )


def _whole(request: HttpRequest, reference: str) -> AssessmentCycle:
    return get_object_or_404(cycles_seen_whole_by(request.user), reference=reference)


@require_safe
@needs(Permission.SEE_SELF_ASSESSMENTS)
def heat_map(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "audits/heat_map.html", heat_map_page(_whole(request, reference)))


@require_safe
@needs(Permission.SEE_SELF_ASSESSMENTS)
def say_do(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "audits/say_do.html", say_do_page(_whole(request, reference), request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def staff(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what staff answered. Pasted again, a line takes the place of the one before."""
    record = _whole(request, reference)
    back = reverse("audits:say-do", args=[record.reference])
    standards = standards_of(record.asks.asks)

    def save(form: StaffForm) -> Any:
        names = {}
        for body in bodies_of(record):
            names[body.agency.name.casefold()] = names[body.agency.short_name.casefold()] = body.pk
        rows = read_staff(form.cleaned_data["answers"], names, [one.key for one in standards])
        number = schools.keep_staff_answers(by=request.user, cycle=record, rows=rows)
        return back, f"{number} line{'' if number == 1 else 's'} kept."

    return form_page(
        request,
        StaffForm,
        title="Enter what staff answered",
        caption=record.reference,
        save=save,
        back=back,
        template="audits/staff_form.html",
        context={"standards": standards},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.SEE_SELF_ASSESSMENTS)
def overview(request: HttpRequest, reference: str) -> HttpResponse:
    """Offer the overview. Posted to, ask for it: a worker makes it."""
    record = _whole(request, reference)
    if request.method == "POST":
        form = request.POST.get("form", PDF_FORM)
        if form not in FORMS or not record.final_on:
            raise Http404
        asked = {"reference": record.reference, "form": form}
        return ask_for(request, OVERVIEW.key, asked, reference=record.reference)
    page = {
        "title": OVERVIEW.title,
        "caption": str(record),
        "back": record.get_absolute_url(),
        "ready": bool(record.final_on),
        "not_ready": "",
        "about": "The heat map, what moved since the last round, and where gaps are common.",
    }
    return render(request, "audits/assessment_paper.html", page)
