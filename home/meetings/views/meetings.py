"""The list of meetings, one meeting, its dates, who comes, its papers."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from home.meetings import forms
from home.meetings.entries import entry_of
from home.meetings.pack import PACK
from home.meetings.presenters.pages import meeting_page, meetings_page
from home.meetings.presenters.quorum import chosen, quorum_in_words, quorum_now, who_may_come
from home.meetings.queries import groups_that_meet
from home.meetings.services import planning
from home.meetings.views.common import FORM_METHODS, found, page_within, run_by
from home.models import Meeting
from learning.redaction.editions import edition_asked


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    return render(request, "home/meetings/meetings.html", meetings_page(request.user))


@require_safe
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "home/meetings/meeting.html", meeting_page(found(request, reference), request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_MEETINGS)
def new(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        forms.MeetingForm,
        instance=Meeting(),
        form_kwargs={"groups": groups_that_meet()},
        title="Plan a meeting",
        save=lambda form: (planning.plan(by=request.user, meeting=form.instance), "The meeting is planned."),
        back=reverse("home:meetings"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_MEETINGS)
def year(request: HttpRequest) -> HttpResponse:
    """Plan the meetings of twelve months at once."""

    def save(form: forms.YearForm) -> tuple[str, str]:
        asked = form.cleaned_data
        days = planning.days_of_a_year(asked["first"], int(asked["every"]), int(asked["week"]), int(asked["weekday"]))
        facts = {name: asked[name] for name in ("begins", "ends", "place")}
        made = planning.plan_year(by=request.user, group=asked["group"], days=days, facts=facts)
        words = f"{made} meeting{'' if made == 1 else 's'} planned." if made else "Each of these days has one already."
        return reverse("home:meetings"), words

    return form_page(
        request,
        forms.YearForm,
        form_kwargs={"groups": groups_that_meet()},
        initial={"begins": "14:00", "ends": "16:00", "every": "2"},
        title="Plan a year of meetings",
        save=save,
        back=reverse("home:meetings"),
        submit_label="Plan these meetings",
    )


@require_http_methods(FORM_METHODS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = run_by(request, reference)
    return form_page(
        request,
        forms.ChangeMeetingForm,
        instance=record,
        title="Change the meeting",
        caption=record.title,
        save=lambda form: (planning.change(by=request.user, meeting=form.instance), "The meeting is changed."),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
def attendance(request: HttpRequest, reference: str) -> HttpResponse:
    record = run_by(request, reference)
    members = who_may_come(record.group)

    def save(form: Any) -> tuple[Meeting, str]:
        given = form.cleaned_data
        words = quorum_in_words(record.group, members, given["present"])
        kept = planning.record_attendance(
            by=request.user,
            meeting=form.instance,
            present=chosen(given["present"]),
            apologised=chosen(given["apologised"]),
            others=given["others"],
            quorum=words,
        )
        return kept, words

    return page_within(
        request,
        record,
        forms.AttendanceForm,
        instance=record,
        form_kwargs={"people": members.people, "hints": members.hints},
        initial={
            "present": [str(one.pk) for one in record.present.all()],
            "apologised": [str(one.pk) for one in record.apologised.all()],
            "others": record.others,
        },
        title="Who is there?",
        template="home/meetings/attendance.html",
        context={"quorum": quorum_now(record)},
        save=save,
    )


@require_safe
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer with the calendar entry of a meeting."""
    record = found(request, reference)
    response = HttpResponse(entry_of(record), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{record.reference.lower()}.ics"'
    response["Cache-Control"] = "no-store, private"
    return response


def pack(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for the papers as one PDF."""
    record = found(request, reference)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    title = f"Papers of {record.reference}"
    asked = {"reference": record.reference, "edition": edition_asked(request.POST)}
    return ask_for(request, PACK.key, asked, reference=record.reference, title=title)
