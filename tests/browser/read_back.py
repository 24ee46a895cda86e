"""What was published, read back by others: its web page by a stranger, its PDF, and its Word document."""

import re
from subprocess import run
from typing import Any

from docx import Document

from learning.publications import papers
from tests.browser.barriers import look_at
from tests.browser.report import text_of, words_of
from tests.browser.visitor import Visitor


def on_the_web(stranger: Any, reference: str) -> str:
    """Return what a page without an account reads, once the worker has put the PDF beside it."""
    papers.keep_papers()
    answer = stranger.goto(f"/published/{reference}/")
    assert answer.status == 200
    look_at(stranger)
    assert stranger.context.cookies() == []
    return words_of(stranger.locator("main").inner_text())


def as_pdf(stranger: Any) -> str:
    """Return what the PDF beside the page that is open says: nobody is asked who takes it."""
    link = stranger.get_by_role("link", name=re.compile("^Take it as a PDF"))
    content = stranger.request.get(link.get_attribute("href")).body()
    read = run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return words_of(read.stdout.decode())


def as_word(member: Visitor, reference: str) -> str:
    """Return what the Word document says that a member takes from the page."""
    member.go(f"/published/{reference}/")
    member.press("Make the Word document")
    with member.page.expect_download() as download:
        member.page.get_by_role("button", name="Download the paper").click()
    return words_of(text_of(Document(str(download.value.path()))))


def assert_same(forms: dict[str, str], sentences: list[str]) -> None:
    """Fail when a form lacks a sentence, so with every figure in it."""
    for form, text in forms.items():
        missing = [one for one in sentences if words_of(one) not in text]
        assert missing == [], (form, missing)
