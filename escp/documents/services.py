"""Adding, versioning, using and withdrawing documents, and what a scan brings.

    services.store(by=person, record=action, file=request.FILES["file"], title="Audit of supervision records")

Who may do it is asked before: `registry.kind_of(record).may_add`.
"""

import logging
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.documents import clamd, queries
from escp.documents import store as files
from escp.documents.choices import ScanState
from escp.documents.models import Document, DocumentUse, DocumentVersion
from escp.documents.registry import kind_of
from escp.partnership.models import Person

WITHDRAWN = "This document has been withdrawn."
ANOTHER_CASE = "It is about a case: only records of the same case may use it."
USED_ALREADY = "That record uses this document already."
INFECTED = "The virus scanner found something in this file. It was not kept."
NO_SCANNER = "The virus scanner does not answer, so the file was not kept. Try again in a few minutes."

logger = logging.getLogger(__name__)


def store(
    *,
    by: Person,
    record: Any,
    file: Any,
    title: str,
    what: str = "",
    period_from: date | None = None,
    period_to: date | None = None,
) -> Document:
    """Keep a file as a new document of a record. Raises ValidationError, at "file", for one that is not kept."""
    with files.keeping(file) as kept, transaction.atomic():
        document = Document.objects.create(
            content_type=ContentType.objects.get_for_model(type(record)),
            object_id=record.pk,
            record_reference=record.reference,
            case=kind_of(record).case_of(record),
            title=title,
            what=what,
            period_from=period_from,
            period_to=period_to,
            added_by=by,
        )
        _version(document, kept, by=by, number=1)
    return document


def add_version(*, by: Person, document: Document, file: Any, note: str = "") -> DocumentVersion:
    """Keep a file as the next version of a document; the earlier ones stay."""
    with files.keeping(file) as kept, transaction.atomic():
        locked = _standing(document)
        return _version(locked, kept, by=by, number=queries.next_number(locked), note=note)


def _version(document: Document, kept: files.Kept, *, by: Person, number: int, note: str = "") -> DocumentVersion:
    return DocumentVersion.objects.create(
        document=document,
        number=number,
        file_name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        original_sha256=kept.original_sha256,
        stored_as=kept.stored_as,
        note=note,
        uploaded_by=by,
        scan_state=ScanState.WAITING if settings.CLAMD_ADDRESS else ScanState.NOT_SCANNED,
    )


@transaction.atomic
def use_on(*, by: Person, document: Document, record: Any, why: str) -> DocumentUse:
    """Let another record use a document. One about a case stays within its case, whoever may see the other record."""
    locked, kind = _standing(document), ContentType.objects.get_for_model(type(record))
    case = kind_of(record).case_of(record)
    if locked.case_id is not None and (case is None or case.pk != locked.case_id):
        raise ValidationError({"reference": ANOTHER_CASE})
    at_home = (locked.content_type_id, locked.object_id) == (kind.pk, record.pk)
    if at_home or locked.uses.filter(content_type=kind, object_id=record.pk).exists():
        raise ValidationError({"reference": USED_ALREADY})
    return DocumentUse.objects.create(
        document=locked, content_type=kind, object_id=record.pk, record_reference=record.reference, why=why, by=by
    )


@transaction.atomic
def withdraw(*, by: Person, document: Document, reason: str) -> Document:
    """Withdraw a document with a reason: its files are kept, and given to nobody."""
    locked = _standing(document)
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawal_reason = timezone.now(), by, reason
    locked.save()
    return locked


def _standing(document: Document) -> Document:
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if locked.is_withdrawn:
        raise ValidationError(WITHDRAWN)
    return locked


# Scanning


def scan(version: DocumentVersion) -> ScanState:
    """Ask the scanner about a file and write down what it says. Raises clamd.Unavailable, and leaves it waiting."""
    DocumentVersion.objects.filter(pk=version.pk).update(scan_tried_at=timezone.now())
    found = clamd.scan(files.path_of(version.stored_as), settings.CLAMD_ADDRESS)
    version.scan_state = ScanState.INFECTED if found else ScanState.CLEAN
    version.found, version.scanned_at = found, timezone.now()
    version.save(update_fields=["scan_state", "found", "scanned_at"])
    if found:
        files.remove(version.stored_as)
        logger.error("%s, version %s: the scanner found %s", version.document.reference, version.number, found)
    return version.scan_state


def refuse_infected(kept: files.Kept) -> None:
    """Ask the scanner, where there is one, before a byte of a file is used at once.

    Raises ValidationError, at "file", for what it finds, and where it does not answer.
    """
    if not settings.CLAMD_ADDRESS:
        return
    try:
        found = clamd.scan(files.path_of(kept.stored_as), settings.CLAMD_ADDRESS)
    except clamd.Unavailable:
        raise files.refusal(NO_SCANNER) from None
    if found:
        raise files.refusal(INFECTED)
