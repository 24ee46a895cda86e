"""The list of contents of a Word document: a field that Word fills in with the numbers of its pages when it opens it.

Until then, and in programs that do not count pages, it lists the headings.
"""

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

AFTER = [qn(f"w:{name}") for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids")]
# Headings of the first level, each a link within the document.
INSTRUCTION = ' TOC \\o "1-1" \\h \\z \\u '


def add_contents(document: Any, headings: Sequence[str]) -> None:
    """Add the list at the end of what is written so far, and a new page after it."""
    if not headings:
        return
    title = document.add_paragraph()
    title.add_run("Contents").bold = True
    lines = [document.add_paragraph(text) for text in headings]
    first, last = lines[0]._p, lines[-1]._p
    first.insert(0, _run(_mark("begin")))
    first.insert(1, _run(_instruction()))
    first.insert(2, _run(_mark("separate")))
    last.append(_run(_mark("end")))
    document.add_page_break()
    settings, update = document.settings.element, OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    # The schema has an order, and these stand after it.
    after = next((element for element in settings if element.tag in AFTER), None)
    settings.append(update) if after is None else after.addprevious(update)


def _run(inside: Any) -> Any:
    run = OxmlElement("w:r")
    run.append(inside)
    return run


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _instruction() -> Any:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = INSTRUCTION
    return instruction
