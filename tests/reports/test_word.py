"""The Word writer: marked and numbered on every page, headings and tables as Word knows them, no text breaks it."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import docx
import pytest
from docx.oxml.ns import qn

from escp.reports.word import Heading, Table, Words, write

MADE_AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def written(*pieces, made_at=MADE_AT) -> bytes:
    return write(pieces, title="Answers side by side", reference="REQ-2026-001", made_at=made_at)


def opened(*pieces):
    return docx.Document(io.BytesIO(written(*pieces)))


def test_every_page_carries_marking_reference_date_and_number(settings):
    section = opened(Words("All is well.")).sections[0]

    assert settings.HANDLING_MARKING in section.header.paragraphs[0].text
    assert "REQ-2026-001" in section.header.paragraphs[0].text
    assert settings.HANDLING_MARKING in section.footer.paragraphs[0].text
    assert "Made on 25 November 2026" in section.footer.paragraphs[0].text
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert not section.different_first_page_header_footer
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_headings_are_headings_and_the_head_of_a_table_stands_again_on_every_page():
    document = opened(
        Heading("Recognition"), Heading("How well?", 2), Table(("Agency", "Answer"), [("Police", "Well")])
    )

    assert [
        (one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith(("Title", "Head"))
    ] == [
        ("Title", "Answers side by side"),
        ("Heading 1", "Recognition"),
        ("Heading 2", "How well?"),
    ]
    head, row = document.tables[0].rows
    assert [cell.text for cell in head.cells] == ["Agency", "Answer"]
    assert [cell.text for cell in row.cells] == ["Police", "Well"]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert row._tr.trPr.find(qn("w:tblHeader")) is None


def test_the_document_is_the_partnerships_and_in_british_english(settings):
    document = opened()
    about = document.core_properties

    assert (about.title, about.subject) == ("Answers side by side", "REQ-2026-001")
    assert about.author == about.last_modified_by == settings.PARTNERSHIP_NAME
    assert about.comments == ""
    assert about.created == about.modified == MADE_AT
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_the_same_input_gives_the_same_bytes(monkeypatch):
    pieces = (Heading("One"), Table(("A", "B"), [("1", "2")]))
    first = written(*pieces)
    # The moment of packing must not stand in the file.
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 1, 2, 3, 4, 5, 0, 0, 0))

    assert written(*pieces) == first
    assert written(*pieces, made_at=MADE_AT + timedelta(days=1)) != first


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, 0x85, 0x2028, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x202E, 0x1F600])
def test_no_character_breaks_the_document(code):
    text = f"before{chr(code)}after"

    document = opened(Heading(text), Words(text), Table((text, "Answer"), [(text, "<w:t>&amp;")]))

    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    for found in (document.paragraphs[2].text, document.paragraphs[3].text, *cells[::2]):
        assert found.startswith("before")
        assert found.endswith("after")
    assert cells[3] == "<w:t>&amp;"


def test_lines_stay_lines():
    assert opened(Words("one\r\ntwo\rthree\nfour")).paragraphs[2].text == "one\ntwo\nthree\nfour"


def test_nothing_in_it_leads_anywhere_or_runs():
    with zipfile.ZipFile(io.BytesIO(written(Words("https://example.org =1+1 {HYPERLINK}")))) as parts:
        relations = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
        assert b'TargetMode="External"' not in relations
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "embed" in name.lower()]
