"""From a reference or a word to the record. Only what the person may know of is found; the rest does not exist."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from home.queries import record_of
from home.search import KINDS, SHOWN
from home.search import search as find


@require_safe
def go_to_reference(request: HttpRequest, reference: str) -> HttpResponse:
    """Lead to the record with this reference: the address that e-mails carry."""
    record = record_of(request.user, reference)
    if record is None:
        raise Http404
    return redirect(record)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    page = {
        "title": "Search",
        "q": text,
        "kind": kind,
        "kinds": [(key, searched.label) for key, searched in KINDS.items()],
        "most": "" if kind in KINDS else f"At most {SHOWN} of each kind are shown. Choose a kind to see more of it.",
        "hits": find(request.user, text, kind=kind),
    }
    return render(request, "home/search.html", page)
