"""The report of a review, made and taken away in a browser, and read back as whoever receives it would."""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx

from tests.browser.visitor import Visitor


def take_the_report_away(visitor: Visitor, review: str, said: tuple[str, ...]) -> None:
    """Make the report as PDF and as Word, download both, and fail unless each holds the words."""
    read: dict[str, Callable[[bytes], str]] = {"PDF": in_pdf, "Word": in_word}
    for form, words_of in read.items():
        visitor.go(f"/reviews/{review}/")
        visitor.press("Report for the Panel, as PDF or Word")
        visitor.press(f"Make the report as {form}")
        with visitor.page.expect_download() as waiting:
            visitor.page.get_by_role("button", name=re.compile("^Download the paper")).click()
        text = " ".join(words_of(Path(waiting.value.path()).read_bytes()).split())
        for words in said:
            assert words in text, (form, words)


def in_pdf(content: bytes) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return read.stdout.decode()


def in_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
