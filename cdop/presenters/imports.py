"""An extract from eCDOP on its way in: what its columns are taken for, what it would do, what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from cdop.ecdop.columns import BORN_ON, COLUMNS
from cdop.ecdop.plan import Plan, Planned
from cdop.queries.imports import is_done
from escp.imports.choices import Fate, ImportState
from escp.imports.columns import Column
from escp.imports.models import Import, ImportedRow
from escp.imports.queries import WAITS_DAYS
from escp.imports.services import places_left_out
from escp.imports.table import Sheet, below, headings_of
from escp.ui.parts import Row
from escp.ui.words import date_in_words, moment_in_words

WORDS = {column.name: column.words for column in COLUMNS}
REQUIRED = [column for column in COLUMNS if column.required]
MOST_ERRORS, MOST_IN_LIST = 100, 20
COUNTED = (("new", "new"), ("changed", "changed"), ("same", "as they are here"), ("left", "left alone"))
COLOURS: dict[str, str] = {ImportState.DONE: "green", ImportState.TAKEN_BACK: "yellow"}
# For a column with dates of birth nothing else is offered.
BIRTH = "a date of birth"


def place_of(imported: Import, name: str = "import") -> str:
    return reverse(f"cdop:{name}", args=[imported.reference])


def next_place(imported: Import) -> str:
    """Return where an import that waits goes on: its sheet, its columns, then what it would do."""
    if imported.sheet is None:
        return place_of(imported, "import-sheet")
    if {column.name for column in REQUIRED} - set(imported.mapping.values()):
        return place_of(imported, "import-columns")
    return place_of(imported)


def imports_page(imports: Iterable[Import]) -> dict[str, Any]:
    """Return the imports so far, and how long a file waits."""
    rows = [
        {
            "reference": each.reference,
            "url": place_of(each),
            "state": each.get_state_display(),
            "sent": f"{moment_in_words(each.added_at)} by {each.added_by}",
            "counts": counts_in_words(each.counts),
        }
        for each in imports
    ]
    return {"marking": True, "imports": rows, "days": WAITS_DAYS, "required": [column.words for column in REQUIRED]}


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return how many rows did what: “3 new, 1 changed”."""
    return ", ".join(f"{counts[name]} {words}" for name, words in COUNTED if counts.get(name))


def offered_columns(imported: Import, sheet: Sheet) -> dict[int, tuple[str, str, Sequence[Column]]]:
    """Return each column that a person may choose for: its heading, an example, and what it may be.

    One that says who somebody is is not among them; of a date of birth the age band alone may be taken, and no example
    is shown.
    """
    headings, rows = headings_of(sheet, imported.heading or 0), below(sheet, imported.heading or 0)
    shut = places_left_out(sheet, imported.heading or 0)
    usual = [column for column in COLUMNS if column != BORN_ON]
    offered: dict[int, tuple[str, str, Sequence[Column]]] = {}
    for place, heading in enumerate(headings):
        example = next((texts[place] for _, texts in rows if place < len(texts) and texts[place]), "")
        if shut.get(place) == BIRTH:
            offered[place] = (heading, "", [BORN_ON])
        elif place not in shut and (heading or example):
            offered[place] = (heading, example, usual)
    return offered


def left_out(imported: Import, sheet: Sheet) -> list[str]:
    """Return a sentence for each column that is left out because it says who somebody is."""
    headings = headings_of(sheet, imported.heading or 0)
    return [
        f"Column {place + 1}, “{headings[place][:60] or 'without a heading'}”: {why}."
        for place, why in places_left_out(sheet, imported.heading or 0).items()
        if imported.mapping.get(place) != BORN_ON.name
    ]


def columns_page(imported: Import, sheet: Sheet) -> dict[str, Any]:
    return {"marking": True, "left_out": left_out(imported, sheet), "days": WAITS_DAYS}


def preview_page(imported: Import, sheet: Sheet, plan: Plan) -> dict[str, Any]:
    """Return what an import would do, or every error by its cell."""
    read = [f"“{each['heading']}” as “{WORDS[each['column']]}”" for each in imported.columns]
    return {
        "marking": True,
        "imported": imported,
        "back": reverse("cdop:imports"),
        "facts": [
            Row("Sent", f"{moment_in_words(imported.added_at)} by {imported.added_by}"),
            Row("Read", "; ".join(read), place_of(imported, "import-columns")),
            Row("Rows", counts_in_words(plan.counts) or "None that can be read"),
        ],
        "refusal": plan.refusal,
        "errors": [str(error) for error in plan.errors[:MOST_ERRORS]],
        "more_errors": max(0, len(plan.errors) - MOST_ERRORS),
        "error_count": len(plan.errors),
        "notes": plan.notes[:MOST_ERRORS],
        "doubtful": plan.doubtful,
        "left_out": left_out(imported, sheet),
        "new": [_new(row) for row in plan.new],
        "changed": [_changed(row) for row in plan.changed],
        "left": [_left(row) for row in plan.left],
        "same": len(plan.same),
        "abandon_url": place_of(imported, "import-abandon"),
        "days": WAITS_DAYS,
    }


def _new(row: Planned) -> dict[str, Any]:
    return {
        "row": row.case.row,
        "reference": row.case.reference,
        "died": date_in_words(row.case.died_on),
        "reaches": row.reaches,
    }


def _changed(row: Planned) -> dict[str, Any]:
    return {
        "row": row.case.row,
        "reference": row.case.reference,
        "death": row.known,
        "changes": [f"{each.words}: {each.before or 'nothing'} → {each.after}" for each in row.changes],
    }


def _left(row: Planned) -> dict[str, Any]:
    return {"row": row.case.row, "reference": row.case.reference, "death": row.death, "why": row.left}


def settled_page(imported: Import, rows: Iterable[ImportedRow], since: list[str], undo: str) -> dict[str, Any]:
    """Return what became of an import, and whether it can be taken back."""
    stands = is_done(imported)
    made = [
        {
            "number": row.number,
            "reference": row.reference,
            "fate": row.get_fate_display(),
            "url": row.record.get_absolute_url() if row.record is not None else "",
            "gone": row.record is None and row.fate == Fate.NEW,
        }
        for row in rows
    ]
    facts = [
        Row("Sent", f"{moment_in_words(imported.added_at)} by {imported.added_by}"),
        Row(imported.get_state_display(), f"{_moment(imported.settled_at)} by {imported.settled_by}"),
        Row("Rows", counts_in_words(imported.counts) or "None"),
        Row("File", f"Removed. Its SHA-256 was {imported.original_sha256}"),
    ]
    return {
        "marking": True,
        "title": f"Import {imported.reference}",
        "imported": imported,
        "state": imported.get_state_display(),
        "colour": COLOURS.get(imported.state, "grey"),
        "facts": facts,
        "made": made,
        "why_not": undo if stands and since else "",
        "undo_url": place_of(imported, "import-undo") if stands and not since else "",
    }


def _moment(at: datetime | None) -> str:
    return moment_in_words(at) if at else ""
