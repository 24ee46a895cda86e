"""Calling an address outside: the published bank holidays and the dead-man address. Nothing is told but the address."""

import http.client
import queue
import threading
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from escp.settings.environment import THIS_MACHINE

AGENT = "GoldenThread"


class Unanswered(Exception):
    """Raised when a call brought no answer. Its words are the kind of failure alone: an address may hold a secret."""


class _NoRedirect(HTTPRedirectHandler):
    """An answer that leads elsewhere is no answer."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def call(url: str, *, seconds: float, most_bytes: int) -> bytes:
    """Return what an address answers with success. Raises Unanswered for anything else, or for nothing in time.

    The call runs in a thread of its own: looking up a name, or an answer that comes in drips, knows no time-out.
    """
    answer: queue.Queue[bytes | Exception] = queue.Queue(maxsize=1)

    def ask() -> None:
        try:
            with _opener(url).open(Request(url, headers={"User-Agent": AGENT}), timeout=seconds) as response:  # noqa: S310 settings allow https, and http on this machine
                answer.put(response.read(most_bytes + 1))
        except (OSError, URLError, http.client.HTTPException, ValueError) as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True, name="calling").start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise Unanswered("TimeoutError") from None
    if isinstance(found, Exception):
        raise Unanswered(_kind(found)) from None
    if len(found) > most_bytes:
        raise Unanswered("TooLong")
    return found


def _opener(url: str) -> OpenerDirector:
    direct = [ProxyHandler({})] if urlsplit(url).hostname in THIS_MACHINE else []
    return build_opener(_NoRedirect, *direct)


def _kind(error: Exception) -> str:
    code = getattr(error, "code", None)
    reason = getattr(error, "reason", None)
    return f"HTTP {code}" if code else type(reason if isinstance(reason, Exception) else error).__name__
