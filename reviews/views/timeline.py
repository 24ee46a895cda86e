"""The timeline of a whole case, opened from any record of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.log import open_record
from reviews.forms.timeline import TimelineForm
from reviews.presenters.timeline import timeline_page
from reviews.queries.timeline import cases_to_tell


@require_safe
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """What happened, from the first report to what changed, as far as the reader may know of it."""
    activity = open_record(request, cases_to_tell(request.user), page="the timeline of", reference=reference)
    page = timeline_page(activity, request.user, request.GET, TimelineForm(request.GET))
    return render(request, "reviews/timeline.html", page)
