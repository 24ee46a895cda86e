"""The one writer of Word documents: marked and numbered on every page, headings and tables as Word knows them.

    write([Heading("Recognition"), Words("Nobody was asked this."), Table(("Agency", "Answer"), rows)],
          title="Answers side by side", reference="REQ-2026-001", made_at=now)

Nothing in it runs or counts anything but its pages, and nothing but its notes leads out of it. The same input always
gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import docx
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from escp.reports import word_template
from escp.reports.contents import add_contents

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "en-GB"
FONT = "Arial"
INK = RGBColor(0x33, 0x20, 0x4F)
SIZES = {"Normal": 10.5, "Title": 22, "Heading 1": 16, "Heading 2": 12, "Heading 3": 11, "Header": 8.5, "Footer": 8.5}
COLOURED = ("Title", "Heading 1", "Heading 2", "Heading 3")
# What XML cannot hold: most control characters, halves of characters, and two that are none.
UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_ENDS = re.compile("\r\n?|\v|\f|\u0085|\u2028|\u2029")


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Words:
    """A paragraph; lines of the text stay lines. `note` is the number of the note that says where it is from."""

    text: str
    note: int = 0


@dataclass(frozen=True)
class Table:
    """A table. Its headings stand again on every page that it reaches, and a row stays in one piece where it can.

    `notes` are the numbers of the notes that its rows end with, 0 for none.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[str]]
    notes: Sequence[int] = ()


@dataclass(frozen=True)
class Note:
    """Where something in the text is from. `path` is the address of that record within the service."""

    number: int
    text: str
    path: str = ""

    @property
    def address(self) -> str:
        """The whole address, for what is read outside the service."""
        return f"{settings.SITE_ADDRESS}{self.path}" if self.path else ""


@dataclass(frozen=True)
class Notes:
    """The notes of a text, by number."""

    lines: Sequence[Note]


Piece = Heading | Words | Table | Notes


def writable(text: str) -> str:
    """Return text without what a Word document cannot hold."""
    return UNWRITABLE.sub("", LINE_ENDS.sub("\n", text))


def write(
    pieces: Iterable[Piece],
    *,
    title: str,
    reference: str,
    made_at: datetime,
    contents: bool = False,
    marking: str = "",
    template: bytes = b"",
) -> bytes:
    """Return the document; with `contents`, the list of its headings before the rest; marked as the service is.

    With a `template` (one in which `faults_of` finds nothing) it stands where that says, in its letters.
    """
    marking = marking or settings.HANDLING_MARKING
    document, has_title = docx.Document(), False
    _dress(document)
    if template:
        facts = _facts(title, reference, made_at, marking)
        document, has_title = word_template.opened(template, facts, lender=document)
    else:
        _margins(document, reference, made_at, marking)
    body = document.element.body
    before = set(body)
    if not has_title:
        document.add_paragraph(writable(title), style="Title")
    if not template:
        about = f"{marking}. Reference {reference}. Made on {timezone.localtime(made_at):%-d %B %Y at %H:%M}."
        document.add_paragraph(writable(about))
    pieces = list(pieces)
    if contents:
        add_contents(document, [writable(one.text) for one in pieces if isinstance(one, Heading) and one.level == 1])
    for piece in pieces:
        _add(document, piece)
    if template:
        word_template.put_text(document, [element for element in body if element not in before])
    _about(document, title, reference, made_at, marking)
    buffer = io.BytesIO()
    document.save(buffer)
    return _packed_again(buffer)


def word_response(pieces: Iterable[Piece], *, title: str, reference: str) -> HttpResponse:
    """Return the document, made now, as a download named after its title and the day."""
    content = write(pieces, title=title, reference=reference, made_at=timezone.now())
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{slugify(title)}-{timezone.localdate():%Y-%m-%d}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _facts(title: str, reference: str, made_at: datetime, marking: str) -> dict[str, str]:
    """Return what the fields of a template say."""
    facts = {
        "title": title,
        "reference": reference,
        "date": f"{timezone.localtime(made_at):%-d %B %Y}",
        "marking": marking,
        "partnership": settings.PARTNERSHIP_NAME,
    }
    return {name: writable(words) for name, words in facts.items()}


