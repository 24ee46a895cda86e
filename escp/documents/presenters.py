"""What the page of a document shows, and each line of the list on a record."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from escp.documents import queries
from escp.documents.choices import ScanState
from escp.documents.models import Document, DocumentVersion
from escp.documents.registry import kind_of
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import date_in_words, moment_in_words

SCAN_COLOURS = {
    ScanState.CLEAN: "green",
    ScanState.WAITING: "yellow",
    ScanState.INFECTED: "red",
    ScanState.NOT_SCANNED: "grey",
}


def document_page(person: Person, document: Document) -> dict[str, Any]:
    """Return everything that the page of a document shows."""
    home = queries.home_of(person, document)
    versions = list(queries.versions_of(document))
    stands = not document.is_withdrawn
    return {
        "document": document,
        "title": document.title,
        "caption": f"Document {document.reference}",
        "state": "Withdrawn" if document.is_withdrawn else "",
        "marking": document.is_casework,
        "home": home,
        "facts": _facts(document),
        "latest": version_line(versions[0]),
        "versions": [version_line(version) for version in versions],
        "uses": queries.uses_for(person, document),
        "may_add": stands and may_change_document(person, home, adds=True),
        "may_tend": stands and may_change_document(person, home),
        "infected": next((version for version in versions if version.is_infected), None),
    }


def may_change_document(person: Person, home: Any, *, adds: bool = False) -> bool:
    """Say whether a person may use a document elsewhere and withdraw it, or add a version: they see its record."""
    if home is None:
        return False
    kind = kind_of(home)
    return kind.may_add(person, home) if adds else kind.tends(person, home)


def version_line(version: DocumentVersion) -> dict[str, Any]:
    """Return one version as a page shows it; its address only while the file may leave."""
    return {
        "version": version,
        "size": filesizeformat(version.size),
        "kind": version.file_name.rpartition(".")[2].upper(),
        "url": version.file_url if version.may_be_opened else "",
        "scan": version.get_scan_state_display(),
        "colour": SCAN_COLOURS[ScanState(version.scan_state)],
    }


def documents_component(person: Person, record: Any) -> dict[str, Any]:
    """Return the documents of a record that the person has been shown, and where another is added."""
    lines = []
    for document in queries.documents_of(record):
        latest = next(iter(document.versions.all()), None)
        if latest is not None:
            latest.document = document
        lines.append(
            {
                "document": document,
                "period": period_of(document),
                "latest": latest and version_line(latest),
                "is_elsewhere": document.record_reference != record.reference,
            }
        )
    may_add = kind_of(record).may_add(person, record)
    return {"lines": lines, "new_url": reverse("documents:new", args=[record.reference]) if may_add else ""}


def period_of(document: Document) -> str:
    """Return the time that a document tells of, in words."""
    first, last = document.period_from, document.period_to
    if first and last:
        return f"{date_in_words(first)} to {date_in_words(last)}"
    if first:
        return f"From {date_in_words(first)}"
    return f"Until {date_in_words(last)}" if last else ""


def _facts(document: Document) -> list[Row]:
    rows = [
        Row("What it is", document.what or "Not said"),
        Row("Time that it tells of", period_of(document) or "Not said"),
        Row("Added", f"{moment_in_words(document.added_at)} by {document.added_by}"),
    ]
    if document.withdrawn_at:
        rows.append(Row("Withdrawn", f"{moment_in_words(document.withdrawn_at)} by {document.withdrawn_by}"))
        rows.append(Row("Why", document.withdrawal_reason))
    return rows
