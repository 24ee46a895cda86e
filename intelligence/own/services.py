"""Keeping the partnership's own figures: one that is typed, and tables whose columns are chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.imports import services as imports
from escp.imports.models import Import
from escp.imports.queries import sheets_in
from escp.imports.table import Sheet, headings_of
from escp.partnership.models import Agency, Person
from intelligence.choices import Level
from intelligence.indicators import published
from intelligence.indicators.numbers import Given
from intelligence.indicators.periods import Period
from intelligence.indicators.services import record_own
from intelligence.models import DataImport, Figure, Indicator, SavedColumns
from intelligence.own.columns import changes, placed
from intelligence.own.queries import (
    KIND,
    columns_now,
    heading_of,
    name_of,
    saved_columns,
    sheet_to_read,
    shown_headings,
    suggested,
)

CHANGED_SINCE = "This figure was corrected by someone else meanwhile. Look at how it stands now."
PUBLISHED_STANDS = "A published figure stands for {period}. Only a published file revises it."
STANDS_ALREADY = "{text} stands for {period} already. Say why it is corrected, or name another period."


@transaction.atomic
def give(
    *, by: Person, indicator: Indicator, period: Period, given: Given, facts: Mapping[str, Any], reason: str = ""
) -> Figure:
    """Keep a figure that somebody typed. Where one stands for its period, it takes its place with a reason.

    `facts` has the agency, the return and the note. Raises ValidationError.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    here = Figure.objects.filter(
        indicator=indicator, area_code=settings.AREA_CODE, starts_on=period.starts_on, ends_on=period.ends_on,
        stands=True,
    ).first()  # fmt: skip
    if here is not None and here.is_published:
        raise ValidationError({"period": PUBLISHED_STANDS.format(period=here.period)})
    if here is not None and not reason:
        raise ValidationError({"reason": STANDS_ALREADY.format(text=here.text, period=here.period)})
    figure = Figure(
        indicator=indicator,
        area_code=settings.AREA_CODE,
        area_name=settings.BOROUGH,
        level=Level.AUTHORITY,
        period=period.name,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=given.value,
        mark=given.mark,
        text=given.text,
        numerator=given.numerator,
        denominator=given.denominator,
        reason=reason if here is not None else "",
        **facts,
    )
    return record_own(by=by, figure=figure)


@transaction.atomic
def correct(*, by: Person, figure: Figure, given: Given, facts: Mapping[str, Any], reason: str) -> Figure:
    """Put another figure in the place of one, which stays on record. Raises ValidationError."""
    figure = Figure.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=figure.pk)
    if not figure.stands:
        raise ValidationError(CHANGED_SINCE)
    period = Period(figure.period, figure.starts_on, figure.ends_on)
    return give(by=by, indicator=figure.indicator, period=period, given=given, facts=facts, reason=reason)


@transaction.atomic
def receive(*, by: Person, title: str, agency: Agency | None, file: Any, saved: SavedColumns | None = None) -> Import:
    """Keep a table of our own with what its columns seem to hold. Of several sheets one is chosen first.

    A `saved` sheet and its columns are used as they are, or refused with what has changed. Raises ValidationError, at
    "file" or "saved".
    """
    imported = imports.receive(by=by, kind=KIND, columns=(), about_cases=False, file=file, may_be_long=True)
    DataImport.objects.create(imported=imported, title=title, agency=agency)
    sheets = sheets_in(imported, may_be_long=True)
    number = sheet_to_read(imported, sheets, saved)
    if number is None:
        return imported
    return choose_sheet(by=by, imported=imported, sheets=sheets, number=number, saved=saved)


@transaction.atomic
def choose_sheet(
    *, by: Person, imported: Import, sheets: Sequence[Sheet], number: int, saved: SavedColumns | None = None
) -> Import:
    """Read one sheet of a table, with what its columns seem to hold.

    `saved` columns are used as they are. Raises ValidationError, at "saved", with what has changed since.
    """
    sheet, columns, data = sheets[number], columns_now(), imported.data
    heading = heading_of(sheet, [saved] if saved is not None else list(saved_columns()))
    mapping = suggested(sheet, heading, columns)
    if saved is not None:
        if changed := changes(saved.headings, shown_headings(sheet, heading)):
            raise ValidationError({"saved": f"The columns of this file are not those of “{saved}”. {changed}"})
        allowed = {column.name for column in columns}
        names = placed(saved.columns, headings_of(sheet, heading))
        mapping = {place: name for place, name in names.items() if name in allowed}
    imported.sheet, imported.heading = number, heading
    imports.choose_columns(by=by, imported=imported, sheet=sheet, mapping=mapping)
    data.shape = published.shape_of(sheet, heading)
    data.sheet_name = name_of(sheet) if len(sheets) > 1 else ""
    data.save()
    return imported


@transaction.atomic
def choose_columns(*, by: Person, imported: Import, sheet: Sheet, mapping: Mapping[int, str], name: str) -> Import:
    """Keep what the columns hold, and under a name for the next file like it. A name used before is used anew."""
    imports.choose_columns(by=by, imported=imported, sheet=sheet, mapping=mapping)
    if name:
        read = [{"heading": each["heading"], "column": each["column"]} for each in imported.columns]
        facts = {"headings": shown_headings(sheet, imported.heading or 0), "columns": read}
        facts |= {"sheet_name": imported.data.sheet_name, "saved_by": by, "saved_at": timezone.now()}
        SavedColumns.objects.update_or_create(name=name, defaults=facts)
    return imported
