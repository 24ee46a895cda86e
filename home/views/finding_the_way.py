"""From a reference or a word to the record. Only what the person may know of is found; the rest does not exist."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from home.queries import record_of
from learning.queries import search as find


@require_safe
def go_to_reference(request: HttpRequest, reference: str) -> HttpResponse:
    """Lead to the record with this reference: the address that e-mails carry."""
    record = record_of(request.user, reference)
    if record is None:
        raise Http404
    return redirect(record)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    hits = find(request.user, text)
    return render(request, "home/search.html", {"title": "Search", "q": text, "hits": hits})
