"""A file comes in, its columns are chosen, it is settled. What is made of its rows belongs to whoever imports."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.documents import store
from escp.documents.services import refuse_infected
from escp.imports.choices import ImportState
from escp.imports.columns import Column, heading_row, identity_in, means_staff, suggest
from escp.imports.models import Import
from escp.imports.queries import remembered, sheets_at
from escp.imports.reading import LOCKED, NEEDS_A_PASSWORD
from escp.imports.table import Sheet, below, headings_of
from escp.partnership.models import Person
from escp.reports.reading import Unreadable

SETTLED = "This import has been settled already."


@transaction.atomic
def receive(
    *, by: Person, kind: str, columns: Sequence[Column], about_cases: bool, file: Any, may_be_long: bool = False
) -> Import:
    """Keep a file that is to be brought in, with its columns as they seem to be.

    It is examined and scanned as every upload is, and it lies on the disk before this returns. One that `may_be_long`
    is for a kind that reads each row from the file. Raises ValidationError, at "file", for what is not kept.
    """
    with _examined(file, may_be_long) as (kept, sheets):
        imported = Import(
            kind=kind,
            about_cases=about_cases,
            extension=kept.name.rpartition(".")[2],
            stored_as=kept.stored_as,
            sha256=kept.sha256,
            original_sha256=kept.original_sha256,
            added_by=by,
        )
        if len(sheets) == 1:
            _take_sheet(imported, 0, sheets[0], columns)
        imported.save()
    return imported


def read_once(file: Any) -> list[Sheet]:
    """Return the sheets of a file that is read at once and kept no longer than that.

    It is examined and scanned as every upload is. Raises ValidationError, at "file", for what cannot be read.
    """
    with _examined(file) as (kept, sheets):
        store.remove(kept.stored_as)
    return sheets


@contextmanager
def _examined(file: Any, may_be_long: bool = False) -> Iterator[tuple[store.Kept, list[Sheet]]]:
    """Keep a file and give its sheets; it is gone again where anything fails. Raises ValidationError, at "file"."""
    if file.read(len(LOCKED)) == LOCKED:
        raise store.refusal(NEEDS_A_PASSWORD)
    file.seek(0)
    with store.keeping(file, settings.LONG_TABLES_MEGABYTES if may_be_long else None) as kept:
        refuse_infected(kept)
        try:
            sheets = sheets_at(store.path_of(kept.stored_as), may_be_long)
        except Unreadable as refusal:
            raise store.refusal(str(refusal)) from None
        yield kept, sheets


@transaction.atomic
def choose_sheet(
    *, by: Person, imported: Import, sheets: Sequence[Sheet], number: int, columns: Sequence[Column]
) -> Import:
    """Read one of several sheets; its columns are suggested anew."""
    must_wait(imported)
    _take_sheet(imported, number, sheets[number], columns)
    imported.save()
    return imported


def _take_sheet(imported: Import, number: int, sheet: Sheet, columns: Sequence[Column]) -> None:
    heading = heading_row(sheet.rows, columns) or sheet.rows[0][0]
    headings = headings_of(sheet, heading)
    names = suggest(headings, columns, remembered(imported.kind))
    shut = places_left_out(sheet, heading, columns)
    imported.sheet, imported.heading = number, heading
    imported.columns = _kept(headings, {place: name for place, name in enumerate(names) if name and place not in shut})


def places_left_out(sheet: Sheet, heading: int, columns: Sequence[Column] = ()) -> dict[int, str]:
    """Return which columns of a sheet tell who somebody is, by their place, and why.

    Those under a heading for staff, of the columns that may be brought in, are not among them.
    """
    rows = below(sheet, heading)
    found = {}
    for place, text in enumerate(headings_of(sheet, heading)):
        if not means_staff(text, columns) and (
            why := identity_in(text, (texts[place] for _, texts in rows if place < len(texts)))
        ):
            found[place] = why
    return found


@transaction.atomic
def choose_columns(*, by: Person, imported: Import, sheet: Sheet, mapping: Mapping[int, str]) -> Import:
    """Keep what a person says about the columns: for this file, and as the suggestion for the next one."""
    must_wait(imported)
    imported.columns = _kept(headings_of(sheet, imported.heading or 0), mapping)
    imported.save()
    return imported


def _kept(headings: Sequence[str], mapping: Mapping[int, str]) -> list[dict[str, Any]]:
    return [{"place": place, "heading": headings[place][:80], "column": name} for place, name in mapping.items()]


def settle(*, by: Person, imported: Import, state: ImportState, **facts: Any) -> Import:
    """End the waiting of an import in the caller's transaction; its file is removed once that is committed."""
    must_wait(imported)
    stored_as, imported.stored_as = imported.stored_as, ""
    imported.state, imported.settled_at, imported.settled_by = state, timezone.now(), by
    for name, value in facts.items():
        setattr(imported, name, value)
    imported.save()
    transaction.on_commit(lambda: store.remove(stored_as))
    return imported


@transaction.atomic
def abandon(*, by: Person, imported: Import) -> Import:
    """Bring nothing in, and remove the file."""
    return settle(by=by, imported=imported, state=ImportState.ABANDONED)


def must_wait(imported: Import) -> None:
    """Raise ValidationError for an import that was brought in or abandoned already."""
    if not imported.is_waiting:
        raise ValidationError(SETTLED)
