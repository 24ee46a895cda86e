"""The joint agency response, whether a serious incident was considered, and what is carried on at once."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cdop import services
from cdop.forms.response import AnswerForm, CarryOnForm, ConsideredForm, StepsForm
from cdop.presenters import immediate_learning_page
from cdop.queries import deaths_for, immediate_learning_for, may_answer
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def steps(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    response = getattr(record, "response", None)
    if response is None:
        raise Http404
    return form_page(
        request,
        StepsForm,
        instance=response,
        title="Steps of the joint agency response",
        caption=reference,
        save=lambda form: services.record_steps(by=request.user, response=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def considered(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)

    def save(form: Any):
        incident = services.consider_incident(by=request.user, death=form.instance, **form.cleaned_data)
        said = "The answer is recorded."
        if incident:
            said += f" {incident.reference} is open: the five working days of the local authority are running."
        return form.instance, said

    return form_page(
        request,
        ConsideredForm,
        instance=record,
        title="Serious incident considered",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def carry_on(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)

    def save(form: CarryOnForm):
        services.carry_on(by=request.user, death=record, **form.cleaned_data)
        return record, "It is carried on. They are reminded by e-mail until they say what follows."

    return form_page(
        request,
        CarryOnForm,
        title="Carry learning on at once",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_safe
def immediate_learning(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, immediate_learning_for(request.user), reference=reference)
    return render(request, "cdop/immediate_learning.html", immediate_learning_page(record, request.user))


@require_http_methods(FORM_METHODS)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, immediate_learning_for(request.user), page=A_FORM, reference=reference)
    if not may_answer(request.user, record):
        raise PermissionDenied
    return form_page(
        request,
        AnswerForm,
        instance=record,
        title="Say what follows",
        caption=reference,
        save=lambda form: services.answer_learning(by=request.user, learning=form.instance, **form.cleaned_data),
        back=record.get_absolute_url(),
        context={"marking": True},
    )
