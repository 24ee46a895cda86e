"""The pages of published data in plain values."""

from typing import Any

from django.urls import reverse

from escp.imports.choices import ImportState
from escp.imports.models import Import
from escp.imports.presenters import COLOURS, MOST_IN_LIST, counts_in_words, facts_of_settled
from escp.ui.parts import Row
from escp.ui.words import moment_in_words
from intelligence.choices import Level
from intelligence.indicators.kinds import kind_of
from intelligence.indicators.published import Measured

MOST_SHOWN, MOST_FIGURES = 40, 200


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


def preview_page(imported: Import, plan: dict[str, Any]) -> dict[str, Any]:
    """Return what would be brought in, what it revises, what is wrong, and which areas the file does not have."""
    found = plan["found"]
    read = [f"“{each['heading']}” as {each['column']}" for each in imported.columns]
    areas = sorted({(one.level, one.area_name or one.area_code) for one in found.figures if one.level != Level.OTHER})
    others = len({one.area_code for one in found.figures if one.level == Level.OTHER})
    periods = [name for _, name in sorted({(one.starts_on, one.period) for one in found.figures})]
    counts = {"new": len(plan["new"]), "changed": len(plan["changed"]), "same": plan["same"]}
    return {
        "facts": [
            *_sent_as(imported),
            Row("Read", "; ".join(read) or "Nothing yet", columns_place(imported)),
            Row("Areas", "; ".join(f"{name} ({Level(level).label.lower()})" for level, name in areas) or "None found"),
            Row("Other authorities", f"{others}, for the view across all authorities" if others else "None"),
            Row("Periods", f"{periods[0]} to {periods[-1]}" if periods else "None"),
            Row("Figures", counts_in_words(counts) or "None"),
            Row("Without a number", str(sum(one.value is None for one in found.figures))),
        ],
        "errors": [str(one) for one in found.errors[:MOST_SHOWN]],
        "more_errors": max(0, len(found.errors) - MOST_SHOWN),
        "missing": found.missing,
        "revised": [
            f"{one.code}, {one.area_name}, {one.period}: {here.text or here.mark} becomes {one.text or one.mark}"
            for one, here in plan["changed"][:MOST_SHOWN]
        ],
        "notes": [*imported.data.notes, *found.notes],
        "definitions": [Row(title, words) for title, words in kind_of(imported).definitions],
        "figures": [] if kind_of(imported).is_published else [_line(one) for one in found.figures[:MOST_FIGURES]],
        "more_figures": max(0, len(found.figures) - MOST_FIGURES),
        "abandon_url": place_of(imported, "import-abandon"),
        "columns_url": columns_place(imported),
        "imports_url": listed_at(imported),
    }


def _line(one: Measured) -> dict[str, Any]:
    """Return a figure of our own as it would be kept, with what it was worked out from."""
    counted = f"{one.numerator:,}" if one.numerator is not None else ""
    whole = f" of {one.denominator:,}" if counted and one.denominator is not None else ""
    return {
        "code": one.code,
        "period": one.period,
        "figure": one.text,
        "counted": counted + whole,
        "row": one.row or "",
    }


def _sent_as(imported: Import) -> list[Row]:
    """Return what a file is, who gave it, and the name that its publisher gave it."""
    data = imported.data
    rows = [("What it is", data.title), ("From", data.agency), ("File name", data.file_name)]
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
