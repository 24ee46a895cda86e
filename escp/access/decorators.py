"""Guard a view by permission. Records are guarded by the query that finds them, not here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

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
