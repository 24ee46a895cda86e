"""The report of a review, made and taken away by somebody at a browser, and read back as its reader would."""

import re
from subprocess import run

from docx import Document

from tests.browser.visitor import Visitor


def take_the_report_away(visitor: Visitor, review: str, said: list[str]) -> None:
    """Take the report away in both forms; fail when the marking, the reference or a sentence of it is not in there."""
    read = run(["pdftotext", "-layout", made(visitor, review, "PDF"), "-"], capture_output=True, text=True, check=True)
    pdf = words_of(read.stdout)
    word = words_of(text_of(Document(made(visitor, review, "Word"))))
    for text in (pdf, word):
        assert "OFFICIAL-SENSITIVE" in text
        assert review in text
        assert [sentence for sentence in said if words_of(sentence) not in text] == []
    assert re.search(r"Page 1 of \d+", pdf)


def made(visitor: Visitor, review: str, form: str) -> str:
    """Have the report made in this form, and return where the browser put it."""
    visitor.go(f"/reviews/{review}/")
    visitor.press("Report for the Panel, as PDF or Word")
    visitor.press(f"Make the report as {form}")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download the paper").click()
    return str(download.value.path())


def text_of(document: Document) -> str:
    """Return all that a Word document says: paragraphs, tables, heads."""
    heads = [line.text for section in document.sections for line in section.header.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*heads, *(line.text for line in document.paragraphs), *cells])


def words_of(text: str) -> str:
    """Return a text without its line breaks, so that a sentence is found wherever it was broken."""
    return " ".join(text.split())
