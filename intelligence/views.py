"""The door to everything that is known from outside casework."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission


@require_safe
@needs(Permission.SEE_INTELLIGENCE)
def intelligence(request: HttpRequest) -> HttpResponse:
    """Show the subjects, each with what it is for."""
    return render(request, "intelligence/intelligence.html", {"keeps": request.user.may(Permission.KEEP_INTELLIGENCE)})
