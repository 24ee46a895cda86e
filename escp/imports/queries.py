"""Imports of a kind, what stands in the file of one, and where a record came from. Who may ask is asked before."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from escp.documents import store
from escp.imports.choices import ImportState
from escp.imports.columns import plain
from escp.imports.long import long_sheet
from escp.imports.models import Import, ImportedRow
from escp.imports.reading import read_sheets
from escp.imports.table import Sheet
from escp.reports.reading import Unreadable

# A file that nobody comes back to is removed after so many days.
WAITS_DAYS = 7
CHANGED = "The file is no longer the one that was sent. Nothing is read from it: abandon this import and send it again."


def imports_of(kind: str) -> QuerySet[Import]:
    """Return the imports of a kind, latest first."""
    return Import.objects.filter(kind=kind).select_related("added_by", "settled_by")


def sheets_at(path: Path, may_be_long: bool = False) -> list[Sheet]:
    """Return the sheets of a file on the disk; where it `may_be_long`, perhaps a long one. Raises Unreadable."""
    long = long_sheet(path) if may_be_long else None
    return [long] if long is not None else read_sheets(path.read_bytes())


def sheets_in(imported: Import, may_be_long: bool = False) -> list[Sheet]:
    """Return the sheets of a file that waits. Raises Unreadable, also when it is not the file that was sent."""
    path = store.path_of(imported.stored_as)
    if not path.exists() or store.digest(path) != imported.sha256:
        raise Unreadable(CHANGED)
    return sheets_at(path, may_be_long)


def remembered(kind: str) -> dict[str, str]:
    """Return what each heading was taken for in the latest import of a kind whose columns were chosen."""
    latest = Import.objects.filter(kind=kind).exclude(columns=[]).order_by("-pk").first()
    return {plain(each["heading"]): each["column"] for each in latest.columns} if latest else {}


def came_from(record: Any) -> ImportedRow | None:
    """Return the row of a file of which a record was made, unless that import was taken back."""
    kind = ContentType.objects.get_for_model(type(record))
    rows = ImportedRow.objects.filter(content_type=kind, object_id=record.pk).select_related("imported")
    return rows.filter(imported__state=ImportState.DONE).order_by("pk").first()


def rows_of(imported: Import) -> list[ImportedRow]:
    """Return what came of the rows of an import, each with its record."""
    return list(imported.rows.prefetch_related("record"))


def forgotten(now: datetime | None = None) -> QuerySet[Import]:
    """Return the imports that have waited for so long that nobody will come back."""
    since = (now or timezone.now()) - timedelta(days=WAITS_DAYS)
    return Import.objects.filter(state=ImportState.WAITING, added_at__lte=since)


def holds(stored_as: str) -> bool:
    """Say whether a file on the disk waits here to be brought in."""
    return Import.objects.filter(stored_as=stored_as).exists()
