"""The plan of independent scrutiny, one piece of it, and the forms for reports, challenges and judgements."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership.models.plan import year_of
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from intelligence.external.presenters import page_above
from intelligence.models import Challenge, Judgement, Scrutiny, ScrutinyReport
from intelligence.scrutiny import services
from intelligence.scrutiny.forms import ChallengeForm, JudgementForm, ReferForm, ReportForm, ScrutinyForm
from intelligence.scrutiny.presenters import scrutiny_page
from intelligence.scrutiny.queries import (
    challenges_for,
    referred_and_waiting,
    referred_record,
    returns_answering,
    scrutinies_for,
    scrutinies_to_list,
)
from intelligence.scrutiny.tables import ScrutinyFilter, ScrutinyTable

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def scrutinies(request: HttpRequest) -> HttpResponse:
    may_record = request.user.may(Permission.RECORD_SCRUTINY)
    waiting = referred_and_waiting(request.user) if may_record else 0
    return list_page(
        request,
        queryset=scrutinies_to_list(request.user),
        filterset_class=ScrutinyFilter,
        table_class=ScrutinyTable,
        title="Independent scrutiny",
        template="intelligence/scrutiny/scrutinies.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Topics appear here once the scrutineer’s plan is recorded.",
        context={"may_record": may_record, "waiting": waiting, "above": page_above(request.user)},
    )


@require_safe
def scrutiny(request: HttpRequest, reference: str) -> HttpResponse:
    return render(
        request, "intelligence/scrutiny/scrutiny.html", scrutiny_page(_found(request, reference), request.user)
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_SCRUTINY)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: ScrutinyForm) -> Any:
        record = services.plan(by=request.user, scrutiny=form.save(commit=False))
        return record, f"{record.reference} stands in the plan of {record.year_in_words}."

    return form_page(
        request,
        ScrutinyForm,
        initial={"year": year_of(timezone.localdate())},
        title="Plan independent scrutiny",
        save=save,
        back=reverse("intelligence:scrutinies"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def refer(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a question about a record to the scrutineer in one step."""
    origin = referred_record(request.user, reference)
    if origin is None:
        raise Http404
    name, record = origin

    def save(form: ReferForm) -> tuple[str, str]:
        made = services.refer(by=request.user, scrutiny=form.save(commit=False), origin=origin)
        return record.get_absolute_url(), f"{made.reference} is put to the scrutineer, who says what becomes of it."

    return form_page(
        request,
        ReferForm,
        # What others say may tell of a case: only the name of an indicator is taken over.
        initial={"title": record.name} if name == "indicator" else {},
        title="Refer to independent scrutiny",
        caption=f"From {reference}",
        save=save,
        submit_label="Refer it",
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_SCRUTINY)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = _found(request, reference)
    return form_page(
        request,
        ScrutinyForm,
        instance=record,
        title="Change the plan",
        caption=str(record),
        save=lambda form: services.change_plan(by=request.user, scrutiny=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_SCRUTINY)
def report(request: HttpRequest, reference: str) -> HttpResponse:
    record = _found(request, reference)

    def save(form: ReportForm) -> tuple[str, str]:
        kept = services.keep_report(by=request.user, report=form.instance)
        return record.get_absolute_url(), f"Report {kept.number} is kept as it is."

    return form_page(
        request,
        ReportForm,
        instance=ScrutinyReport(scrutiny=record),
        title="Record a report",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_SCRUTINY)
def challenge(request: HttpRequest, reference: str) -> HttpResponse:
    record = _found(request, reference)

    def save(form: ChallengeForm) -> tuple[str, str]:
        asked = {"agencies": form.cleaned_data["agencies"], "due_on": form.cleaned_data["due_on"]}
        raised = services.challenge(by=request.user, raised=form.instance, **asked)
        return raised.get_absolute_url(), f"{raised.reference} is raised. Each partner is asked to answer."

    return form_page(
        request,
        ChallengeForm,
        instance=Challenge(scrutiny=record),
        title="Raise a challenge",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_SCRUTINY)
def judge(request: HttpRequest, reference: str, raised: str, asked: str) -> HttpResponse:
    put = get_object_or_404(challenges_for(request.user), scrutiny__reference=reference, reference=raised)
    answer = next((one for one in returns_answering(put) if one.reference == asked), None)
    if answer is None:
        raise Http404

    def save(form: JudgementForm) -> tuple[str, str]:
        services.judge(by=request.user, judgement=form.instance)
        return put.get_absolute_url(), "What you say of the answer is kept. Every partner can read it."

    return form_page(
        request,
        JudgementForm,
        instance=Judgement(challenge=put, asked=answer),
        title=f"Say whether the answer of {answer.agency} is accepted",
        caption=put.reference,
        save=save,
        back=put.get_absolute_url(),
    )


def _found(request: HttpRequest, reference: str) -> Scrutiny:
    return get_object_or_404(scrutinies_for(request.user), reference=reference)
