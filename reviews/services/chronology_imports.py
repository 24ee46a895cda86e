"""Files and returns on their way into a chronology: read, brought in as a whole, taken back as a whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.documents import services as documents
from escp.partnership.models import Agency, Person
from escp.reports.tables import ReadTable
from escp.returns.models import Return
from reviews.choices import ImportState
from reviews.chronology.columns import Column, Layout, layout_of
from reviews.chronology.rows import Kept, Reading, read_table, seen_answer, together
from reviews.models import Chronology, ChronologyImport, ChronologyRow, RapidReview
from reviews.queries.chronology import agencies_by_name, reading_of
from reviews.services.chronology import must_be_open, stand_alone, started

# Six agencies' files at their largest would be more than anybody reads.
MOST_ROWS = 5_000
TOO_MANY = f"A chronology holds at most {MOST_ROWS:,} rows. Bring in the significant events alone."
SETTLED = "This has been brought in or taken back already."
UNKNOWN = "Say first which column holds the date and which one says what happened."


def reading_now(imported: ChronologyImport) -> Reading:
    """Return what would become of each row of a file that waits to be brought in."""
    return together(
        read_table(table["name"], table["rows"], layout_in(table), today=timezone.localdate())
        for table in imported.tables
    )


def layout_in(table: Mapping[str, Any]) -> Layout:
    """Return the layout of a table as it is kept."""
    return Layout(table["heading"], tuple(map(Column, table["columns"])))


@transaction.atomic
def read_file(
    *, by: Person, review: RapidReview, agency: Agency, file: Any, tables: Iterable[ReadTable]
) -> ChronologyImport:
    """Keep a file of an agency as a document of the review, and what was read of it, to be looked at first."""
    chronology = started(review)
    file.seek(0)
    document = documents.store(by=by, record=review, file=file, title=f"Chronology of {agency.short_name}")
    kept: list[dict[str, Any]] = []
    for table in tables:
        layout = layout_of(table.rows)
        kept.append({"name": table.name, "rows": table.rows, "heading": layout.heading, "columns": layout.columns})
    return ChronologyImport.objects.create(
        chronology=chronology,
        agency=agency,
        document=document,
        name=document.versions.get().file_name,
        tables=kept,
        rows_read=sum(len(table["rows"]) for table in kept),
        added_by=by,
    )


@transaction.atomic
def lay_out(
    *, by: Person, review: RapidReview, imported: ChronologyImport, layouts: Iterable[Layout]
) -> ChronologyImport:
    """Keep what a person says about the columns of each table."""
    must_be_open(review)
    _must_wait(imported)
    for table, layout in zip(imported.tables, layouts, strict=True):
        table["heading"], table["columns"] = layout.heading, list(layout.columns)
    imported.save()
    return imported


@transaction.atomic
def accept(*, by: Person, review: RapidReview, imported: ChronologyImport) -> ChronologyImport:
    """Bring every row in that can be, all or none, and keep a list of the others."""
    must_be_open(review)
    _must_wait(imported)
    reading = reading_now(imported)
    if not reading.kept:
        raise ValidationError(UNKNOWN)
    return _bring_in(by, imported, reading)


@transaction.atomic
def bring_in_return(*, by: Person, review: RapidReview, returned: Return) -> ChronologyImport:
    """Bring in the chronology of a return; what an earlier sending of it brought is taken back first."""
    chronology = started(review)
    # Two who bring in the same return at once wait for each other here.
    Chronology.objects.select_for_update().get(pk=chronology.pk)
    reading = reading_of(returned)
    if not reading.kept:
        raise ValidationError("None of the rows in this return has both a date that can be read and an event.")
    for earlier in chronology.imports.filter(returned=returned, state=ImportState.ACCEPTED).order_by("pk"):
        if returned.sent_at is None or earlier.added_at >= returned.sent_at:
            raise ValidationError(SETTLED)
        take_back(by=by, review=review, imported=earlier)
    imported = ChronologyImport(
        chronology=chronology,
        agency=returned.agency,
        returned=returned,
        name=returned.reference,
        rows_read=reading.read,
        added_by=by,
    )
    return _bring_in(by, imported, reading)


@transaction.atomic
def take_back(*, by: Person, review: RapidReview, imported: ChronologyImport) -> ChronologyImport:
    """Take back a file or a return as a whole. Rows of others that stood under its rows stand by themselves again."""
    must_be_open(review)
    if imported.state == ImportState.UNDONE:
        raise ValidationError(SETTLED)
    others = ChronologyRow.objects.filter(merged_into__imported=imported).exclude(imported=imported)
    stand_alone(others.order_by("pk"))
    imported.state, imported.settled_at, imported.settled_by = ImportState.UNDONE, timezone.now(), by
    imported.tables = []
    imported.save()
    return imported


def _must_wait(imported: ChronologyImport) -> None:
    if imported.state != ImportState.READ:
        raise ValidationError(SETTLED)


def _bring_in(by: Person, imported: ChronologyImport, reading: Reading) -> ChronologyImport:
    if reading.read != imported.rows_read:
        raise RuntimeError("Rows were lost on the way.")
    standing = imported.chronology.rows.filter(removed_at=None).exclude(imported__state=ImportState.UNDONE).count()
    if standing + len(reading.kept) > MOST_ROWS:
        raise ValidationError(TOO_MANY)
    imported.state, imported.settled_at, imported.settled_by = ImportState.ACCEPTED, timezone.now(), by
    imported.tables = []
    imported.rejects = [reject.as_data() for reject in reading.rejects]
    imported.passed = [passed.as_data() for passed in reading.passed]
    imported.save()
    known = agencies_by_name()
    for kept in reading.kept:
        _row(imported, kept, known).save()
    return imported


def _row(imported: ChronologyImport, kept: Kept, known: Mapping[str, Agency]) -> ChronologyRow:
    agency = known.get(" ".join(kept.agency.split()).casefold())
    # An agency that is not known by that name is part of where the row came from.
    named = kept.agency if agency is None else ""
    row = ChronologyRow(
        chronology=imported.chronology,
        imported=imported,
        place=kept.place[:120],
        agency=agency or imported.agency,
        written=kept.written[:200],
        source="; ".join(filter(None, [named, kept.source])),
        event=kept.event,
        response=kept.response,
        seen=kept.seen,
        seen_answer=seen_answer(kept.seen),
        analysis=kept.analysis,
    )
    row.set_when(kept.when)
    return row
