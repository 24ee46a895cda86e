"""The meeting itself, one item after the other, and its minutes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from escp.reports.word import word_response
from home.meetings import forms
from home.meetings.choices import MINUTED, MeetingState, MinuteKind
from home.meetings.papers import minutes_in_pieces
from home.meetings.presenters.pages import minutes_page, now_page
from home.meetings.queries import items_for, minutes_for, people_who_present, standing_items
from home.meetings.services import minuting
from home.meetings.views.common import FORM_METHODS, found, page_within, run_by
from home.models import Meeting, Minute

BECOMES = {
    MinuteKind.NOTE: "The note is kept.",
    MinuteKind.DECISION: "The decision is kept.",
    MinuteKind.ACTION: "The action is recorded.",
}


@require_safe
def now(request: HttpRequest, reference: str) -> HttpResponse:
    """Lead to the first item of a meeting."""
    items = standing_items(run_by(request, reference))
    if not items:
        raise Http404
    return redirect("home:meeting-now-item", reference, items[0].number)


@require_http_methods(FORM_METHODS)
def now_item(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show one item across the room, and keep what was said as what the pressed button says."""
    record = run_by(request, reference)
    page = now_page(record, request.user, number)
    if page is None:
        raise Http404
    asked = request.POST.get("kind", "")
    kind = MinuteKind(asked) if asked in BECOMES else MinuteKind.NOTE

    def save(form: forms.SaidForm) -> tuple[str, str]:
        minute = minuting.write(by=request.user, item=page["line"].item, kind=kind, **form.cleaned_data)
        said = f" It can be named as “{minute.item.minute}”." if kind == MinuteKind.DECISION else ""
        return request.path, f"{BECOMES[kind]}{said}"

    return page_within(
        request,
        record,
        forms.SaidForm,
        form_kwargs={"people": people_who_present(record), "records_actions": page["may_record_actions"]},
        title=f"{number}. {page['line'].words}",
        template="home/meetings/now.html",
        submit_label="Keep as a note",
        context=page,
        save=save,
    )


@require_safe
def minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the minutes; with `?format=docx`, as a Word document."""
    record = found(request, reference)
    if record.state not in (*MINUTED, MeetingState.AGREED):
        # There are none before it begins.
        raise Http404
    if request.GET.get("format") == "docx":
        pieces = minutes_in_pieces(record, request.user)
        return word_response(pieces, title=f"Minutes {record.title}", reference=record.reference)
    return render(request, "home/meetings/minutes.html", minutes_page(record, request.user))


@require_http_methods(FORM_METHODS)
def put_right(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Change the words of an entry while the minutes are a draft."""
    record = run_by(request, reference)
    minute: Minute = get_object_or_404(minutes_for(request.user), item__meeting=record, pk=number)

    def save(form: Any) -> tuple[str, str]:
        minuting.put_right(by=request.user, minute=form.instance)
        return f"{_minutes_url(record)}#minute-{number}", "The minutes are changed."

    return page_within(
        request,
        record,
        forms.PutRightForm,
        instance=minute,
        title=f"Put right: {minute.get_kind_display().lower()}",
        back=_minutes_url(record),
        save=save,
    )


@require_http_methods(FORM_METHODS)
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a correction to minutes that are agreed."""
    record = run_by(request, reference)
    items = items_for(request.user).filter(meeting=record, number__gt=0)

    def save(form: forms.CorrectForm) -> tuple[str, str]:
        minuting.correct(by=request.user, **form.cleaned_data)
        return _minutes_url(record), "The correction is kept."

    return page_within(
        request,
        record,
        forms.CorrectForm,
        form_kwargs={"items": items},
        title="Add a correction",
        back=_minutes_url(record),
        save=save,
    )


def _minutes_url(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}minutes/"
