"""What may grow out of a record: another activity that somebody proposes from its page, such as an audit.

Rooms above this one register how it is looked up, in `AppConfig.ready()`; pages show it by `{% what_follows %}`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from escp.partnership.models import Person


@dataclass(frozen=True)
class Link:
    """Words and where they lead, and what came of it, where that is said."""

    words: str
    url: str
    came: str = ""


@dataclass(frozen=True)
class Following:
    """What grew out of a record under one heading, how, and the link by which a person may add to it, if they may."""

    heading: str
    grown: tuple[Link, ...]
    offer: Link | None = None
    how: str = "proposed from here"


# Gives what a person may see of what grew out of the record with a reference, in one query.
Lookup = Callable[[Person, str], Following]
_lookups: dict[str, Lookup] = {}


def register(key: str, lookup: Lookup) -> None:
    """Make one kind of what follows known; the same key replaces."""
    _lookups[key] = lookup


def following(person: Person, reference: str, *only: str) -> list[Following]:
    """Return what grew out of a record, and what a person may let grow out of it; nothing that would be empty.

    `only` names the kinds that may grow out of such a record, where it is not all of them.
    """
    found = [lookup(person, reference) for key, lookup in _lookups.items() if not only or key in only]
    return [one for one in found if one.grown or one.offer]
