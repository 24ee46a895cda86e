"""Every component on one page, for those who build pages."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery. Raises Http404 where the installation does not offer it."""
    if not settings.GALLERY:
        raise Http404
    return render(request, "ui/gallery.html")
