"""Other statutory processes beside a case: one page for all, one for each, and the overview of all open cases."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record, will_show
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.forms.parallel import AnswersForm, FamilyContactForm, HoldForm, LineForm, ProcessForm, ReleaseForm
from reviews.models import EnquiryLine, FamilyContact, ParallelProcess, SeriousIncident
from reviews.presenters.parallel import columns_of, parallel_page, process_page, radar_page
from reviews.queries import incidents_for
from reviews.queries.parallel import (
    cases_under_way,
    clocks_to_hold,
    contact_of,
    enquiry_lines_for,
    holds_for,
    own_reviews,
    process_of,
    processes_of,
)

FORM_METHODS = ["GET", "HEAD", "POST"]
PAGE = "the parallel processes of"


def _incident(request: HttpRequest, reference: str, page: str = A_FORM) -> SeriousIncident:
    record: SeriousIncident = open_record(request, incidents_for(request.user), page=page, reference=reference)
    return record


def _process(incident: SeriousIncident, kind: str) -> ParallelProcess:
    process = process_of(incident.case, kind)
    if process is None:
        raise Http404
    return process


def _page_of(reference: str) -> str:
    return reverse("reviews:parallel", args=[reference])


@require_safe
def parallel(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "reviews/parallel.html", parallel_page(_incident(request, reference, PAGE), request.user))


@require_safe
@needs(Permission.SEE_CASES_IN_PROGRESS)
def radar(request: HttpRequest) -> HttpResponse:
    """Every open case by every type of process: what is not known, and what waits for what."""
    will_show(request, "opened the parallel processes of open cases")
    return render(request, "reviews/parallel_radar.html", radar_page(list(cases_under_way(request.user))))


def _answers_stand(rows: Iterable[ParallelProcess]) -> str:
    said = sorted((row.kind, row.answer, row.state) for row in rows)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def answers(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask every type at once: a row a type."""
    record = _incident(request, reference)
    found = processes_of(record.case)
    back = _page_of(reference)

    def save(form: Any) -> tuple[str, str]:
        services.answer_processes(by=request.user, incident=form.instance, answers=form.cleaned_data)
        return back, "The answers are kept. What is not known is asked again."

    return form_page(
        request,
        AnswersForm,
        instance=record,
        form_kwargs={"found": found},
        title="Are there other processes?",
        caption=reference,
        save=save,
        template="reviews/parallel_answers.html",
        back=back,
        context={"marking": True},
        version=lambda incident: _answers_stand(processes_of(incident.case).values()),
    )


@require_safe
def process(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    incident = _incident(request, reference, "a parallel process of")
    return render(
        request,
        "reviews/parallel_process.html",
        process_page(incident, _process(incident, kind), request.user),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def process_change(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    incident = _incident(request, reference)
    found = _process(incident, kind)
    back = reverse("reviews:parallel-process", args=[reference, kind])

    def save(form: ProcessForm) -> str:
        services.write_process(by=request.user, process=form.save(commit=False))
        return back

    return form_page(
        request,
        ProcessForm,
        instance=found,
        title=f"What is known of: {found.title}",
        caption=reference,
        save=save,
        back=back,
        context={"marking": True},
    )


def _line_page(request: HttpRequest, incident: SeriousIncident, line: EnquiryLine, title: str) -> HttpResponse:
    columns = columns_of(processes_of(incident.case).values(), own_reviews(request.user, incident))
    back = f"{_page_of(incident.reference)}#matrix"

    def save(form: LineForm) -> str:
        services.write_line(by=request.user, line=form.save(commit=False))
        return back

    return form_page(
        request,
        LineForm,
        instance=line,
        form_kwargs={"columns": columns},
        title=title,
        caption=incident.reference,
        save=save,
        back=back,
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def question_new(request: HttpRequest, reference: str) -> HttpResponse:
    incident = _incident(request, reference)
    return _line_page(request, incident, EnquiryLine(case=incident.case), "Add a question")


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def question(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    incident = _incident(request, reference)
    line = get_object_or_404(enquiry_lines_for(request.user), pk=number, case=incident.case)
    return _line_page(request, incident, line, "Who answers this question?")


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def family_contact(request: HttpRequest, reference: str) -> HttpResponse:
    incident = _incident(request, reference)
    back = f"{_page_of(reference)}#family"

    def save(form: FamilyContactForm) -> str:
        services.agree_family_contact(by=request.user, contact=form.save(commit=False))
        return back

    return form_page(
        request,
        FamilyContactForm,
        instance=contact_of(incident.case) or FamilyContact(case=incident.case),
        title="One contact for the family",
        caption=reference,
        save=save,
        back=back,
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def hold(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Let a date wait for this process. What policy does not let wait is refused in plain words."""
    incident = _incident(request, reference)
    found = _process(incident, kind)
    back = reverse("reviews:parallel-process", args=[reference, kind])

    def save(form: HoldForm) -> tuple[str, str]:
        held = services.hold(by=request.user, process=found, **form.cleaned_data)
        return back, f"“{held.label}” waits from now on. Nobody is reminded of it until it goes on."

    return form_page(
        request,
        HoldForm,
        instance=incident,
        form_kwargs={"clocks": clocks_to_hold(request.user, incident)},
        title=f"Let a date wait for: {found.title}",
        caption=reference,
        save=save,
        template="reviews/parallel_hold.html",
        back=back,
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def release(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    incident = _incident(request, reference)
    held = get_object_or_404(holds_for(request.user), pk=number, process__case=incident.case)
    back = _page_of(reference)

    def save(form: Any) -> tuple[str, str]:
        services.release(by=request.user, held=form.instance, **form.cleaned_data)
        return back, f"“{held.label}” goes on, with the days on which it waited left out."

    return form_page(
        request,
        ReleaseForm,
        instance=held,
        title=f"Let this go on: {held.label}",
        caption=reference,
        save=save,
        back=back,
        context={"marking": True},
    )
