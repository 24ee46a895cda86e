"""The kinds of files that figures come from: each room says how its own are read, and on which pages they are sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from escp.imports.models import Import
from escp.imports.table import Sheet
from intelligence.indicators.published import Found


@dataclass(frozen=True)
class Kind:
    """One kind: how a sheet is read, where such files are sent and listed, and where their columns are chosen.

    `is_ready` says whether the columns that are chosen can be read.
    """

    read: Callable[[Import, Sheet], Found]
    list_page: str
    columns_page: str = ""
    is_published: bool = False
    # Each measure that such a file holds, and how it is counted.
    definitions: Sequence[tuple[str, str]] = ()
    # What a column holds, in words, by its key; a key without words is the code of an indicator, which says it itself.
    columns_in_words: Mapping[str, str] = field(default_factory=dict)
    is_ready: Callable[[Import], bool] = lambda imported: bool(imported.columns)


KINDS: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    KINDS[name] = kind


def kind_of(imported: Import) -> Kind:
    return KINDS[imported.kind]
