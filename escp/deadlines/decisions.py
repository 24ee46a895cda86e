"""What waits for a person to decide. Every app that asks for decisions registers a source; My week and the digest read
them all.

    register(Source("points-to-agree", points_to_agree))

A source is asked once for each page and each digest, so it costs one query at most, and none for somebody whom it does
not concern.
"""

from collections.abc import Callable
from dataclasses import dataclass

from escp.partnership.models import Person


@dataclass(frozen=True)
class Decision:
    """Something that only a person with the right role can settle.

    `title` may hold what somebody typed: it is shown on pages and never goes into a mail.
    """

    reference: str
    title: str
    ask: str
    url: str


@dataclass(frozen=True)
class Source:
    """One kind of decision, and how those that wait for a person are found."""

    key: str
    waiting_for: Callable[[Person], list[Decision]]


SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; registered again under the same key, it replaces the first."""
    SOURCES[source.key] = source


def decisions_for(person: Person, *, without: str = "") -> list[Decision]:
    """Return all that waits for a person to decide, source by source; `without` leaves one of them out."""
    sources = (source for source in SOURCES.values() if source.key != without)
    return [decision for source in sources for decision in source.waiting_for(person)]
