"""The panel’s anonymised pack as one PDF: its contents, and of each death no more than its reader may know.

It is made only when nothing that tells who a child was is left, and only after the file itself was looked at.
"""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from cdop.models import PanelCase, PanelMeeting
from cdop.pack import NOT_RECORDED, TELLS_WHO, is_clean, month_of, text_of
from cdop.queries.panel import cases_at, known_at, left_out_of, panels_for
from escp.access.log import record_access
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.partnership.models import Person
from escp.reports import kinds
from escp.reports.report import PDF_FORM, Report, write_as
from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words
from learning.redaction import Known
from learning.redaction.checking import left_in
from learning.redaction.pieces import as_pieces
from reviews.reports.redacted import Named, told_by_pdf

TITLE = "Child death panel: pack"
ANONYMISED = (
    "Every child stands here under a pseudonym. Whoever recognises a child says so to the chair, and takes no part in "
    "that review. Do not copy this pack or pass it on."
)


def arguments(meeting: PanelMeeting, cases: Sequence[PanelCase]) -> dict[str, object]:
    """Return what a pack is asked for with: the meeting, and which deaths stand in it."""
    return {"reference": meeting.reference, "cases": [one.reference for one in cases]}


def build(person: Person, *, reference: str, cases: list[str]) -> kinds.File:
    """Make the pack. Raises Named where the text, or what the file says of itself, still tells who a child was."""
    meeting = panels_for(person).get(reference=reference)
    rows, known = cases_at(person, meeting), known_at(meeting)
    if [one.reference for one in rows] != cases or not is_clean(meeting, rows, known):
        raise Named("What stands in the pack was neither mended nor agreed to stay.")
    report = Report(TITLE, meeting.reference, list(_pieces(person, meeting, rows, known)))
    file = write_as(report, PDF_FORM, made_at=timezone.now(), made_for=person.full_name)
    for said in told_by_pdf(file.content):
        if any(one.kind in TELLS_WHO for one in left_in([{"words": said}], known)):
            raise Named("The file says of itself what its text does not.")
    record_access(person, "made a pack", reference=meeting.reference)
    for one in rows:
        record_access(person, "made a pack with", reference=one.reference, purpose=meeting.reference)
    return file


def _pieces(person: Person, meeting: PanelMeeting, cases: Sequence[PanelCase], known: Known) -> Iterator[Piece]:
    yield Words(ANONYMISED)
    yield Heading("The meeting")
    yield Table(("What", "Recorded"), [(key, words or NOT_RECORDED) for key, words in _facts(meeting)])
    if words := left_out_in_words(left_out_of(person, meeting)):
        yield Words(words)
    for one in cases:
        yield Heading(f"{one.death.child.pseudonym}, {one.reference}, {month_of(one.death)}")
        for piece in as_pieces(text_of(one, known)):
            yield Heading(piece.text, piece.level + 1) if isinstance(piece, Heading) else piece


def _facts(meeting: PanelMeeting) -> list[tuple[str, str]]:
    return [
        ("Day", date_in_words(meeting.held_on)),
        ("Theme", meeting.theme or "None: deaths of several kinds"),
        ("Chair", meeting.chair),
        ("Place", meeting.place),
    ]


def left_out_in_words(number: int) -> str:
    """Return what is said of the deaths that a reader does not see; nothing where there are none."""
    if not number:
        return ""
    if number == 1:
        return "One case is left out: you have declared a conflict of interest."
    return f"{number} cases are left out: you have declared a conflict of interest in each."


def knows(person: Person, *, reference: str, cases: list[str]) -> bool:
    """Say whether just these deaths at this meeting are open to a person now: a later conflict closes an older pack."""
    meeting = panels_for(person).filter(reference=reference).first()
    return meeting is not None and [one.reference for one in cases_at(person, meeting)] == cases


PACK = kinds.PaperKind("cdop.pack", TITLE, build, may=has(Permission.SEE_CHILD_DEATHS), knows=knows)
