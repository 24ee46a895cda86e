"""The one writer of spreadsheets. Nothing that it writes is ever a formula, whatever a person typed into a record."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet program may take for the start of a formula or a command, also after blanks and a byte-order mark.
FORMULA_STARTERS = "=+-@%|\t\r\n\0"
LEADING = " \u00a0\ufeff"
LONGEST_CELL = 32_000


def neutral(text: str) -> str:
    """Return text that no spreadsheet program runs: a leading apostrophe where it could be taken for a formula."""
    text = "".join(character for character in text if character >= " " or character in "\n\t")[:LONGEST_CELL]
    bare = text.lstrip(LEADING)
    return f"'{text}" if bare and bare[0] in FORMULA_STARTERS else text


def as_typed(text: str) -> str:
    """Return text that `neutral` wrote as it was before: without the apostrophe that kept it from being run."""
    return text[1:] if text.startswith("'") and neutral(text[1:]) != text[1:] else text


def cell(value: Any) -> Any:
    """Return a value as a cell holds it: numbers and dates as themselves, everything else as neutral text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    return neutral(str(value))


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its headings and its rows. `title` stands above; the workbook's if empty.

    `widths` are those of its columns. `shades` has, by the place of a column, the colour behind a text by its beginning
    up to a colon: the words say the same.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    widths: Sequence[int] = ()
    shades: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return an Excel file of one sheet: marking, title, when it was made, headings, rows."""
    return workbook_of(title, [Sheet("List", columns, rows)])


def workbook_of(title: str, sheets: Iterable[Sheet]) -> bytes:
    """Return an Excel file of several sheets, each with marking, title, when it was made, headings and rows."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        for sheet in sheets:
            _write(book, sheet, title)
    return buffer.getvalue()


def _write(book: Any, given: Sheet, title: str) -> None:
    sheet, columns = book.add_worksheet(given.name), given.columns
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmmm yyyy", "align": "left", "valign": "top"})
    moment = book.add_format({"num_format": "d mmmm yyyy hh:mm", "align": "left", "valign": "top"})
    sheet.write_string(0, 0, settings.HANDLING_MARKING, bold)
    sheet.write_string(1, 0, neutral(f"{given.title or title}, {settings.PARTNERSHIP_NAME}"), bold)
    sheet.write_string(2, 0, f"Made on {timezone.localtime():%d/%m/%Y at %H:%M}")
    for place, column in enumerate(columns):
        sheet.write_string(4, place, neutral(str(column)), head)
    shaded = {
        (place, words): book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
        for place, colours in given.shades.items()
        for words, colour in colours.items()
    }
    last = 4
    for last, row in enumerate(given.rows, start=5):
        for place, value in enumerate(row):
            content = cell(value)
            if isinstance(content, datetime):
                sheet.write_datetime(last, place, content, moment)
            elif isinstance(content, date):
                sheet.write_datetime(last, place, datetime(content.year, content.month, content.day), day)  # noqa: DTZ001
            elif isinstance(content, str):
                sheet.write_string(last, place, content, shaded.get((place, content.partition(":")[0]), wrapped))
            else:
                sheet.write_number(last, place, content, wrapped)
    sheet.set_column(0, max(len(columns) - 1, 0), 24)
    for place, width in enumerate(given.widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(5, 1)
    if columns:
        sheet.autofilter(4, 0, max(last, 5), len(columns) - 1)
    sheet.set_header(f"&L{settings.HANDLING_MARKING}&R{slugify(title)}")
    sheet.set_footer(f"&L{settings.HANDLING_MARKING}&RPage &P of &N")


def list_response(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return the file as a download named after the list and the day."""
    return workbook_response(title, [Sheet("List", columns, rows)])


def workbook_response(title: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """Return a file of several sheets as a download named after its title and the day."""
    response = HttpResponse(workbook_of(title, sheets), content_type=SPREADSHEET)
    response["Content-Disposition"] = f'attachment; filename="{slugify(title)}-{timezone.localdate():%Y-%m-%d}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
