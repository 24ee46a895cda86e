"""The page of a redacted edition: how far it is, what is left in it, and the whole text to read."""

from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import moment_in_words
from reviews.choices import EditionState
from reviews.lifecycle import REDACTED
from reviews.models import RedactedEdition
from reviews.reports.redacted import is_offered
from reviews.services.redacting import left, source_of

COLOURS = {
    EditionState.DRAFTED: "yellow",
    EditionState.CHECKED: "blue",
    EditionState.APPROVED: "green",
    EditionState.WITHDRAWN: "grey",
}


def redacted_page(edition: RedactedEdition, person: Person) -> dict[str, Any]:
    """Return the context of an edition's page."""
    kind, record = source_of(edition)
    found = left(edition) if edition.state != EditionState.WITHDRAWN else []
    changes = edition.is_open and person.may(Permission.RUN_REVIEWS)
    return {
        "marking": True,
        "edition": edition,
        "record": record,
        "title": "Redacted edition",
        "caption": f"{kind.title} {record.reference}, edition {edition.reference}",
        "state": edition.get_state_display(),
        "state_colour": COLOURS[EditionState(edition.state)],
        "offers": REDACTED.offers(edition, person),
        "moves": list(moves_of(edition)),
        "facts": _facts(edition),
        "found": found,
        "places": sum(len(one.places) for one in found),
        "accepted": list(edition.accepted.select_related("accepted_by")),
        "offered": is_offered(edition),
        "words_url": reverse("reviews:redacted-words", args=[edition.reference]) if changes else "",
        "findings_url": reverse("reviews:redacted-findings", args=[edition.reference]) if changes and found else "",
        "pieces": [_with_labels(piece) for piece in edition.text],
    }


def _with_labels(piece: dict[str, Any]) -> dict[str, Any]:
    """Return a piece of the text; the cells of a table each with the head of their column, for narrow screens."""
    if "rows" not in piece:
        return piece
    return piece | {"rows": [list(zip(piece["columns"], row, strict=True)) for row in piece["rows"]]}


def _facts(edition: RedactedEdition) -> list[Row]:
    said = [
        ("Drafted", edition.drafted_by, edition.drafted_at),
        ("Checked", edition.checked_by, edition.checked_at),
        ("Approved", edition.approved_by, edition.approved_at),
    ]
    rows = [Row(what, f"{moment_in_words(at)}, by {by}") for what, by, at in said if by and at]
    rows.append(Row("SHA-256 of the text", edition.text_hash))
    if edition.withdrawal_reason:
        rows.append(Row("Why it was withdrawn", edition.withdrawal_reason))
    return rows
