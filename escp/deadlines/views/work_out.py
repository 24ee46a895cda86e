"""Working out a date: any clock, any start, with an address of its own for the answer."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.deadlines.calendar import london_date
from escp.deadlines.forms.work_out import WorkOutForm
from escp.deadlines.presenters.work_out import Explained, explained
from escp.deadlines.queries import rule_book
from escp.deadlines.working_out import NoAnswer, needs_time, work_out

QUESTIONS = ("clock", "start")


@require_safe
def work_out_a_date(request: HttpRequest) -> HttpResponse:
    asked = any(name.startswith(QUESTIONS) for name in request.GET)
    form = WorkOutForm(request.GET if asked else None)
    page = {"title": "Work out a date", "form": form, "answer": _answer(form) if form.is_valid() else None}
    return render(request, "deadlines/work_out.html", page)


def _answer(form: Any) -> Explained | None:
    """Return the answer; None, with what is wrong said on the form, when there is none."""
    key, start = form.cleaned_data["clock"], form.cleaned_data["start"]
    book = rule_book()
    if not isinstance(start, datetime) and needs_time(key, london_date(start), book):
        form.add_error("start", form.fields["start"].needs_time())
        return None
    try:
        return explained(work_out(key, start, book))
    except NoAnswer as reason:
        form.add_error("start", str(reason))
        return None
