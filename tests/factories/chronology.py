"""Chronologies as tests make them: rows, and the files that agencies send."""

import io
from datetime import date
from typing import Any

import docx
import factory
from factory.django import DjangoModelFactory
from openpyxl import Workbook

from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from reviews.asking import INFORMATION
from reviews.chronology.dates import When, read_when
from reviews.models import Chronology, ChronologyImport, ChronologyRow
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import PartFactory, RequestFactory, ReturnFactory, VersionFactory
from tests.factories.reviews import RapidReviewFactory

HEADINGS = ("Date", "Source", "Event", "Response", "Child seen?", "Comment/Analysis")
TODAY = date(2026, 3, 10)


class ChronologyFactory(DjangoModelFactory):
    class Meta:
        model = Chronology

    activity = factory.LazyFunction(lambda: RapidReviewFactory().activity)


class ChronologyImportFactory(DjangoModelFactory):
    class Meta:
        model = ChronologyImport

    chronology = factory.SubFactory(ChronologyFactory)
    agency = factory.SubFactory(AgencyFactory)
    name = "events.xlsx"
    added_by = factory.SubFactory(PersonFactory)


class ChronologyRowFactory(DjangoModelFactory):
    class Meta:
        model = ChronologyRow

    chronology = factory.SubFactory(ChronologyFactory)
    agency = factory.SubFactory(AgencyFactory)
    written = "3 March 2024"
    event = "A visit to the home."
    earliest = factory.LazyAttribute(lambda row: _when(row.written).earliest)
    latest = factory.LazyAttribute(lambda row: _when(row.written).latest)


def _when(written: str) -> When:
    return read_when(written, today=TODAY)


def a_row(review: Any, written: str = "3 March 2024", **facts: Any) -> ChronologyRow:
    """Make a row of a review's chronology, which is begun where there is none."""
    chronology, _ = Chronology.objects.get_or_create(activity=review.activity)
    return ChronologyRowFactory(chronology=chronology, written=written, **facts)


def an_import(review: Any, rows: Any = (), headings: Any = HEADINGS, **facts: Any) -> ChronologyImport:
    """Make a file of a review's chronology that was read and waits to be brought in."""
    from reviews.chronology.columns import layout_of

    chronology, _ = Chronology.objects.get_or_create(activity=review.activity)
    read = [(number, list(row)) for number, row in enumerate([headings, *rows], start=1)]
    layout = layout_of(read)
    table = {"name": "Table 1", "rows": read, "heading": layout.heading, "columns": list(layout.columns)}
    return ChronologyImportFactory(chronology=chronology, tables=[table], rows_read=len(read), **facts)


def a_workbook(rows: Any, *, headings: Any = HEADINGS, merged: tuple[str, ...] = ()) -> bytes:
    """Return an Excel file of one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Events"
    for row in (headings, *rows):
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def a_document(rows: Any, *, headings: Any = HEADINGS, merge_dates: tuple[tuple[int, int], ...] = ()) -> bytes:
    """Return a Word document with one table; `merge_dates` are pairs of rows between which the date cells are one."""
    document = docx.Document()
    document.add_paragraph("Chronology of significant events")
    table = document.add_table(rows=0, cols=len(headings))
    for row in (headings, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for first, last in merge_dates:
        for number in range(first + 1, last + 1):
            table.cell(number, 0).text = ""
        merged = table.cell(first, 0).merge(table.cell(last, 0))
        merged.text = merged.text.strip()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


QUESTIONS = {
    "sections": [
        {
            "key": "s1",
            "title": "Chronology",
            "questions": [
                {
                    "key": "rows",
                    "kind": "table",
                    "label": "What happened?",
                    "required": False,
                    "columns": [
                        {"key": "on", "label": "Date", "kind": "date"},
                        {"key": "what", "label": "Event"},
                        {"key": "seen", "label": "Child seen or heard"},
                    ],
                },
                {
                    "key": "people",
                    "kind": "table",
                    "label": "Who works with the family?",
                    "required": False,
                    "columns": [{"key": "job", "label": "Job"}],
                },
                {"key": "words", "kind": "text", "label": "Anything else?", "required": False},
            ],
        }
    ]
}


def a_return(review: Any, *rows: dict[str, str], agency: Any = None) -> Return:
    """Make a return about a review with rows of a chronology in it, and send it."""
    request = RequestFactory(
        kind=INFORMATION.key,
        asks=VersionFactory(definition=QUESTIONS),
        about=review,
        about_reference=review.reference,
        case=review.case,
    )
    asked = ReturnFactory(request=request, agency=agency or AgencyFactory())
    PartFactory(of=asked, section="s1", answers={"rows": list(rows), "people": [{"job": "Nurse"}], "words": "None"})
    by = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency)
    return RETURN.apply("send", asked, by=by)


def a_chronology(review: Any) -> dict[str, list]:
    """Make a chronology with one thing of each kind, and return the parts of the addresses that lead to them."""
    row, other = a_row(review), a_row(review)
    file = an_import(review, [("3 March 2024", "", "Visit", "", "", "")])
    returned = a_return(review, {"on": "2024-03-03", "what": "Visit", "seen": "Yes"})
    return {
        "chronology row": [review.reference, row.pk],
        "chronology pair": [review.reference, row.pk, other.pk],
        "chronology file": [review.reference, file.pk],
        "chronology table": [review.reference, file.pk, 0],
        "chronology return": [review.reference, returned.reference],
    }
