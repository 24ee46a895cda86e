"""Events, policy changes and statements on training: their lists and pages, and the page of an evaluation."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.middleware import unkept
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning.choices import EvaluationTime
from learning.embedding import attendees, services
from learning.embedding.forms import AttendanceForm, AttendeesForm, EvaluationForm, EventForm, PolicyChangeForm
from learning.embedding.presenters import event_page, policy_page, training_page
from learning.embedding.queries import (
    evaluations_by_link,
    events_for,
    events_to_list,
    policy_changes_for,
    statements,
)
from learning.embedding.tables import EventFilter, EventTable, PolicyFilter, PolicyTable
from learning.models import EvaluationAnswer
from learning.queries import learning_points_for, of_reference
from learning.sharing import pulses
from learning.sharing.pulse_views import answer_page

FORM_METHODS = ["GET", "HEAD", "POST"]
TITLES = {
    EvaluationTime.BEFORE: "Before you come",
    EvaluationTime.AFTER: "What was it worth to you?",
    EvaluationTime.LATER: "What has changed since?",
}


@require_safe
@needs(Permission.SEE_LEARNING)
def events(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=events_to_list(request.user),
        filterset_class=EventFilter,
        table_class=EventTable,
        title="Events",
        template="learning/embedding/events.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Workshops, reflective sessions and briefings appear here once somebody plans one.",
        context={"section": "sharing", "may_add": request.user.may(Permission.RECORD_LEARNING)},
    )


@require_safe
def event(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(events_for(request.user), reference=reference)
    return render(request, "learning/embedding/event.html", event_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def event_new(request: HttpRequest) -> HttpResponse:
    def save(form: EventForm) -> Any:
        points = form.cleaned_data["points"]
        return services.keep_event(by=request.user, event=form.instance, points=points), "The event is planned."

    return form_page(
        request,
        EventForm,
        form_kwargs={"person": request.user},
        title="Plan an event",
        save=save,
        back=reverse("learning:events"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def event_change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(events_for(request.user), reference=reference)
    return form_page(
        request,
        EventForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change the event",
        caption=reference,
        save=lambda form: services.keep_event(
            by=request.user, event=form.save(commit=False), points=form.cleaned_data["points"]
        ),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def event_attendance(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(events_for(request.user), reference=reference)
    return form_page(
        request,
        AttendanceForm,
        form_kwargs={"event": record},
        instance=record,
        title="Who came",
        caption=f"{record.reference} {record.title}",
        save=lambda form: services.count(by=request.user, event=form.instance, numbers=form.numbers),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def event_people(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(events_for(request.user), reference=reference)
    return form_page(
        request,
        AttendeesForm,
        form_kwargs={"event": record},
        instance=record,
        title="Whom to write to",
        caption=f"{record.reference} {record.title}",
        template="learning/embedding/people.html",
        save=lambda form: attendees.keep_attendees(
            by=request.user, event=form.instance, added=form.cleaned_data["people"], taken_off=form.taken
        ),
        back=record.get_absolute_url(),
    )


@login_not_required
@require_http_methods(FORM_METHODS)
def evaluation(request: HttpRequest, token: str) -> HttpResponse:
    asked = get_object_or_404(evaluations_by_link(), token=token)
    return answer_page(
        request,
        asked,
        EvaluationForm,
        lambda form: pulses.answer(asked=asked, said=form.save(commit=False)),
        instance=EvaluationAnswer(evaluation=asked),
        title=TITLES[EvaluationTime(asked.time)],
        caption=asked.event.title,
        thanks=reverse("learning:evaluation-thanks", args=[token]),
    )


@login_not_required
@require_safe
def evaluation_thanks(request: HttpRequest, token: str) -> HttpResponse:
    get_object_or_404(evaluations_by_link(), token=token)
    return unkept(render(request, "learning/sharing/pulse_thanks.html", {"title": "Thank you"}))


@require_safe
@needs(Permission.SEE_LEARNING, Permission.ANSWER_FOR_AGENCY)
def policies(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=policy_changes_for(request.user),
        filterset_class=PolicyFilter,
        table_class=PolicyTable,
        title="Policy changes",
        template="learning/embedding/policies.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Policies that have to change because of what was learned appear here.",
        context={
            "section": "sharing",
            "learns": request.user.may(Permission.SEE_LEARNING),
            "may_add": request.user.may(Permission.RECORD_LEARNING),
        },
    )


@require_safe
def policy(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(policy_changes_for(request.user), reference=reference)
    return render(request, "learning/embedding/policy.html", policy_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def policy_new(request: HttpRequest) -> HttpResponse:
    """Write down what has to change; `?point=` names the learning point that led here."""

    def save(form: PolicyChangeForm) -> Any:
        return services.keep_policy_change(by=request.user, change=form.instance), "The change is required."

    point = of_reference(learning_points_for(request.user), request.GET.get("point", ""))
    return form_page(
        request,
        PolicyChangeForm,
        form_kwargs={"person": request.user},
        initial={"learning_point": point.pk} if point else {},
        title="Require a policy change",
        save=save,
        back=reverse("learning:policies"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def policy_change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(policy_changes_for(request.user), reference=reference)
    return form_page(
        request,
        PolicyChangeForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change what is required",
        caption=reference,
        save=lambda form: services.keep_policy_change(by=request.user, change=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@require_safe
@needs(Permission.SEE_LEARNING)
def training(request: HttpRequest) -> HttpResponse:
    page = training_page(statements(), request.user)
    page["may_ask"] = request.user.may(Permission.ASK_AGENCIES)
    return render(request, "learning/embedding/training.html", page)
