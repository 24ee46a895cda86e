"""Pages of words: what reports there are, accessibility and privacy."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.reports.queries import papers_for
from home.presenters import reports_for

MOST_PAPERS = 20


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    page = {
        "title": "Reports",
        "reports": reports_for(request.user),
        "papers": list(papers_for(request.user)[:MOST_PAPERS]),
    }
    return render(request, "home/reports.html", page)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html", {"title": "Accessibility"})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html", {"title": "Privacy"})
