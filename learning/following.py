"""What may grow out of a record: another activity that somebody proposes from its page, such as an audit.

Rooms above this one register how it is looked up, in `AppConfig.ready()`; pages show it by `{% what_follows %}`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from escp.partnership.models import Person


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    words: str
    url: str


@dataclass(frozen=True)
class Following:
    """What grew out of a record under one heading, and the link by which a person may add to it, if they may."""

    heading: str
    grown: tuple[Link, ...]
    offer: Link | None = None


# Gives what a person may see of what grew out of the record with a reference, in one query.
Lookup = Callable[[Person, str], Following]
_lookups: dict[str, Lookup] = {}


def register(key: str, lookup: Lookup) -> None:
    """Make one kind of what follows known; the same key replaces."""
    _lookups[key] = lookup


def following(person: Person, reference: str) -> list[Following]:
    """Return what grew out of a record, and what a person may let grow out of it; nothing that would be empty."""
    found = [lookup(person, reference) for lookup in _lookups.values()]
    return [one for one in found if one.grown or one.offer]
