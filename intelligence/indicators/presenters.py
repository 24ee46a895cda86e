"""The pages of published data in plain values."""

from typing import Any

from django.urls import reverse

from escp.imports.choices import ImportState
from escp.imports.models import Import
from escp.imports.presenters import COLOURS, MOST_IN_LIST, counts_in_words, facts_of_settled
from escp.ui.parts import Row
from escp.ui.words import moment_in_words
from intelligence.indicators.kinds import kind_of
from intelligence.indicators.plans import Plan
from intelligence.models import FileReading


def place_of(imported: Import, page: str = "import") -> str:
    """Return the address of a page of an import."""
    return reverse(f"intelligence:{page}", args=[imported.reference])


def listed_at(imported: Import) -> str:
    """Return the page on which files of this kind are sent and listed."""
    return reverse(f"intelligence:{kind_of(imported).list_page}")


def columns_place(imported: Import) -> str:
    """Return where the columns of a file are chosen; nothing where they are always the same."""
    page = kind_of(imported).columns_page
    return place_of(imported, page) if page else ""


def lines_of(imports: Any) -> list[dict[str, Any]]:
    return [
        {
            "reference": each.reference,
            "title": each.data.title,
            "url": place_of(each),
            "state": each.get_state_display(),
            "counts": counts_in_words(each.counts),
        }
        for each in imports[:MOST_IN_LIST]
    ]


def preview_page(imported: Import, plan: Plan) -> dict[str, Any]:
    """Return what would be brought in, what it revises, what is wrong, and which areas the file does not have."""
    words = kind_of(imported).columns_in_words
    read = [f"“{each['heading']}”: {words.get(each['column'], each['column'])}" for each in imported.columns]
    others = f"{plan.others:,}, for the view across all authorities" if plan.others else "None"
    return {
        "facts": [
            *_sent_as(imported),
            Row("Read", "; ".join(read) or "Nothing yet", columns_place(imported)),
            Row("Rows", f"{plan.rows:,}"),
            Row("Areas", "; ".join(plan.areas) or "None found"),
            Row("Other authorities", others),
            Row("Periods", " to ".join(plan.periods) or "None"),
            Row("Figures", counts_in_words(plan.counts) or "None"),
            Row("Without a number", f"{plan.without_number:,}"),
        ],
        "errors": plan.errors,
        "more_errors": plan.error_count - len(plan.errors),
        "missing": plan.missing,
        "revised": plan.revised,
        "notes": [*imported.data.notes, *plan.notes],
        "definitions": [Row(title, words) for title, words in kind_of(imported).definitions],
        "figures": [] if kind_of(imported).is_published else plan.figures,
        "more_figures": plan.figure_count - len(plan.figures),
        "abandon_url": place_of(imported, "import-abandon"),
        "columns_url": columns_place(imported),
        "imports_url": listed_at(imported),
    }


def waiting_page(imported: Import, reading: FileReading) -> dict[str, Any]:
    """Return how far the worker is with a long file, or why it stopped."""
    waits = reading.is_with_the_worker
    return {
        "title": f"{imported.reference} {imported.data.title}",
        "state": reading.get_state_display(),
        "facts": [*_sent_as(imported), Row("Rows looked at", f"{reading.rows_done:,}")],
        "reason": reading.reason,
        "waits": waits,
        "look_again_url": place_of(imported),
        "columns_url": "" if waits else columns_place(imported),
        "abandon_url": "" if waits else place_of(imported, "import-abandon"),
        "imports_url": listed_at(imported),
    }


def _sent_as(imported: Import) -> list[Row]:
    """Return what a file is, who gave it, the name that its publisher gave it, and which sheet is read."""
    data = imported.data
    rows = [
        ("What it is", data.title),
        ("From", data.agency),
        ("File name", data.file_name),
        ("Sheet", data.sheet_name),
    ]
    return [Row(label, str(value)) for label, value in rows if value]


def settled_page(imported: Import) -> dict[str, Any]:
    """Return what became of a file."""
    data = imported.data
    facts = [*_sent_as(imported), *facts_of_settled(imported)]
    if data.undone_at:
        said = f"{moment_in_words(data.undone_at)} by {data.undone_by}: {data.undone_because}"
        facts.append(Row("Figures taken back", said))
    return {
        "title": f"{imported.reference} {data.title}",
        "state": imported.get_state_display(),
        "colour": COLOURS.get(imported.state, "grey"),
        "facts": facts,
        "notes": imported.data.notes,
        "definitions": [Row(title, words) for title, words in kind_of(imported).definitions],
        "undo_url": place_of(imported, "import-undo") if imported.state == ImportState.DONE else "",
        "imports_url": listed_at(imported),
    }
