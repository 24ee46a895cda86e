"""The golden thread of a record: drawn, its gaps named, and the same as a list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.log import will_show
from learning.presenters import thread_page
from learning.walk import thread_of


@require_safe
def thread(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the thread of anything that the person may see; 404 for everything else."""
    found = thread_of(request.user, reference)
    if found is None:
        raise Http404
    if found.marking:
        will_show(request, "opened golden thread", found.focus.reference)
    return render(request, "learning/thread.html", thread_page(found))
