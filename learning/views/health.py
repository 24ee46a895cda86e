"""Thread health: every broken thread that the person may know of, by kind, and all of one kind."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.lists import PAGE_SIZE, page_of
from learning.health import Break, breaks, groups_for, shown


@require_safe
@needs(Permission.SEE_LEARNING)
def health(request: HttpRequest) -> HttpResponse:
    """Show every kind of break with its first records; with `?kind=`, all of that kind, a page at a time."""
    if kind := next((each for each in breaks() if each.key == request.GET.get("kind")), None):
        return _of_a_kind(request, kind)
    groups = groups_for(request.user)
    page = {
        "title": "Thread health",
        "marking": True,
        "broken": [group for group in groups if group.total],
        "whole": [group.kind.heading for group in groups if not group.total],
        "total": sum(group.total for group in groups),
    }
    return render(request, "learning/health.html", page)


def _of_a_kind(request: HttpRequest, kind: Break) -> HttpResponse:
    paginator = Paginator(kind.broken(request.user).order_by("reference"), PAGE_SIZE)
    page = page_of(paginator, request.GET.get("page"))
    rows = [shown(request.user, kind, record) for record in page]
    context = {"title": kind.heading, "marking": True, "rows": rows, "page": page}
    return render(request, "learning/health_kind.html", context)
