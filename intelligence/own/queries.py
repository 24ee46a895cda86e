"""Which own figures a person may correct, how tables of our own were read before, and what one of them says."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from escp.access.permissions import Permission
from escp.imports.cells import quoted
from escp.imports.columns import LOOK_AT_ROWS, Column, heading_row, suggest
from escp.imports.models import Import
from escp.imports.services import places_left_out
from escp.imports.table import Sheet, headings_of
from escp.partnership.models import Person
from escp.ui.words import listed
from intelligence.indicators.published import Found
from intelligence.models import Figure, Indicator, SavedColumns
from intelligence.own.columns import ROLES, changes, columns_for, has_all, placed, what_is_missing
from intelligence.own.reading import Area, Known, read

KIND = "own"
LONGEST_NAME = 80
SHEET_GONE = "“{saved}” reads the sheet “{wanted}”, and this workbook has none of that name. It has {here}."
NO_SHEET_SAVED = (
    "The workbook has several sheets, and “{saved}” does not say which to read. Send it without saved columns, choose "
    "the sheet, and keep the columns under a name."
)


def own_figures_for(person: Person) -> QuerySet[Figure]:
    """Return the partnership's own figures that a person may correct, also those that were corrected since."""
    if not person.may(Permission.KEEP_INTELLIGENCE):
        return Figure.objects.none()
    return Figure.objects.filter(is_published=False).select_related("indicator", "agency", "data__imported")


def saved_columns() -> QuerySet[SavedColumns]:
    return SavedColumns.objects.order_by("name")


def name_of(sheet: Sheet) -> str:
    """Return the name of a sheet, as it is kept."""
    return sheet.name[:LONGEST_NAME]


def sheet_to_read(imported: Import, sheets: Sequence[Sheet], saved: SavedColumns | None) -> int | None:
    """Return the place of the sheet that is read: the only one, or that of the saved columns; None where one is chosen.

    Raises ValidationError, at "saved", where the saved sheet is gone, or none of several was saved. A CSV file has no
    name for its only one.
    """
    names = [name_of(sheet) for sheet in sheets]
    wanted = saved.sheet_name if saved is not None and imported.extension == "xlsx" else ""
    if wanted and wanted not in names:
        here = listed([quoted(name) for name in names])
        raise ValidationError({"saved": SHEET_GONE.format(saved=saved, wanted=wanted, here=here)})
    if wanted:
        return names.index(wanted)
    if len(sheets) == 1:
        return 0
    if saved is not None:
        raise ValidationError({"saved": NO_SHEET_SAVED.format(saved=saved)})
    return None


def columns_now() -> list[Column]:
    """Return what a column of a table may hold, with the indicators as they are now."""
    return columns_for(dict(Indicator.objects.values_list("code", "name")))


def shown_headings(sheet: Sheet, heading: int) -> list[str]:
    """Return the headings of a sheet without those of columns that say who somebody is."""
    shut = places_left_out(sheet, heading)
    return [text for place, text in enumerate(headings_of(sheet, heading)) if text and place not in shut]


def heading_of(sheet: Sheet, saved: Iterable[SavedColumns]) -> int:
    """Return the row with all headings that were saved, else the one that holds most known ones, else the first.

    Codes of indicators are no sign of it: they stand in the rows below as well.
    """
    for number, texts in sheet.rows[:LOOK_AT_ROWS]:
        if any(one.headings and has_all(one.headings, texts) for one in saved):
            return number
    return heading_row(sheet.rows, ROLES) or sheet.rows[0][0]


def suggested(sheet: Sheet, heading: int, columns: Sequence[Column]) -> dict[int, str]:
    """Return what each column seems to hold: as it was saved for a file with the same headings, else by its words."""
    headings = headings_of(sheet, heading)
    shut = places_left_out(sheet, heading)
    allowed = {column.name for column in columns}
    shown = shown_headings(sheet, heading)
    same = next((one for one in saved_columns() if not changes(one.headings, shown)), None)
    names = placed(same.columns, headings) if same else dict(enumerate(suggest(headings, columns)))
    return {place: name for place, name in names.items() if name in allowed and place not in shut}


def has_its_columns(imported: Import) -> bool:
    """Say whether the columns that are chosen make figures."""
    return not what_is_missing(imported.mapping.values())


def read_own(imported: Import, sheet: Sheet) -> Found:
    """Read a table of our own figures, as its columns are chosen."""
    facts = Indicator.objects.values_list("code", "name", "unit", "frequency")
    return read(
        sheet,
        heading=imported.heading or 0,
        mapping=imported.mapping,
        known={row[0]: Known(*row) for row in facts},
        area=Area(settings.AREA_CODE, settings.BOROUGH),
        today=timezone.localdate(),
    )
