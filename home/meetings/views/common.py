"""What the views of meetings share: finding the meeting, asking who runs it, holding it while its parts change."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from escp.ui.flow import form_page
from home.meetings.queries import RUNS, meetings_for
from home.meetings.services import hold
from home.models import Meeting

FORM_METHODS = ["GET", "HEAD", "POST"]


def found(request: HttpRequest, reference: str) -> Meeting:
    """Return a meeting that the person may see, or raise Http404."""
    return get_object_or_404(meetings_for(request.user), reference=reference)


def run_by(request: HttpRequest, reference: str) -> Meeting:
    """Return a meeting that the person runs. Raises Http404 for one that they may not see, else PermissionDenied."""
    meeting = found(request, reference)
    if not RUNS(request.user, meeting):
        raise PermissionDenied(RUNS.reason)
    return meeting


def page_within(
    request: HttpRequest, meeting: Meeting, form_class: type, *, save: Callable[[Any], Any], **page: Any
) -> HttpResponse:
    """Show or save a form of a part of a meeting. The meeting is held first, as every write to its parts holds it."""
    page.setdefault("caption", meeting.title)
    page.setdefault("back", meeting.get_absolute_url())
    if request.method != "POST":
        return form_page(request, form_class, save=save, **page)
    with transaction.atomic():
        hold(meeting)
        return form_page(request, form_class, save=save, **page)
