"""Addresses that are themselves the key: whoever knows one may read it, so none is ever written to a log.

They lie beneath `PRIVATE_ADDRESSES`. They are asked without cookies, so that nothing there depends on, or adds to,
a session: a stranger, the owner signed in and somebody who has left get the same answers.
"""

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]


class WithoutCookiesMiddleware:
    """Takes the cookies away from whoever asks for a private address. Stands before sessions."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_private(request.path):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


class DiscreetFormatter(logging.Formatter):
    """Writes log lines with private addresses cut short, wherever in the line they stand."""

    def format(self, record: logging.LogRecord) -> str:
        return cut_short(super().format(record))


def is_private(path: str) -> bool:
    """Say whether a path lies beneath the private addresses."""
    return path.startswith(settings.PRIVATE_ADDRESSES) and path != settings.PRIVATE_ADDRESSES


def cut_short(text: str) -> str:
    """Return the text with nothing left of private addresses but where they lie."""
    return re.sub(rf"(?i)({re.escape(settings.PRIVATE_ADDRESSES)})[^\s?\"']+", r"\1...", text)
