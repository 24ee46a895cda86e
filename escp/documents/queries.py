"""Which documents a person may see: those of records that they may see, and never those of a case closed to them."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from escp.documents.choices import ScanState
from escp.documents.models import Document, DocumentUse, DocumentVersion
from escp.documents.registry import KINDS
from escp.partnership.models import Person
from escp.partnership.queries import case_open_to

RECENTLY = timedelta(days=7)


def documents_for(person: Person) -> QuerySet[Document]:
    """Return the documents that a person may see, through the record they stand on or one that uses them."""
    seen = Q(pk__in=[])
    for kind in KINDS.values():
        seen |= Q(content_type=ContentType.objects.get_for_model(kind.model), object_id__in=_keys(kind.visible(person)))
    through_use = Exists(DocumentUse.objects.filter(seen, document=OuterRef("pk")))
    return Document.objects.filter(case_open_to(person), seen | Q(through_use)).select_related(
        "added_by", "withdrawn_by", "case"
    )


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().values("pk")


def record_with(person: Person, reference: str) -> Any:
    """Return the record with a reference on which documents may stand, if the person may see it."""
    for kind in KINDS.values():
        record = kind.visible(person).filter(reference=reference.strip().upper()).first()
        if record is not None:
            return record
    return None


def home_of(person: Person, document: Document) -> Any:
    """Return the record that a document stands on, if the person may see it."""
    for kind in KINDS.values():
        if ContentType.objects.get_for_model(kind.model).pk == document.content_type_id:
            return kind.visible(person).filter(pk=document.object_id).first()
    return None


def documents_of(record: Any) -> QuerySet[Document]:
    """Return the documents of a record that the person has been shown, with their versions. Two queries."""
    at = {"content_type": ContentType.objects.get_for_model(type(record)), "object_id": record.pk}
    used = Exists(DocumentUse.objects.filter(document=OuterRef("pk"), **at))
    latest_first = Prefetch("versions", queryset=DocumentVersion.objects.order_by("-number"))
    return Document.objects.filter(Q(**at) | Q(used)).select_related("added_by").prefetch_related(latest_first)


def versions_of(document: Document) -> QuerySet[DocumentVersion]:
    """Return the versions of a document, the latest first."""
    return document.versions.select_related("document", "uploaded_by").order_by("-number")


def version_for(person: Person, reference: str, number: int) -> DocumentVersion | None:
    """Return one version of a document that a person may see."""
    versions = DocumentVersion.objects.filter(document__in=documents_for(person).values("pk"), number=number)
    return versions.filter(document__reference=reference).select_related("document").first()


def first_versions(references: Iterable[str]) -> dict[str, DocumentVersion]:
    """Return the first version of documents, by their reference. One query, and none for no reference."""
    found = DocumentVersion.objects.filter(document__reference__in=set(references), number=1)
    return {version.document.reference: version for version in found.select_related("document")}


def uses_for(person: Person, document: Document) -> list[tuple[DocumentUse, Any]]:
    """Return the other records that use a document, as far as the person may see them."""
    uses = list(document.uses.select_related("by"))
    records = _records(person, {(use.content_type_id, use.object_id) for use in uses})
    found = ((use, records.get((use.content_type_id, use.object_id))) for use in uses)
    return [(use, record) for use, record in found if record is not None]


def _records(person: Person, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Any]:
    found: dict[tuple[int, int], Any] = {}
    for kind in KINDS.values():
        type_id = ContentType.objects.get_for_model(kind.model).pk
        keys = [key for of_type, key in wanted if of_type == type_id]
        for record in kind.visible(person).filter(pk__in=keys) if keys else ():
            found[type_id, record.pk] = record
    return found


def next_number(document: Document) -> int:
    """Return the number of the next version. Ask with the document locked."""
    last: int | None = document.versions.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


# Scanning


def to_scan() -> QuerySet[DocumentVersion]:
    """Return what a scanner has not judged, those that were not tried for longest first."""
    waiting = DocumentVersion.objects.filter(scan_state__in=[ScanState.WAITING, ScanState.NOT_SCANNED])
    return waiting.order_by("scan_tried_at", "pk")


def oldest_waiting() -> datetime | None:
    """Return since when the oldest file has waited for the scanner."""
    waiting = DocumentVersion.objects.filter(scan_state=ScanState.WAITING).order_by("uploaded_at")
    return waiting.values_list("uploaded_at", flat=True).first()


def infected_lately() -> int:
    """Count the files that the scanner refused within a week."""
    since = timezone.now() - RECENTLY
    return DocumentVersion.objects.filter(scan_state=ScanState.INFECTED, scanned_at__gte=since).count()


def kept_files() -> QuerySet[DocumentVersion]:
    """Return the versions whose files should lie on the disk."""
    return DocumentVersion.objects.exclude(scan_state=ScanState.INFECTED).select_related("document").order_by("pk")


# What else keeps files for a time: each says whether a file on the disk is one of its own.
_HOLDERS: list[Callable[[str], bool]] = []


def register_holder(holds: Callable[[str], bool]) -> None:
    """Let files of another app lie beside those of documents without being taken for left over."""
    _HOLDERS.append(holds)


def knows(stored_as: str) -> bool:
    """Say whether a file on the disk belongs to a version, or to somebody else who holds it for a time."""
    return kept_files().filter(stored_as=stored_as).exists() or any(holds(stored_as) for holds in _HOLDERS)
