"""The panel’s meetings: planned, filled with the deaths that are ready, held, and what follows from each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cdop.forms.panel import (
    AttendanceForm,
    ChangeMeetingForm,
    DecisionForm,
    FeedbackForm,
    MeetingForm,
    PutOnForm,
    order_form,
)
from cdop.models import PanelCase, PanelMeeting
from cdop.presenters.panel import hints_of, panel_page, panels_page, ready_lines
from cdop.queries.panel import cases_at, meetings_to_fill, panel_cases_for, panel_members, panels_for, ready_for
from cdop.services import panel as services
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.partnership.choices import GroupKind
from escp.partnership.policies import rule_in_words
from escp.partnership.presenters import Meeting, meeting_of
from escp.partnership.queries import group_of_kind
from escp.partnership.services import declare_conflict
from escp.ui.flow import form_page
from reviews.forms.cases import ConflictForm

FORM_METHODS = ["GET", "HEAD", "POST"]
MARKED = {"marking": True}


def open_panel(request: HttpRequest, reference: str, page: str = A_FORM) -> PanelMeeting:
    """Return a meeting that a person may know of. What then shows it is logged."""
    record: PanelMeeting = open_record(request, panels_for(request.user), page=page, reference=reference)
    return record


def open_case(request: HttpRequest, reference: str, death: str) -> PanelCase:
    """Return a death at a meeting that a person may know of. What then shows it is logged."""
    record: PanelCase = open_record(
        request, panel_cases_for(request.user), page=A_FORM, meeting__reference=reference, death__reference=death
    )
    return record


@require_safe
@needs(Permission.SEE_CHILD_DEATHS)
def panels(request: HttpRequest) -> HttpResponse:
    return render(request, "cdop/panels.html", panels_page(request.user))


@require_safe
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "cdop/panel.html", panel_page(open_panel(request, reference, page=""), request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def new(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        MeetingForm,
        instance=PanelMeeting(),
        title="Plan a panel",
        save=lambda form: services.plan_meeting(by=request.user, meeting=form.instance),
        back=reverse("cdop:panels"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_panel(request, reference)
    return form_page(
        request,
        ChangeMeetingForm,
        instance=record,
        title="Change the meeting",
        caption=reference,
        save=lambda form: services.change_meeting(by=request.user, meeting=form.instance),
        back=record.get_absolute_url(),
        context=MARKED,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def put_on(request: HttpRequest) -> HttpResponse:
    """Put deaths that are ready on the list of a meeting, in one step."""
    ready = ready_for(request.user)
    return form_page(
        request,
        PutOnForm,
        form_kwargs={
            "meetings": meetings_to_fill(request.user),
            "deaths": ready,
            "hints": hints_of(ready_lines(list(ready))),
        },
        initial={"meeting": request.GET.get("meeting", "")},
        title="Put deaths on a panel",
        save=lambda form: services.put_on(by=request.user, **form.cleaned_data),
        back=reverse("cdop:panels"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def order(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_panel(request, reference)
    cases = cases_at(request.user, record)
    return form_page(
        request,
        order_form(cases),
        instance=record,
        form_kwargs={"cases": cases},
        title="Order of the list",
        caption=reference,
        save=lambda form: services.put_in_order(by=request.user, meeting=form.instance, places=form.places),
        back=record.get_absolute_url(),
        context=MARKED,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def attendance(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_panel(request, reference)
    group = group_of_kind(GroupKind.CHILD_DEATH_PANEL)
    members = meeting_of(group) if group else Meeting({}, {}, [], [])

    def save(form: Any) -> Any:
        chosen = form.cleaned_data["present"]
        return services.record_attendance(
            by=request.user,
            meeting=form.instance,
            present=panel_members().filter(pk__in=chosen),
            others=form.cleaned_data["others"],
            quorum=quorum_in_words(group, members, chosen),
        )

    return form_page(
        request,
        AttendanceForm,
        instance=record,
        form_kwargs={"people": members.people, "hints": members.hints},
        initial={"present": [str(one.pk) for one in record.present.all()], "others": record.others},
        title="Who took part",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context=MARKED,
    )


def quorum_in_words(group: Any, members: Meeting, present: list[str]) -> str:
    """Return what the group’s rule says of those who were there."""
    if group is None:
        return "The panel is not among the groups: no quorum is kept."
    rule = rule_in_words(group.quorum_least, group.quorum_agencies)
    if not group.quorum_least and not group.quorum_agencies:
        return rule
    answer, _ = members.answer(group, present)
    return f"Quorate. {rule}" if answer.quorate else f"Not quorate. {' '.join(answer.why_not)} {rule}"


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def decide(request: HttpRequest, reference: str, death: str) -> HttpResponse:
    record = open_case(request, reference, death)
    return form_page(
        request,
        DecisionForm,
        instance=record,
        initial={name: getattr(record, name) for name in DecisionForm.base_fields},
        title="What the panel decided",
        caption=f"{record.death.child}, {death}",
        save=lambda form: services.decide(by=request.user, case=form.instance, **form.cleaned_data),
        back=record.get_absolute_url(),
        context=MARKED,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def feedback(request: HttpRequest, reference: str, death: str) -> HttpResponse:
    record = open_case(request, reference, death)
    return form_page(
        request,
        FeedbackForm,
        instance=record,
        initial={name: getattr(record, name) for name in FeedbackForm.base_fields},
        title="What the family is told",
        caption=f"{record.death.child}, {death}",
        save=lambda form: services.record_feedback(by=request.user, case=form.instance, **form.cleaned_data),
        back=record.get_absolute_url(),
        context=MARKED,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def conflict(request: HttpRequest, reference: str, death: str) -> HttpResponse:
    record = open_case(request, reference, death)

    def save(form: ConflictForm) -> Any:
        declare_conflict(by=request.user, case=record.case, **form.cleaned_data)
        return record.meeting, "The conflict of interest is recorded. The case is closed to them from now on."

    return form_page(
        request,
        ConflictForm,
        form_kwargs={"people": panel_members()},
        title="Record a conflict of interest",
        caption=f"{record.death.child}, {death}",
        save=save,
        back=record.get_absolute_url(),
        context=MARKED,
    )
