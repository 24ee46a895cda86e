"""What a measure may be read from: audits, surveys and, once a room above offers them, indicators.

A room offers its own when the project starts, and nothing here has to know of it:

    register(Source("indicator", "Indicators", offered=indicators_to_choose, find=an_indicator))

A measure keeps `indicator:REF-1`; the words and the address are asked for when its page is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from escp.partnership.models import Person


@dataclass(frozen=True)
class Found:
    """What a measure is read from, as one person may see it: its key, its words and its page."""

    key: str
    words: str
    url: str


@dataclass(frozen=True)
class Source:
    """One kind of source: what a person may choose from, and one of them by its key (None where they may not)."""

    key: str
    label: str
    offered: Callable[[Person], Iterable[Found]]
    find: Callable[[Person, str], Found | None]


_sources: dict[str, Source] = {}
NOT_OPEN = "Something that is not open to you"


def register(source: Source) -> None:
    """Offer one more kind of source. The last one of a key stands."""
    _sources[source.key] = source


def choices_for(person: Person) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the choices of a form: for each kind, what this person may choose. A query or two a kind."""
    offered = [
        (kind.label, [(f"{kind.key}:{one.key}", one.words) for one in kind.offered(person)])
        for kind in _sources.values()
    ]
    return [(label, choices) for label, choices in offered if choices]


def found_for(person: Person, source: str) -> Found | None:
    """Return what a measure is read from; None where nothing is said. Without an address where it is not open."""
    if not source:
        return None
    kind, _, key = source.partition(":")
    known = _sources.get(kind)
    return (known and known.find(person, key)) or Found(key, NOT_OPEN, "")
