"""A file on its way into a chronology: what would become of its rows, and what became of them."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from reviews.choices import ImportState
from reviews.chronology.columns import LABELS, Column, Layout
from reviews.chronology.rows import Reading
from reviews.models import ChronologyImport, ChronologyRow, RapidReview
from reviews.queries.chronology import Offer, imports_of, offers_for
from reviews.services.chronology_imports import layout_in

# So many rows show whether the columns were understood.
FIRST_ROWS = 5
# The texts of a row whose earlier wording is shown.
TEXTS = {
    "written": "Date",
    "source": "Source",
    "event": "What happened",
    "response": "Response",
    "seen": "Child seen or heard",
    "analysis": "Comment or analysis",
}


def count_in_words(read: int, kept: int, rejected: int, passed: int) -> str:
    """Return the sum that shows that nothing was lost."""
    return (
        f"{read} row{'' if read == 1 else 's'} read = {kept} to bring in + {rejected} rejected + {passed} headings and "
        "other lines"
    )


def file_page(review: RapidReview, imported: ChronologyImport, reading: Reading) -> dict[str, Any]:
    """Return the context of the page of a file that waits to be brought in."""
    return _about(review, imported) | {
        "count": count_in_words(reading.read, len(reading.kept), len(reading.rejects), len(reading.passed)),
        "reading": reading,
        "first": reading.kept[:FIRST_ROWS],
        "uncertain": [kept for kept in reading.kept if kept.when.is_uncertain],
        "rejects": [reject.as_data() for reject in reading.rejects],
        "passed": [passed.as_data() for passed in reading.passed],
        "tables": [_table(review, imported, number) for number in range(len(imported.tables))],
    }


def settled_page(
    review: RapidReview, imported: ChronologyImport, rows: Iterable[ChronologyRow], person: Person
) -> dict[str, Any]:
    """Return the context of the page of a file or a return that was brought in or taken back."""
    rejected, passed, kept = len(imported.rejects), len(imported.passed), list(rows)
    # Rows that were put in by hand instead of a reject were not brought in from the file.
    by_hand = sum("row" in reject for reject in imported.rejects)
    add = reverse("reviews:chronology-row-new", args=[review.reference])
    brought = imported.state == ImportState.ACCEPTED
    writes = review.text_is_open and brought and person.may(Permission.RUN_REVIEWS)
    count = count_in_words(imported.rows_read, len(kept) - by_hand, rejected, passed)
    return _about(review, imported) | {
        "title": imported.get_state_display(),
        "caption": f"Chronology of {review.reference}",
        "count": count.replace("to bring in", "brought in"),
        "by_hand": by_hand,
        "taken_out": sum(row.removed_at is not None for row in kept),
        "rejects": [
            reject | {"add": f"{add}?file={imported.pk}&reject={number}" if writes and "row" not in reject else ""}
            for number, reject in enumerate(imported.rejects)
        ],
        "passed": imported.passed,
        "back_url": reverse("reviews:chronology-file-back", args=[review.reference, imported.pk]) if writes else "",
    }


def _about(review: RapidReview, imported: ChronologyImport) -> dict[str, Any]:
    return {
        "marking": True,
        "review": review,
        "imported": imported,
        "back": reverse("reviews:chronology", args=[review.reference]),
    }


def _table(review: RapidReview, imported: ChronologyImport, number: int) -> dict[str, Any]:
    """Return one table of a file: its name, how many rows, and what its columns were taken for."""
    table = imported.tables[number]
    layout = layout_in(table)
    headings: list[str] = next((texts for at, texts in table["rows"] if at == layout.heading), [])
    return {
        "name": table["name"],
        "rows": len(table["rows"]),
        "is_known": layout.is_known,
        "columns": [
            (headings[place] if place < len(headings) else f"Column {place + 1}", LABELS[column])
            for place, column in enumerate(layout.columns)
        ],
        "url": reverse("reviews:chronology-columns", args=[review.reference, imported.pk, number]),
    }


def columns_asked(table: dict[str, Any]) -> list[tuple[str, str, Column]]:
    """Return for each column of a table what stands first in it, an example, and what it is taken for."""
    layout: Layout = layout_in(table)
    found = []
    for place, column in enumerate(layout.columns):
        texts = [texts[place] for _, texts in table["rows"] if place < len(texts) and texts[place]]
        first, example = [*texts[:2], "", ""][:2]
        found.append((first, example, column))
    return found


def imports_and_offers(review: RapidReview, person: Person) -> dict[str, Any]:
    """Return what was sent for a chronology and what can be brought in, for those who write it."""
    files = [
        {
            "imported": one,
            "url": reverse("reviews:chronology-file", args=[review.reference, one.pk]),
            "rejects": sum("row" not in reject for reject in one.rejects),
        }
        for one in imports_of(review).defer("tables", "passed")
    ]
    offers = [
        offer_page(offer)
        | {"url": reverse("reviews:chronology-return", args=[review.reference, offer.returned.reference])}
        for offer in offers_for(person, review)
    ]
    return {"files": files, "offers": offers}


def offer_page(offer: Offer) -> dict[str, Any]:
    """Return how a return is offered: what the button says, and what became of it before."""
    reading, agency = offer.reading, offer.returned.agency.short_name
    rows = f"{len(reading.kept)} row{'' if len(reading.kept) == 1 else 's'}"
    heading = f"Bring in {rows} from {agency}"
    return {
        "offer": offer,
        "heading": f"{heading} again" if offer.before else heading,
        "count": count_in_words(reading.read, len(reading.kept), len(reading.rejects), len(reading.passed)),
        "rejects": [reject.as_data() for reject in reading.rejects],
    }


def row_history(row: ChronologyRow) -> list[dict[str, Any]]:
    """Return the changes of a row, the newest first: when, by whom, and which of its texts, as they were before."""
    entries = list(row.history.select_related("history_user").order_by("-history_date", "-history_id"))
    found = []
    for newer, older in pairwise(entries):
        before = [
            (label, getattr(older, name) or "Nothing")
            for name, label in TEXTS.items()
            if getattr(older, name) != getattr(newer, name)
        ]
        if before:
            found.append({"at": newer.history_date, "by": newer.history_user, "before": before})
    return found
