"""What everyone at work should know now, shown above every page: "No reminders have been sent since 9.30am".

An app registers a function in `AppConfig.ready()`; it gets the request of a signed-in person and returns a Notice or
None. It is asked on every page, so it must be cheap: keep the answer in the cache.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Notice:
    """A sentence and, if it helps, where to go."""

    text: str
    url: str = ""
    link: str = ""


_sources: dict[str, Callable[[HttpRequest], Notice | None]] = {}


def register(key: str, source: Callable[[HttpRequest], Notice | None]) -> None:
    """Ask `source` for a notice on every page. The same key replaces an earlier source."""
    _sources[key] = source


def notices_for(request: HttpRequest) -> list[Notice]:
    """Return what must be said on this page."""
    return [notice for source in _sources.values() if (notice := source(request)) is not None]
