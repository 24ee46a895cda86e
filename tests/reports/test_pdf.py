"""The PDF writer: marked and numbered on every sheet, tagged for screen readers, fetching nothing but our own files."""

import builtins
import io
import re
import subprocess
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from django.template import engines
from pikepdf import Array, Dictionary, Name

from escp.reports import pdf
from tests.conftest import InaccessiblePaperError, refuse_inaccessible

MADE_AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
PAPER = """{% extends "papers/base.html" %}{% block content %}
<h2>What we found</h2>
<p>{{ sentence }}</p>
<table><caption>Every duty</caption>
<thead><tr><th scope="col">Duty</th><th scope="col">Met</th></tr></thead>
<tbody>{% for row in rows %}<tr><th scope="row">Duty {{ row }}</th><td>{{ row }} of 90</td></tr>{% endfor %}</tbody>
</table>
{% endblock %}"""


@pytest.fixture(autouse=True)
def a_template(monkeypatch):
    """Let the paper's template stand in this file."""
    monkeypatch.setattr(pdf, "render_to_string", lambda _, page: engines["django"].from_string(PAPER).render(page))


def write(rows: int = 90, **page: Any) -> bytes:
    return pdf.write(
        "tests/paper.html",
        {"rows": range(rows), "sentence": "All is well.", **page},
        title="How deadlines were kept",
        reference="2026-27",
        made_at=MADE_AT,
        made_for="Maple Marsh",
    )


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def sheets(content: bytes) -> list[str]:
    """Return what a reader finds on each sheet."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def elements(document: pikepdf.Pdf, kind: Name) -> list[Dictionary]:
    return [found for found in document.objects if isinstance(found, Dictionary) and found.get(Name.S) == kind]


def test_every_sheet_carries_marking_reference_partnership_date_and_number(settings):
    found = sheets(write())

    assert len(found) >= 3
    for number, sheet in enumerate(found, start=1):
        assert sheet.count(settings.HANDLING_MARKING) >= 2, number
        assert settings.PARTNERSHIP_NAME in sheet
        assert "2026-27" in sheet
        assert "Made on 25 November 2026" in sheet
        assert f"Page {number} of {len(found)}" in sheet


def test_the_title_block_says_what_it_is_for_whom_and_when():
    first = sheets(write(rows=1))[0]

    assert "How deadlines were kept" in first
    assert "Made on 25 November 2026 at 9.30am for Maple Marsh" in first


def test_the_head_of_a_table_stands_again_on_every_sheet():
    assert all("Duty" in sheet and re.search(r"\bMet\b", sheet) for sheet in sheets(write()))


def test_what_a_person_typed_is_text_and_not_markup():
    sheet = sheets(write(rows=1, sentence="<img src='file:///etc/passwd'> & <b>bold</b>"))[0]

    assert "<img src='file:///etc/passwd'> & <b>bold</b>" in sheet
    assert "root:" not in sheet


def test_it_is_tagged_for_screen_readers():
    document = opened(write())

    assert document.Root.MarkInfo.Marked is True
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    assert document.open_metadata()["pdfuaid:part"] == "1"
    assert len(elements(document, Name.H1)) == 1
    assert len(elements(document, Name.H2)) == 1
    assert elements(document, Name.Table)


def test_a_paper_that_breaks_a_rule_of_pdf_ua_fails_the_test_that_made_it():
    broken = io.BytesIO()
    with opened(write(rows=1)) as document:
        del document.Root.Lang
        document.save(broken)

    with pytest.raises(InaccessiblePaperError, match=r"\d"):
        refuse_inaccessible(broken.getvalue())


def test_every_header_has_its_scope_and_every_cell_finds_its_headers():
    document = opened(write())
    headers, cells = elements(document, Name.TH), elements(document, Name.TD)
    names = document.Root.StructTreeRoot.IDTree.Kids[0].Names
    known = {bytes(name) for name in names[::2]}

    assert {str(header.A.Scope) for header in headers} == {"/Column", "/Row"}
    assert all(header.A.Scope == (Name.Column if Name.THead == header.P.P.S else Name.Row) for header in headers)
    assert len(cells) == 90
    assert all({bytes(name) for name in cell.A.Headers} <= known and len(cell.A.Headers) == 2 for cell in cells)
    assert sorted(known) == [bytes(name) for name in names[::2]]


def test_what_repeats_in_the_margins_is_not_spoken_on_every_sheet():
    document = opened(write())

    for page in document.pages:
        content = page.Contents.read_bytes()
        assert content.count(b"/Pagination") == 6
    numbers = [part for part in document.Root.StructTreeRoot.ParentTree.Nums if isinstance(part, Array)]
    assert all(element is None or pdf._hangs_on_the_tree(element) for part in numbers for element in part)


def test_a_document_says_of_itself_only_what_it_is(settings):
    content = write()
    document = opened(content)
    about = {name: str(value) for name, value in document.docinfo.items()}

    assert set(about) == {"/Title", "/Author", "/Producer", "/CreationDate"}
    assert about["/Title"] == "How deadlines were kept"
    assert about["/Author"] == settings.PARTNERSHIP_NAME
    assert about["/Producer"] == settings.SERVICE_NAME
    assert b"WeasyPrint" not in content
    assert "Maple" not in str(document.open_metadata())


def test_the_same_input_gives_the_same_bytes():
    assert write(rows=5) == write(rows=5)
    assert write(rows=5) != write(rows=6)


@pytest.mark.parametrize("sheet", ["A4 landscape", "A3 landscape"])
def test_a_paper_may_lie_on_its_side(sheet):
    content = pdf.write(
        "tests/paper.html",
        {"rows": range(2), "sentence": ""},
        title="The year",
        reference="",
        made_at=MADE_AT,
        sheet=sheet,
    )
    document = opened(content)
    _, _, width, height = (float(side) for side in document.pages[0].MediaBox)

    assert width > height
    assert round(width) == {"A4 landscape": 842, "A3 landscape": 1191}[sheet]


FORBIDDEN = [
    "file:///etc/passwd",
    "http://127.0.0.1/",
    "https://127.0.0.1:9/static/css/paper.css",
    "ftp://127.0.0.1/x",
    "data:text/html,<p>hello</p>",
    "data:text/css,p{color:red}",
    "https://paper.invalid/static/../escp/settings/base.py",
    "https://paper.invalid/static/%2e%2e/%2e%2e/etc/passwd.css",
    "https://paper.invalid/static/css/none.css",
    "https://paper.invalid/static/js/service.js",
    "https://paper.invalid/reports/",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_nothing_but_our_own_static_files_is_fetched(address):
    for markup in (f'<img src="{address}" alt="">', f'<link rel="stylesheet" href="{address}">'):
        with pytest.raises(pdf.Refused):
            pdf.drawn(f'<html lang="en-GB"><title>T</title>{markup}<p>Text</p></html>')
    with pytest.raises(pdf.Refused):
        pdf.our_fetcher().fetch(address)


def test_a_small_picture_within_the_page_is_drawn():
    picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"

    assert pdf.drawn(f'<html lang="en-GB"><title>T</title><img src="{picture}" alt="A square"></html>')


def test_our_own_style_sheet_is_given_as_it_stands():
    answer = pdf.our_fetcher().fetch("https://paper.invalid/static/css/paper.css")

    assert answer.content_type == "text/css"
    assert b"@page" in answer.read()


def test_without_pango_a_plain_sentence_says_so(monkeypatch):
    importing = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return importing(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(pdf.Unavailable, match="Papers cannot be made on this computer yet"):
        write(rows=1)
