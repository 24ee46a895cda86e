"""What a Learning from Practice Update gathers: each room says what of its own was agreed from one day to another.

Rooms above this one register theirs in `AppConfig.ready()`. Only what all who take part in learning may read is
gathered: whoever writes an update may see more, and nobody should have to remember what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Gathered:
    """One record as a part of an update begins with it: a heading and words, and where the record stands.

    `case` and `point` are numbers: of the case behind it, whose identities must not stand in the text, and of the
    learning point that it carries. A figure has the words `counted` for how it was counted, and a reference of its own.
    """

    reference: str
    heading: str
    words: str
    url: str
    case: int | None = None
    point: int | None = None
    counted: str = ""


@dataclass(frozen=True)
class Gatherer:
    """One section of an update: its heading, its place among the others, and what belongs there. One or two queries."""

    key: str
    heading: str
    order: int
    gather: Callable[[date, date], list[Gathered]]


_gatherers: dict[str, Gatherer] = {}


def register(gatherer: Gatherer) -> None:
    """Add a section. Raises ImproperlyConfigured for a key that is taken."""
    if gatherer.key in _gatherers:
        raise ImproperlyConfigured(f"Two sections of an update are called {gatherer.key}.")
    _gatherers[gatherer.key] = gatherer


def gatherers() -> list[Gatherer]:
    """Return the sections of an update in order."""
    return sorted(_gatherers.values(), key=lambda one: one.order)
