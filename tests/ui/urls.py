"""Addresses for the tests of the UI kit alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler403 = "escp.ui.errors.forbidden"
handler404 = "escp.ui.errors.not_found"
handler500 = "escp.ui.errors.server_error"


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", empty, name="first"),
    path("actions/", empty, name="actions"),
    path("reports/", empty, name="reports"),
    path("accounts/logout/", empty, name="account_logout"),
    path("ui/", include("escp.ui.urls")),
]