def _add(document: Any, piece: Piece) -> None:
    match piece:
        case Heading():
            document.add_heading(writable(piece.text), piece.level)
        case Words():
            _add_mark(document.add_paragraph(writable(piece.text)), piece.note)
        case Table():
            _add_table(document, piece)
        case Notes():
            for line in piece.lines:
                _add_note(document, line)


def _add_table(document: Any, given: Table) -> None:
    table = document.add_table(rows=1, cols=len(given.columns), style="Table Grid")
    _fill(table.rows[0], given.columns, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(_switch("w:tblHeader"))
    notes = [*given.notes]
    for number, row in enumerate(given.rows):
        filled = table.add_row()
        _fill(filled, row)
        if number < len(notes):
            _add_mark(filled.cells[-1].paragraphs[0], notes[number])
    # Room below: the next table would otherwise grow together with this one.
    document.add_paragraph()


def _fill(row: Any, texts: Sequence[str], *, bold: bool = False) -> None:
    row._tr.get_or_add_trPr().append(_switch("w:cantSplit"))
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(writable(text)).bold = bold or None


def _add_mark(paragraph: Any, note: int) -> None:
    """Let the number of a note stand after a text, raised: it leads to the note."""
    if not note:
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"note_{note}")
    run = paragraph.add_run(str(note))
    run.font.superscript = True
    link.append(run._r)
    paragraph._p.append(link)


def _add_note(document: Any, note: Note) -> None:
    """Add a note as a place that its numbers lead to, with the address of the record: a field, as a relation is not."""
    paragraph = document.add_paragraph()
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(note.number))
    start.set(qn("w:name"), f"note_{note.number}")
    paragraph._p.append(start)
    paragraph.add_run(writable(f"{note.number}. {note.text} "))
    paragraph._p.append(end)
    if note.address:
        _add_field(paragraph, f'HYPERLINK "{note.address}"', note.address)


def _switch(name: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    return element


def _dress(document: Any) -> None:
    """Set paper, language, letters and sizes."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(22)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for name, size in SIZES.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        style.font.size = Pt(size)
        if name in COLOURED:
            style.font.color.rgb = INK
    document.styles["Normal"].paragraph_format.space_after = Pt(6)


def _margins(document: Any, reference: str, made_at: datetime, marking: str) -> None:
    """Put marking and reference above, marking, date and number of the page below, on every page."""
    section = document.sections[0]
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    width = section.page_width - section.left_margin - section.right_margin
    for paragraph in (above, below):
        # The library's template has stops of its own, for another size of paper.
        paragraph.style.element.pPr.remove(paragraph.style.element.pPr.find(qn("w:tabs")))
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(width // 2, WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    above.add_run(writable(f"{settings.PARTNERSHIP_NAME}\t"))
    above.add_run(writable(marking)).bold = True
    above.add_run(writable(f"\t{reference}"))
    below.add_run(f"Made on {timezone.localtime(made_at):%-d %B %Y}\t")
    below.add_run(writable(marking)).bold = True
    below.add_run("\tPage ")
    _add_field(below, "PAGE")
    below.add_run(" of ")
    _add_field(below, "NUMPAGES")


def _add_field(paragraph: Any, name: str, shown: str = "1") -> None:
    """Add what Word works out itself: a number that it counts, or where a text leads. Until then it shows `shown`."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _about(document: Any, title: str, reference: str, made_at: datetime, marking: str) -> None:
    """Say what the document is, in the partnership's name: no person's, nor that of the library's template."""
    about = document.core_properties
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about.title, about.subject, about.language = writable(title)[:255], writable(reference)[:255], LANGUAGE
    about.author = about.last_modified_by = writable(settings.PARTNERSHIP_NAME)[:255]
    about.comments, about.keywords, about.category = "", "", writable(marking)[:255]
    about.created = about.modified = moment
    about.revision = 1


def _packed_again(written: io.BytesIO) -> bytes:
    """Return the same parts without the moment of packing, so that the same input gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            packed.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
