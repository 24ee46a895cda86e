"""The copy that whoever answered keeps: made by the worker, for an account or by the link through which they came."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from escp.access.log import record_access
from escp.reports.models import Paper
from escp.reports.queries import papers_for
from escp.reports.views import as_download, ask_for, order, paper_page
from escp.returns.answerer import Answerer, for_answerers
from escp.returns.policies import keeps_copy
from escp.returns.presenters.paper import COPY, COPY_BY_LINK
from escp.returns.views.answering import found


@for_answerers
def copy(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Ask for a copy of what was sent, as a paper, and lead to the page that says how far it is."""
    asked = found(answerer, reference)
    if answerer.link is None and not keeps_copy(answerer.person, asked):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    facts = {"reference": asked.reference, "title": f"{COPY.title} {asked.reference}"}
    if answerer.link is None:
        return ask_for(request, COPY.key, {"reference": asked.reference}, **facts)
    arguments = {"reference": asked.reference, "link": answerer.link.pk}
    if not COPY_BY_LINK.is_open_to(answerer.person, arguments):
        raise Http404
    order(answerer.person, COPY_BY_LINK.key, arguments, **facts)
    return redirect("returns:copy-by-link", asked.reference)


@for_answerers
@require_safe
def copy_by_link(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Say how far the copy is, for somebody without an account."""
    page = paper_page(request, _paper(answerer, reference))
    return render(request, "returns/copy_by_link.html", page | {"reference": reference})


@for_answerers
@require_safe
def copy_by_link_file(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Give the copy to whoever came by the link. Written into the access log first."""
    paper = _paper(answerer, reference)
    if not paper.is_ready:
        raise Http404
    record_access(answerer.person, "downloaded a paper", reference=paper.reference[:30], purpose=paper.title)
    return as_download(paper)


def _paper(answerer: Answerer, reference: str) -> Paper:
    """Return the newest copy that was asked for through this link. Raises Http404."""
    asked = found(answerer, reference)
    papers = papers_for(answerer.person).filter(kind=COPY_BY_LINK.key, reference=asked.reference)
    paper = papers.order_by("-asked_at").first()
    if answerer.link is None or paper is None or paper.arguments.get("link") != answerer.link.pk:
        raise Http404
    if not COPY_BY_LINK.is_open_to(answerer.person, paper.arguments):
        raise Http404
    return paper
