"""What is asked at every request of someone signed in: how long for, with what, and whether they still belong."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from escp.access import second_factor
from escp.access.log import record_access

STARTED = "started_at"
SEEN = "seen_at"
# The moment of the last request is kept to the minute: one write a minute and session, not one a page.
SEEN_EVERY_SECONDS = 60

# A page, and a page that says why something was not saved or made.
SHOWS = {200, 409}

Next = Callable[[HttpRequest], HttpResponse]


class SessionLimitsMiddleware:
    """Ends a session that was left alone, or that has lasted a working day. The sign-in page says which."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = time.time()
        why = self._over(request, now)
        if why:
            return sign_in_again(request, why)
        if now - request.session.get(SEEN, 0) >= SEEN_EVERY_SECONDS:
            request.session[SEEN] = now
        return self.get_response(request)

    def _over(self, request: HttpRequest, now: float) -> str:
        started = request.session.setdefault(STARTED, now)
        if now - started > settings.SESSION_LONGEST_HOURS * 3600:
            return "long"
        if now - request.session.get(SEEN, started) > settings.SESSION_IDLE_MINUTES * 60:
            return "idle"
        return ""


class SecondFactorMiddleware:
    """Ends a session that did not come in by a code, whichever door it used."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not second_factor.passed(request.session, request.user):
            return sign_in_again(request, "")
        return self.get_response(request)


class MembershipMiddleware:
    """Shows someone who no longer belongs one page that says so, and lets them sign out."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ended = request.user.is_authenticated and not request.user.current_memberships
        if ended and request.path != reverse("account_logout"):
            nothing = {"signed_in": False, "navigation": []}
            return unkept(render(request, "access/membership_ended.html", nothing, status=403))
        return self.get_response(request)


class AccessLogMiddleware:
    """Logs a page that shows a case before it leaves. What leads elsewhere or refuses has shown nothing."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        shown = getattr(request, "will_show", None)
        if shown and response.status_code in SHOWS:
            record_access(request.user, **shown)
        return response


class NoStoreMiddleware:
    """Keeps every page of someone signed in out of caches, so that Back shows nothing after signing out."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        return unkept(response) if was_signed_in or request.user.is_authenticated else response


def unkept(response: HttpResponse) -> HttpResponse:
    """Return the response, marked as not to be stored."""
    response["Cache-Control"] = "no-store"
    return response


def sign_in_again(request: HttpRequest, why: str) -> HttpResponse:
    """End the session and lead to the sign-in page, which leads back to the page that was asked for."""
    asked = {"next": request.get_full_path()} if request.method == "GET" else {}
    logout(request)
    asked |= {"why": why} if why else {}
    return unkept(redirect(f"{reverse('account_login')}?{urlencode(asked)}"))
