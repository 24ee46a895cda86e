"""What the pages of every import say: which imports there were, what was sent, what became of its rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from escp.imports.choices import Fate, ImportState
from escp.imports.columns import Column
from escp.imports.models import Import, ImportedRow
from escp.imports.services import places_left_out
from escp.imports.table import Sheet, below, headings_of
from escp.ui.parts import Row
from escp.ui.words import moment_in_words

MOST_IN_LIST = 20
COUNTED = (("new", "new"), ("changed", "changed"), ("same", "as they are here"), ("left", "left alone"))
COLOURS: dict[str, str] = {ImportState.DONE: "green", ImportState.TAKEN_BACK: "yellow"}
PlaceOf = Callable[[Import, str], str]
"""The address of a page of an import, by the page's name."""


def next_place(imported: Import, required: Iterable[Column], place_of: PlaceOf) -> str:
    """Return where an import that waits goes on: its sheet, its columns, then what it would do."""
    if imported.sheet is None:
        return place_of(imported, "import-sheet")
    if {column.name for column in required} - set(imported.mapping.values()):
        return place_of(imported, "import-columns")
    return place_of(imported, "import")


def lines_of(imports: Iterable[Import], place_of: PlaceOf) -> list[dict[str, Any]]:
    """Return a line for each of the imports so far."""
    return [
        {
            "reference": each.reference,
            "url": place_of(each, "import"),
            "state": each.get_state_display(),
            "sent": _sent(each).value,
            "counts": counts_in_words(each.counts),
        }
        for each in imports
    ]


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return how many rows did what: “3 new, 1 changed”."""
    return ", ".join(f"{counts[name]:,} {words}" for name, words in COUNTED if counts.get(name))


def offered_columns(
    imported: Import, sheet: Sheet, columns: Sequence[Column]
) -> dict[int, tuple[str, str, Sequence[Column]]]:
    """Return each column that a person may choose for: its heading, an example, and what it may be."""
    headings, rows = headings_of(sheet, imported.heading or 0), below(sheet, imported.heading or 0)
    shut = places_left_out(sheet, imported.heading or 0, columns)
    offered: dict[int, tuple[str, str, Sequence[Column]]] = {}
    for place, heading in enumerate(headings):
        example = next((texts[place] for _, texts in rows if place < len(texts) and texts[place]), "")
        if place not in shut and (heading or example):
            offered[place] = (heading, example, columns)
    return offered


def left_out(imported: Import, sheet: Sheet, columns: Sequence[Column] = (), taken: Iterable[str] = ()) -> list[str]:
    """Return a sentence for each column that is left out because it says who somebody is.

    Those that are mapped to one of `taken` are not: what is made of them says nothing.
    """
    headings, taken = headings_of(sheet, imported.heading or 0), set(taken)
    return [
        f"Column {place + 1}, “{headings[place][:60] or 'without a heading'}”: {why}."
        for place, why in places_left_out(sheet, imported.heading or 0, columns).items()
        if imported.mapping.get(place) not in taken
    ]


def facts_of_preview(
    imported: Import, words: Mapping[str, str], counts: Mapping[str, int], change_url: str
) -> list[Row]:
    """Return what was sent, what its columns are read as, and how many rows would do what."""
    read = [f"“{each['heading']}” as “{words[each['column']]}”" for each in imported.columns]
    return [
        _sent(imported),
        Row("Read", "; ".join(read), change_url),
        Row("Rows", counts_in_words(counts) or "None that can be read"),
    ]


def facts_of_settled(imported: Import) -> list[Row]:
    """Return when it was sent and settled, by whom, and what remains of it."""
    return [
        _sent(imported),
        Row(imported.get_state_display(), f"{_moment(imported.settled_at)} by {imported.settled_by}"),
        Row("Rows", counts_in_words(imported.counts) or "None"),
        Row("File", f"Removed. Its SHA-256 was {imported.original_sha256}"),
    ]


def made_of(rows: Iterable[ImportedRow]) -> list[dict[str, Any]]:
    """Return what became of each row."""
    return [
        {
            "number": row.number,
            "reference": row.reference,
            "fate": row.get_fate_display(),
            "url": row.record.get_absolute_url() if row.record is not None else "",
            "gone": row.record is None and row.fate == Fate.NEW,
        }
        for row in rows
    ]


def _sent(imported: Import) -> Row:
    return Row("Sent", f"{moment_in_words(imported.added_at)} by {imported.added_by}")


def _moment(at: datetime | None) -> str:
    return moment_in_words(at) if at else ""
