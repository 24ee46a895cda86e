"""One click into a demo installation as one of its invented people. Elsewhere this page does not exist."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from escp.access import second_factor
from home.demo import people


@login_not_required
def sign_in_as(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in fully as the demo person, second factor included. 404 outside a demo installation."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = people.find(key)
    if person is None:
        raise Http404
    logout(request)
    login(request, person)
    second_factor.mark(request.session, person)
    return redirect("home:my-week")
