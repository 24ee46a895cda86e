"""Surveys: the list, one of them, the forms that prepare it, its poster and the comments that the unit reads."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership.queries import agencies_to_name
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from intelligence.external.presenters import page_above
from intelligence.voice import services
from intelligence.voice.forms import GroupForm, ScreenForm, SurveyForm
from intelligence.voice.presenters import poster_page, survey_page
from intelligence.voice.queries import comments_waiting, surveys_for, surveys_to_list, surveys_with_poster
from intelligence.voice.tables import SurveyFilter, SurveyTable

FORM_METHODS = ["GET", "HEAD", "POST"]
READ_AT_ONCE = 10


@require_safe
@needs(Permission.SEE_LEARNING)
def surveys(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=surveys_to_list(request.user),
        filterset_class=SurveyFilter,
        table_class=SurveyTable,
        title="Surveys",
        template="intelligence/voice/surveys.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Temperature checks and surveys appear here once somebody prepares one.",
        context={"may_add": request.user.may(Permission.KEEP_INTELLIGENCE), "above": page_above(request.user)},
    )


@require_safe
def survey(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(surveys_for(request.user), reference=reference)
    return render(request, "intelligence/voice/survey.html", survey_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: SurveyForm) -> Any:
        record = services.start_survey(
            by=request.user, survey=form.save(commit=False), themes=form.cleaned_data["themes"]
        )
        return record, f"{record.reference} is prepared. Nobody can answer before it is opened."

    return form_page(
        request,
        SurveyForm,
        form_kwargs={"person": request.user},
        title="Prepare a survey",
        save=save,
        back=reverse("intelligence:surveys"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(surveys_for(request.user), reference=reference)
    return form_page(
        request,
        SurveyForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change the survey",
        caption=str(record),
        save=lambda form: services.change_survey(
            by=request.user, survey=form.save(commit=False), themes=form.cleaned_data["themes"]
        ),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def groups(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(surveys_for(request.user), reference=reference)
    return form_page(
        request,
        GroupForm,
        form_kwargs={"survey": record},
        instance=record,
        title="Compare groups",
        caption=str(record),
        save=lambda form: services.group_by(
            by=request.user, survey=form.instance, question=form.cleaned_data["grouped_by"]
        ),
        back=record.get_absolute_url(),
    )


@require_safe
@needs(Permission.KEEP_INTELLIGENCE)
def poster(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(surveys_with_poster(request.user), reference=reference)
    return render(request, "intelligence/voice/poster.html", poster_page(record))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def comments(request: HttpRequest, reference: str) -> HttpResponse:
    """Read comments before anybody else does, ten at a time."""
    record = get_object_or_404(surveys_for(request.user), reference=reference)
    waiting = list(comments_waiting(record))

    def save(form: ScreenForm) -> Any:
        done = services.screen(by=request.user, survey=record, decided=form.decided)
        left = comments_waiting(record).exists()
        place = reverse("intelligence:survey-comments", args=[reference]) if left and done else record
        return place, f"Comments decided on: {done}."

    return form_page(
        request,
        ScreenForm,
        form_kwargs={
            "comments": waiting[:READ_AT_ONCE],
            "usual": list(agencies_to_name().values_list("name", flat=True)),
        },
        title="Read the comments",
        caption=str(record),
        save=save,
        template="intelligence/voice/comments.html",
        context={"waiting": len(waiting)},
        back=record.get_absolute_url(),
    )
