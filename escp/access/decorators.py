"""Guard a view by permission. Records are guarded by the query that finds them, not here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from escp.access import second_factor
from escp.access.permissions import Permission


def needs(*permissions: Permission) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a person in who holds any of the permissions; others are told 403 in plain words."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.may(permission) for permission in permissions):
                raise PermissionDenied(f"Your role does not let you {permissions[0]}.")
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def recently_confirmed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for a code again before a grave act, unless one was given within the last five minutes.

    A form that was sent late is not kept: the person comes back to the page and sends it again.
    """

    @wraps(view)
    def confirmed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if second_factor.recently_passed(request.session, request.user):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('account_confirm')}?{urlencode({'next': request.get_full_path()})}")

    return confirmed
