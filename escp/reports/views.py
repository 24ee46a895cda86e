"""The page of a paper: being made, ready, or why not. Only whoever asked for it may open it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.log import record_access
from escp.reports import queries, services, tasks
from escp.reports.kinds import KINDS
from escp.reports.models import Paper

# The page looks again by itself for about three minutes: often at first, then less, then not at all.
PAUSES = (*[2] * 5, *[5] * 10, *[10] * 12)


def order(by: Any, kind: str, arguments: Mapping[str, Any], *, reference: str = "", title: str = "") -> Paper:
    """Ask for a paper for a person, and tell the worker."""
    with transaction.atomic():
        paper = services.ask_for(by=by, kind=kind, arguments=arguments, reference=reference, title=title)
        if paper.is_waiting:
            transaction.on_commit(partial(tasks.tell_the_worker, paper.pk))
    return paper


def ask_for(
    request: HttpRequest, kind: str, arguments: Mapping[str, Any], *, reference: str = "", title: str = ""
) -> HttpResponse:
    """Ask for a paper for the person of this request, tell the worker, and lead to the paper's page."""
    return redirect(order(request.user, kind, arguments, reference=reference, title=title))


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, key: Any) -> HttpResponse:
    """Say how far a paper is. Posted to, ask for one that failed again."""
    found = _found(request, key)
    if request.method == "POST":
        if not found.has_failed:
            return redirect(found)
        return ask_for(request, found.kind, found.arguments, reference=found.reference, title=found.title)
    return render(request, "reports/paper.html", paper_page(request, found))


def paper_page(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    """Return what a page that waits for a paper shows, and when it looks again by itself."""
    look = _look(request.GET.get("look", "0"))
    return {
        "title": paper.title,
        "paper": paper,
        "looks_again_in": PAUSES[look] if paper.is_waiting and look is not None else 0,
        "next_look": (look or 0) + 1,
    }


@require_safe
def paper_file(request: HttpRequest, key: Any) -> HttpResponse:
    """Give the file to whoever asked for it. Written into the access log first."""
    found = _found(request, key, state="ready")
    record_access(request.user, "downloaded a paper", reference=found.reference[:30], purpose=found.title)
    return as_download(found)


def as_download(paper: Paper) -> HttpResponse:
    """Return a paper's file. Whoever calls this has asked whose it is, and logged it."""
    response = HttpResponse(bytes(paper.content), content_type=paper.content_type)
    response["Content-Disposition"] = f'attachment; filename="{paper.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _found(request: HttpRequest, key: Any, **in_state: str) -> Paper:
    """Return a paper of this person's. Raises Http404 also once what it is about is closed to them."""
    found = get_object_or_404(queries.papers_for(request.user), key=key, **in_state)
    if not KINDS[found.kind].is_open_to(request.user, found.arguments):
        raise Http404
    return found


def _look(asked: str) -> int | None:
    """Return how often the page has looked by itself, or None when it is to stop."""
    looks = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else len(PAUSES)
    return looks if looks < len(PAUSES) else None
