"""The pages for what goes wrong, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood. Needs no context."""
    return HttpResponse(get_template("400.html").render(), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not do that."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or it is not for this person: both read the same."""
    return render(request, "404.html", status=404)


def conflict(
    request: HttpRequest, exception: Exception | None = None, *, reason: str = "", back: str = ""
) -> HttpResponse:
    """409: someone else was first. `back` leads to the page as it is now."""
    return render(request, "409.html", {"reason": reason or str(exception or ""), "back": back}, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Needs no database and no context."""
    return HttpResponse(get_template("500.html").render(), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection did not match: most often a page left open overnight."""
    return render(request, "ui/expired.html", status=403)
