"""Tables that people send, Excel and Word: merged cells are carried down, and nothing hostile is believed."""

import io
import time
import zipfile
from datetime import datetime

import docx
import pytest

from escp.reports import reading, tables
from escp.reports.reading import Unreadable
from escp.reports.tables import ReadTable, read_tables, tables_of
from tests.factories.chronology import a_document, a_workbook

ROW = ("3 March 2024", "Case notes", "A visit.", "None.", "Yes", "")
DOCUMENT = "word/document.xml"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&b;&x;</d>'
)


def repacked(content: bytes, name: str, change) -> bytes:
    """Return the archive with one part changed, or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return buffer.getvalue()


def test_a_workbook_gives_its_sheets_with_the_numbers_of_the_rows():
    (table,) = read_tables(a_workbook([ROW, ("",) * 6, (datetime(2024, 3, 5), "", 3.0, "", "", "")]))

    assert (table.name, table.rows[1], table.rows[2]) == (
        "Sheet “Events”",
        (2, list(ROW)),
        (4, ["2024-03-05", "", "3", "", "", ""]),
    )


def test_what_is_merged_downwards_in_a_workbook_stands_in_every_row():
    rows = [("3 March 2024", "", f"Event {number}", "", "", "") for number in range(3)]
    (table,) = read_tables(a_workbook(rows, merged=("A2:A4",)))

    assert [texts[0] for _, texts in table.rows[1:]] == ["3 March 2024"] * 3


def test_a_merged_range_that_reaches_to_the_end_of_the_sheet_is_carried_as_far_as_there_are_rows():
    far = repacked(
        a_workbook([ROW, ROW], merged=("B2:B3",)),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'ref="B2:B3"', b'ref="B2:XFD1048576"'),
    )
    (table,) = read_tables(far)

    assert [(number, texts[1]) for number, texts in table.rows[1:]] == [(2, "Case notes"), (3, "Case notes")]


def test_a_document_gives_its_tables_and_carries_merged_cells_down():
    rows = [("3 March 2024", "", f"Event {number}", "", "", "") for number in range(3)]
    (table,) = read_tables(a_document(rows, merge_dates=((1, 3),)))

    assert table.name == "Table 1"
    assert [(number, texts[0], texts[2]) for number, texts in table.rows[1:]] == [
        (number + 2, "3 March 2024", f"Event {number}") for number in range(3)
    ]


def test_a_cell_that_is_merged_sideways_in_a_document_leaves_the_others_in_their_columns():
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    for place, text in enumerate(("Date", "Source", "Event", "Response")):
        table.cell(0, place).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "3 March 2024"
    table.cell(1, 2).text, table.cell(1, 3).text = "Visit", "None"
    buffer = io.BytesIO()
    document.save(buffer)

    assert read_tables(buffer.getvalue())[0].rows[1] == (2, ["3 March 2024", "", "Visit", "None"])


def test_a_table_inside_a_cell_is_text_of_that_cell_and_no_table_of_its_own():
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "3 March 2024"
    inner = table.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Seen", "at home"
    buffer = io.BytesIO()
    document.save(buffer)

    assert read_tables(buffer.getvalue()) == [ReadTable("Table 1", [(1, ["3 March 2024", "Seen\nat home"])])]


def test_lines_of_a_cell_stay_lines_and_what_was_struck_out_is_gone():
    content = a_document([("3 March 2024", "", "First.\nSecond.", "", "", "")])
    gone = b'<w:del w:id="1"><w:r><w:t>Gone</w:t></w:r></w:del>'
    struck = repacked(
        content,
        DOCUMENT,
        lambda xml: xml.replace(b"<w:r><w:t>First.", gone + b"<w:r><w:t>First."),
    )

    assert read_tables(struck)[0].rows[1][1][2] == "First.\nSecond."
    assert b"Gone" in zipfile.ZipFile(io.BytesIO(struck)).read(DOCUMENT)


def many_tables() -> bytes:
    document = docx.Document()
    for _ in range(tables.MOST_TABLES + 1):
        document.add_table(rows=1, cols=1).cell(0, 0).text = "x"
        document.add_paragraph()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def without_table() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def far_row() -> bytes:
    row = b"<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    return repacked(a_document([ROW]), DOCUMENT, lambda xml: xml.replace(b"</w:tbl>", noisy(row) + b"</w:tbl>"))


def noisy(row: bytes) -> bytes:
    """Return more rows than are read, each of its own, so that they do not pack too well."""
    return b"".join(
        row.replace(b">x<", f">{number * 7919 % 65537:x}<".encode()) for number in range(reading.MOST_ROWS + 100)
    )


BAD = {
    "nothing": (lambda: b"", tables.NOT_A_TABLE),
    "a web page renamed": (lambda: b"<html></html>", tables.NOT_A_TABLE),
    "a polyglot": (lambda: b"%PDF-1.7\n" + a_document([ROW]), tables.NOT_A_TABLE),
    "cut short": (lambda: a_document([ROW])[:-200], tables.NOT_A_TABLE),
    "entities": (lambda: repacked(a_document([ROW]), DOCUMENT, lambda _: ENTITIES), tables.NOT_A_TABLE),
    "macros": (
        lambda: repacked(a_document([ROW]), "word/vbaProject.bin", lambda _: b"x"),
        tables.REWORDED[reading.MACROS],
    ),
    "a bomb": (
        lambda: repacked(a_document([ROW]), DOCUMENT, lambda _: b" " * 30 * 1024**2),
        tables.REWORDED[reading.BURSTS],
    ),
    "too large": (lambda: b"PK\x03\x04" + b"x" * reading.MOST_BYTES, tables.REWORDED[reading.TOO_LARGE]),
    "no table": (without_table, tables.NO_TABLE),
    "too many tables": (many_tables, tables.TOO_MANY_TABLES),
    "a far row": (far_row, reading.TOO_FAR),
    "a far column": (
        lambda: repacked(
            a_document([ROW]),
            DOCUMENT,
            lambda xml: xml.replace(b"</w:trPr>", b"").replace(
                b"<w:tr>", b'<w:tr><w:trPr><w:gridBefore w:val="16383"/></w:trPr>', 1
            ),
        ),
        reading.TOO_FAR,
    ),
    "a long cell": (
        lambda: a_document([("3 March 2024", "", "".join(f"{n:x}" for n in range(12_000)), "", "", "")]),
        reading.TOO_LONG,
    ),
    "a workbook that bursts": (
        lambda: repacked(a_workbook([ROW]), "xl/worksheets/sheet1.xml", lambda _: b" " * 30 * 1024**2),
        tables.REWORDED[reading.BURSTS],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_trusted_is_refused_in_words(name):
    make, words = BAD[name]
    began = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        read_tables(make())

    assert str(refusal.value) == words
    assert time.monotonic() - began < 2 * reading.MOST_SECONDS


def test_it_is_read_in_a_process_of_its_own_by_the_same_code():
    content = a_document([ROW])

    assert tables_of(content) == [(table.name, table.rows) for table in read_tables(content)]
