"""A census is counted as it comes in. The counts wait to be looked at; the file itself is kept nowhere."""

import csv
import hashlib
import io
from itertools import chain
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from escp.documents.store import refusal
from escp.imports import services as imports
from escp.imports.models import Import
from escp.partnership.models import Person
from escp.reports.reading import Unreadable
from intelligence.census.counting import Tally
from intelligence.census.measures import MEASURES, POPULATION
from intelligence.census.queries import KIND, headings, pseudonym_of, suggested, working_days
from intelligence.census.stream import Census
from intelligence.indicators import published
from intelligence.indicators.queries import sheet_of
from intelligence.models import DataImport

IN_THE_FUTURE = "The day of reference (ReferenceDate) of the file lies in the future."
COUNTED = "Children in need census of {year}: {number} children, counted for the twelve months up to {reference}."


def count(file: Any) -> tuple[Census, Tally]:
    """Count a census in one pass. Raises Unreadable, in words."""
    census = Census(file, pseudonym_of)
    children = census.children()
    first = next(children)
    if census.reference > timezone.localdate():
        raise Unreadable(IN_THE_FUTURE)
    tally = Tally(census.reference, working_days())
    for child in chain([first], children):
        tally.take(child)
    tally.finish()
    return census, tally


def table_of(tally: Tally, population: int | None) -> str:
    """Return the counts as a table: a row for each month, two columns for each measure."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings())
    whole = "" if population is None else population
    for place, month in enumerate(tally.months):
        row: list[Any] = [month.name]
        for measure in MEASURES:
            row += [tally.counted[measure.key][place]]
            row += [whole if measure.out_of == POPULATION else tally.out_of[measure.key][place]]
        writer.writerow(row)
    return out.getvalue()


@transaction.atomic
def receive(*, by: Person, title: str, population: int | None, file: Any) -> Import:
    """Count a census and keep the counts while they are looked at. Raises ValidationError, at "file".

    What is read of a child is forgotten before the next one, but for the days of its referrals under a keyed hash of
    its identifier, which are forgotten when this returns.
    """
    summed = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    try:
        census, tally = count(file)
    except Unreadable as refused:
        raise refusal(str(refused)) from None
    table = SimpleUploadedFile("census.csv", table_of(tally, population).encode(), "text/csv")
    imported = imports.receive(by=by, kind=KIND, columns=(), about_cases=False, file=table)
    sheet = sheet_of(imported)
    imported.original_sha256 = summed
    imported.heading = heading = sheet.rows[0][0]
    imports.choose_columns(by=by, imported=imported, sheet=sheet, mapping=suggested(sheet, heading))
    words = COUNTED.format(year=census.year, number=f"{census.number:,}", reference=f"{census.reference:%d/%m/%Y}")
    DataImport.objects.create(
        imported=imported, title=title, shape=published.shape_of(sheet, heading), notes=[words, *tally.notes]
    )
    return imported
