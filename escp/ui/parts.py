"""What the components in `templates/components` are given. A tag takes these, or dictionaries with the same names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

Part = TypeVar("Part")


@dataclass(frozen=True)
class Row:
    """A line of a summary list. With a `url` it gets a link, which says `change` and, for those who listen, the key."""

    key: str
    value: Any = ""
    url: str = ""
    change: str = "Change"


@dataclass(frozen=True)
class Given:
    """A file that was given already, and how far it is. Without a `url` it cannot be opened, or not yet."""

    key: str
    name: str
    state: str = ""
    colour: str = "grey"
    url: str = ""


@dataclass(frozen=True)
class Task:
    """A part of a record and how far it is.

    Without a `url` it cannot be opened yet; without a `colour` its status is plain text.
    """

    title: str
    status: str
    url: str = ""
    colour: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened: what, who did it, when (a day or a moment), and more if there is more."""

    title: str
    at: date
    by: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Comparison:
    """A table in which the same things are compared: a row a thing, a cell for each of the columns after the first."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def labelled(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """Each row with its cells, each cell with its column: on a telephone the column stands beside the cell."""
        return [(thing, list(zip(self.columns[1:], cells, strict=True))) for thing, cells in self.rows]


@dataclass(frozen=True)
class Stage:
    """A stage of the cycle: how many things stand there, how old or stuck they are, and where they are listed."""

    label: str
    number: int
    hint: str = ""
    url: str = ""
    stuck: bool = False


def parts(kind: type[Part], given: Iterable[Part | Mapping[str, Any]]) -> list[Part]:
    """Return each item as `kind`. Raises TypeError for a dictionary with a name that `kind` does not have."""
    return [kind(**item) if isinstance(item, Mapping) else item for item in given]
