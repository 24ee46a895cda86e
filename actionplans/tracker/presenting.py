"""A tracker on its way in, in words: what its columns are taken for, what it would do, what became of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from actionplans.tracker.columns import BY_NAME, COLUMNS, REQUIRED
from actionplans.tracker.looking_up import is_done
from actionplans.tracker.plan import Plan, Planned
from escp.imports import presenters as common
from escp.imports.columns import Column
from escp.imports.models import Import, ImportedRow
from escp.imports.queries import WAITS_DAYS
from escp.imports.table import Sheet
from escp.ui.lists import page_of
from escp.ui.words import date_in_words

LINES_A_PAGE = 100


def place_of(imported: Import, name: str = "import") -> str:
    return reverse(f"actionplans:{name}", args=[imported.reference])


def next_place(imported: Import) -> str:
    """Return where an import that waits goes on."""
    return common.next_place(imported, REQUIRED, place_of)


def imports_page(imports: Iterable[Import]) -> dict[str, Any]:
    return {"imports": common.lines_of(imports, place_of), "days": WAITS_DAYS}


def offered_columns(imported: Import, sheet: Sheet) -> dict[int, tuple[str, str, Sequence[Column]]]:
    """Return each column that a person may choose for: its heading, an example, and what it may be."""
    return common.offered_columns(imported, sheet, COLUMNS)


def left_out(imported: Import, sheet: Sheet) -> list[str]:
    """Return a sentence for each column that is left out because it says who somebody is."""
    return common.left_out(imported, sheet, COLUMNS)


def preview_page(imported: Import, sheet: Sheet, plan: Plan, number: str | None) -> dict[str, Any]:
    """Return what an import would do, or every error by its cell; a page of them at a time."""
    lines = _lines(plan)
    return {
        "imported": imported,
        "back": reverse("actionplans:imports"),
        "facts": common.facts_of_preview(
            imported,
            {name: column.words for name, column in BY_NAME.items()},
            plan.counts,
            place_of(imported, "import-columns"),
        ),
        "refusal": plan.refusal,
        "error_count": len(plan.errors),
        "doubtful": 0 if plan.errors else plan.doubtful,
        "has_new": not plan.errors and plan.counts["new"] > 0,
        "left_out": left_out(imported, sheet),
        "page": page_of(Paginator(lines, LINES_A_PAGE), number),
        "abandon_url": place_of(imported, "import-abandon"),
        "days": WAITS_DAYS,
    }


def _lines(plan: Plan) -> list[dict[str, Any]]:
    """Return a line for each error, or else for each row that does something or is left alone, and each note."""
    if plan.errors:
        return [{"title": str(error)} for error in plan.errors]
    lines = [_line(row) for kind in ("changed", "left", "new") for row in plan.of_kind(kind)]
    return lines + [{"title": note} for note in plan.notes]


def _line(row: Planned) -> dict[str, Any]:
    said = [f"{each.words}: {each.before or 'nothing'} → {each.after}" for each in row.changes]
    said += [f"{each.words}: {each.before or 'nothing'} → {each.after}. Left alone: {why}" for each, why in row.refused]
    line = {"row": row.number, "reference": row.reference, "said": said}
    if row.action is not None:
        line["url"] = row.action.get_absolute_url()
    if row.left:
        return line | {"title": f"left alone. {row.left}"}
    if row.kind == "new":
        return line | {"title": f"a new draft. {_new_in_words(row)}"}
    return line | {"title": "would change" if row.changes else "left alone"}


def _new_in_words(row: Planned) -> str:
    facts = row.facts
    due = f"Due {date_in_words(facts['due_on'])}" if facts.get("due_on") else "No due date yet"
    who = facts.get("owner") or facts.get("lead_agency")
    return f"{facts['title']}. {due}. {who or 'Nobody named yet'}."


def settled_page(imported: Import, rows: Iterable[ImportedRow], number: str | None, can_undo: bool) -> dict[str, Any]:
    """Return what became of an import, and whether it can be taken back."""
    return {
        "title": f"Import {imported.reference}",
        "imported": imported,
        "state": imported.get_state_display(),
        "colour": common.COLOURS.get(imported.state, "grey"),
        "facts": common.facts_of_settled(imported),
        "page": page_of(Paginator(common.made_of(rows), LINES_A_PAGE), number),
        "undo_url": place_of(imported, "import-undo") if is_done(imported) and can_undo else "",
        "stays": is_done(imported) and not can_undo,
    }
