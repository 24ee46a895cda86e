"""The papers of a meeting as one PDF: contents, agenda, action log, then each paper, with one count of pages.

A paper that is a PDF is drawn, sheet by sheet, within the margins of sheets of our own, so that the marking and the
number stand on every page and nothing of the file but what it shows comes along. Other files are listed.
"""

import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from pikepdf import Name, Page, Rectangle

from escp.access.predicates import Predicate
from escp.documents import store
from escp.documents.models import DocumentVersion
from escp.documents.queries import documents_for, documents_of
from escp.partnership.models import Person
from escp.reports import kinds, pdf
from escp.reports.editions import Edition
from escp.reports.report import Report, shown
from home.meetings.papers import agenda_in_pieces
from home.meetings.queries import meetings_for
from home.models import Meeting
from learning.redaction.editions import WHOLE, edition_of

TITLE = "Papers of a meeting"
MOST_SHEETS = 300
# The space within the margins of a sheet, in points.
INSIDE = Rectangle(51, 62, 544, 774)
NOT_PDF = "Not a PDF: open it on the page of the meeting"
TOO_LONG = "Too long for this file: open it on the page of the meeting"
UNREADABLE = "It could not be read: open it on the page of the meeting"
NOT_REDACTED = "A file: it is left out of the redacted edition"
NOT_YET = "Not given out: the virus scan has not passed it"


@dataclass
class Paper:
    """One document: its file, or why it does not stand here, and the number of its first page.

    The file stays open while its sheets are used: a sheet does not keep it.
    """

    title: str
    file: pikepdf.Pdf | None = None
    why_not: str = ""
    first: int = 0

    @property
    def sheets(self) -> list[Page]:
        return list(self.file.pages) if self.file else []


def build(person: Person, *, reference: str, edition: str = WHOLE) -> kinds.File:
    """Make the papers as a person may see them now. What stands in files is in no redacted edition."""
    meeting, pack = meetings_for(person).get(reference=reference), edition_of(edition)
    papers, now = _papers(person, meeting, files=edition == WHOLE), timezone.now()
    # Drawn twice: where the papers begin is known only once it is known how long the rest is.
    before = _pages_of(_front(meeting, person, papers, now, pack, total=0))
    number = before + 1
    for paper in papers:
        paper.first, number = number, number + len(paper.sheets)
    total = number - 1
    front = _front(meeting, person, papers, now, pack, total=total)
    content = _joined(front, papers, meeting, now, before, total) if total > before else front
    return kinds.File(content, f"papers-{reference.lower()}{pack.suffix}.pdf")


def _papers(person: Person, meeting: Meeting, *, files: bool) -> list[Paper]:
    seen = documents_for(person).filter(withdrawn_at=None).values("pk")
    papers, left = [], MOST_SHEETS
    for document in documents_of(meeting).filter(pk__in=seen).order_by("added_at", "pk"):
        title, version = f"{document.reference} {document.title}", next(iter(document.versions.all()), None)
        paper = _paper(title, version) if files else Paper(title, why_not=NOT_REDACTED)
        if len(paper.sheets) > left:
            paper = Paper(paper.title, why_not=TOO_LONG)
        left -= len(paper.sheets)
        papers.append(paper)
    return papers


def _paper(title: str, version: DocumentVersion | None) -> Paper:
    if version is None or not version.may_be_opened:
        return Paper(title, why_not=NOT_YET)
    if version.media_type != pdf.PDF:
        return Paper(title, why_not=NOT_PDF)
    try:
        return Paper(title, pikepdf.open(store.path_of(version.stored_as)))
    except (pikepdf.PdfError, OSError):
        return Paper(title, why_not=UNREADABLE)


def _front(
    meeting: Meeting, person: Person, papers: list[Paper], made_at: datetime, pack: Edition, *, total: int
) -> bytes:
    pieces = shown(Report(TITLE, meeting.reference, list(agenda_in_pieces(meeting, person))))
    page = {
        "pieces": pieces,
        "contents": [one for one in pieces if one.get("level") == 1],
        "papers": papers,
        "total": total,
        "under": meeting.title,
    }
    return pdf.write(
        "papers/meeting.html",
        page,
        title=TITLE,
        reference=meeting.reference,
        made_at=made_at,
        made_for=person.full_name,
        pack=pack,
    )


def _pages_of(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def _joined(front: bytes, papers: list[Paper], meeting: Meeting, made_at: datetime, before: int, total: int) -> bytes:
    """Put each sheet of the papers on one of ours, after the front."""
    page = {
        "numbers": range(before + 1, total + 1),
        "total": total,
        "title": TITLE,
        "reference": meeting.reference,
        "made_at": made_at,
        "partnership_name": settings.PARTNERSHIP_NAME,
        "handling_marking": settings.HANDLING_MARKING,
    }
    ours = pdf.drawn(render_to_string("papers/meeting_sheets.html", page))
    with pikepdf.open(io.BytesIO(front)) as whole, pikepdf.open(io.BytesIO(ours)) as sheets:
        within = [sheet for paper in papers for sheet in paper.sheets]
        for ours_sheet, sheet in zip(sheets.pages, within, strict=True):
            ours_sheet.add_overlay(sheet, INSIDE)
            if Name.StructParents in ours_sheet:
                del ours_sheet[Name.StructParents]
        whole.pages.extend(sheets.pages)
        # Papers of others are not tagged for screen readers: the whole no longer says that it is.
        with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            about.pop("pdfuaid:part", None)
        buffer = io.BytesIO()
        whole.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def knows(person: Person, *, reference: str, edition: str = WHOLE) -> bool:
    """Say whether a person may see the meeting now."""
    return meetings_for(person).filter(reference=reference).exists()


# Whoever sees the meeting may have its papers; `knows` asks that.
ANYBODY = Predicate(lambda person, record: True, "You may not see this meeting.")
PACK = kinds.PaperKind("home.meeting", TITLE, build, may=ANYBODY, knows=knows)
