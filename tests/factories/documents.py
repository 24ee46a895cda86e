"""Documents as rows with a small text file on the disk: what the store would have left, without its examination."""

import secrets

from django.contrib.contenttypes.models import ContentType

from escp.documents import store
from escp.documents.choices import ScanState
from escp.documents.models import Document, DocumentUse, DocumentVersion
from escp.documents.registry import kind_of
from tests.factories.partnership import PersonFactory

CONTENT = b"Forty records were read.\n"


def a_document(record, *, title="Audit of supervision records", **fields):
    """Return a document of a record with one version."""
    document = Document.objects.create(
        content_type=ContentType.objects.get_for_model(type(record)),
        object_id=record.pk,
        record_reference=record.reference,
        case=kind_of(record).case_of(record),
        title=title,
        added_by=PersonFactory(role=None),
        **fields,
    )
    a_version(document)
    return document


def a_version(document, *, content=CONTENT, scan_state=ScanState.NOT_SCANNED, media_type="text/plain", **fields):
    """Return the next version of a document, its file on the disk."""
    stored_as = secrets.token_hex(20)
    path = store.path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return DocumentVersion.objects.create(
        document=document,
        number=document.versions.count() + 1,
        file_name="audit.txt",
        media_type=media_type,
        size=len(content),
        sha256=store.digest(path),
        original_sha256=store.digest(path),
        stored_as=stored_as,
        uploaded_by=document.added_by,
        scan_state=scan_state,
        **fields,
    )


def a_use(document, record):
    """Return the use of a document by another record."""
    return DocumentUse.objects.create(
        document=document,
        content_type=ContentType.objects.get_for_model(type(record)),
        object_id=record.pk,
        record_reference=record.reference,
        why="It shows the same there.",
        by=document.added_by,
    )
