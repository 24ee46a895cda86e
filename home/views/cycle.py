"""The cycle of learning on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from home.cycle import standings_for


@require_safe
@needs(Permission.SEE_LEARNING)
@needs(Permission.SEE_ALL_ACTIONS)
def cycle(request: HttpRequest) -> HttpResponse:
    standings = standings_for(request.user)
    page = {
        "title": "The cycle of learning",
        "marking": True,
        "standings": standings,
        "stuck": sum(standing.stuck for standing in standings),
    }
    return render(request, "home/cycle.html", page)
