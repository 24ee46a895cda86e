"""A month of deadlines in the page, and the private address by which Outlook reads them."""

from calendar import day_name

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from escp.deadlines import ics, queries, services
from escp.deadlines.presenters.month import month_for
from escp.ui.flow import form_page
from escp.ui.forms import GovForm

# Calendars look every hour or so, on several devices. Wrong addresses are counted by where they come from.
LIMITS = {"asked": "60/5m/key", "wrong": "60/5m/ip"}
NEW_ADDRESS = "new_calendar_address"
NEW_ADDRESS_SECONDS = 60


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show one month of what the person owes: this one, or `?month=2026-03`."""
    month = month_for(request.user, request.GET.get("month", ""))
    return render(request, "deadlines/calendar.html", {"title": "Calendar", "month": month, "weekdays": day_name})


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer whoever knows the address with its owner's open deadlines. Nothing is written.

    An address that is unknown, has stopped, or whose owner has left is answered alike.
    """
    owner = queries.owner_of(token)
    if owner is None:
        return _refused(request) or _unkept("There is no calendar at this address.\n", "text/plain", 404)
    if not _within(request, "asked", str(owner.pk)):
        return _too_often()
    response = _unkept(ics.feed(queries.in_feed_of(owner)), "text/calendar", 200)
    # Saved from a browser, the file must not bear the token as its name.
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


def my_calendar(request: HttpRequest) -> HttpResponse:
    """Say whether the person has an address, and make one. It is shown once, on the page that follows."""
    made: list[str] = []

    def save(form: GovForm) -> str:
        made.append(services.make_feed(by=request.user))
        return reverse("deadlines:my-calendar")

    held, token = queries.feed_of(request.user), _just_made(request)
    shown = bool(held and token and held.token_hash == queries.hash_of(token))
    response = form_page(
        request,
        GovForm,
        title="Your calendar",
        save=save,
        template="deadlines/my_calendar.html",
        context={
            "held": held,
            "address": settings.SITE_ADDRESS + reverse("deadlines:feed", args=[token]) if shown else "",
        },
        submit_label="Make a new address" if held else "Make my address",
    )
    if made and response.status_code == 302:
        # The token travels in the person's own browser, for a minute: the session would keep it in the database.
        response.set_signed_cookie(
            NEW_ADDRESS,
            made[0],
            max_age=NEW_ADDRESS_SECONDS,
            path=request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    elif token:
        response.delete_cookie(NEW_ADDRESS, path=request.path, samesite="Strict")
    return response


def stop_my_calendar(request: HttpRequest) -> HttpResponse:
    """Ask, then stop the person's address."""

    def save(form: GovForm) -> tuple[str, str]:
        stopped = services.revoke_feed(by=request.user)
        said = "Your calendar address has stopped." if stopped else "You had no calendar address."
        return reverse("deadlines:my-calendar"), said

    return form_page(
        request,
        GovForm,
        title="Stop your calendar address",
        save=save,
        template="deadlines/stop_my_calendar.html",
        submit_label="Stop the address",
        back=reverse("deadlines:my-calendar"),
        destructive=True,
    )


def _just_made(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(NEW_ADDRESS, default="", max_age=NEW_ADDRESS_SECONDS))


def _refused(request: HttpRequest) -> HttpResponse | None:
    return None if _within(request, "wrong") else _too_often()


def _within(request: HttpRequest, action: str, key: str | None = None) -> bool:
    usage = ratelimit.consume(request, app="deadlines.feed", action=action, config=LIMITS, key=key, limit_get=True)
    return usage is not None


def _too_often() -> HttpResponse:
    response = _unkept("Asked too often. Ask again in five minutes.\n", "text/plain", 429)
    response["Retry-After"] = "300"
    return response


def _unkept(content: str | bytes, kind: str, status: int) -> HttpResponse:
    response = HttpResponse(content, status=status, content_type=f"{kind}; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    return response
