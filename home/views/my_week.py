"""My week: what I must do, by date; what waits for my decision; what I wait for; the cycle in one strip."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escp.deadlines.queries import week_of
from home.presenters import cycle_strip, greeting
from home.queries import decisions_for, reaching_nobody, waiting_for_others


@require_safe
def my_week(request: HttpRequest) -> HttpResponse:
    week = week_of(request.user)
    decisions = decisions_for(request.user)
    page = {
        "title": "My week",
        "today": timezone.localdate(),
        "week": week,
        "decisions": decisions,
        "waiting": list(waiting_for_others(request.user)),
        "unreached": reaching_nobody(request.user),
        "greeting": greeting(week, decisions),
        "cycle": cycle_strip(request.user),
    }
    return render(request, "home/my_week.html", page)
