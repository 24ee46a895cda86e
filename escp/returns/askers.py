"""Who asks: the unit, and whoever a kind of request is kept to. Which requests they reach, the queries say."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from escp.returns.policies import NO_ASKER, asks_at_all


def for_askers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in whoever asks by some kind of request; others are told 403 in plain words."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        if not asks_at_all(person):
            raise PermissionDenied(NO_ASKER)
        return view(request, *args, **kwargs)

    return guarded
