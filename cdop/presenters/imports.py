"""An extract from eCDOP on its way in: what its columns are taken for, what it would do, what became of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from cdop.ecdop.columns import BORN_ON, COLUMNS
from cdop.ecdop.plan import Plan, Planned
from cdop.queries.imports import is_done
from escp.imports import presenters as common
from escp.imports.columns import Column
from escp.imports.models import Import, ImportedRow
from escp.imports.queries import WAITS_DAYS
from escp.imports.services import places_left_out
from escp.imports.table import Sheet, below, headings_of
from escp.ui.words import date_in_words

WORDS = {column.name: column.words for column in COLUMNS}
REQUIRED = [column for column in COLUMNS if column.required]
MOST_ERRORS = 100
# For a column with dates of birth nothing else is offered.
BIRTH = "a date of birth"


def place_of(imported: Import, name: str = "import") -> str:
    return reverse(f"cdop:{name}", args=[imported.reference])


def next_place(imported: Import) -> str:
    """Return where an import that waits goes on."""
    return common.next_place(imported, REQUIRED, place_of)


def imports_page(imports: Iterable[Import]) -> dict[str, Any]:
    """Return the imports so far, and how long a file waits."""
    return {
        "marking": True,
        "imports": common.lines_of(imports, place_of),
        "days": WAITS_DAYS,
        "required": [column.words for column in REQUIRED],
    }


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
    return common.left_out(imported, sheet, taken=[BORN_ON.name])


def columns_page(imported: Import, sheet: Sheet) -> dict[str, Any]:
    return {"marking": True, "left_out": left_out(imported, sheet), "days": WAITS_DAYS}


def preview_page(imported: Import, sheet: Sheet, plan: Plan) -> dict[str, Any]:
    """Return what an import would do, or every error by its cell."""
    return {
        "marking": True,
        "imported": imported,
        "back": reverse("cdop:imports"),
        "facts": common.facts_of_preview(imported, WORDS, plan.counts, place_of(imported, "import-columns")),
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
    return {
        "marking": True,
        "title": f"Import {imported.reference}",
        "imported": imported,
        "state": imported.get_state_display(),
        "colour": common.COLOURS.get(imported.state, "grey"),
        "facts": common.facts_of_settled(imported),
        "made": common.made_of(rows),
        "why_not": undo if stands and since else "",
        "undo_url": place_of(imported, "import-undo") if stands and not since else "",
    }
