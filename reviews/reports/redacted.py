"""A redacted edition as a paper: only of an approved text, and only after the file itself was looked at."""

import io
import re
from typing import Any

import docx
import pikepdf
from django.utils import timezone

from escp.access.log import record_access
from escp.partnership.models import Person
from escp.reports import kinds
from escp.reports.report import WORD_FORM, Report, write_as
from learning.redaction import Known
from learning.redaction.checking import left_in
from learning.redaction.finding import Kind
from learning.redaction.pieces import as_pieces, digest
from reviews import reported
from reviews.choices import EditionState
from reviews.models import RedactedEdition
from reviews.queries.redacted import editions_for, keys_accepted
from reviews.services.redacting import known_now

TITLE = "Redacted edition"
# What a file says of itself and on every page: when it was made, and for whom nobody. A day is no identity there.
TELLS_WHO = {Kind.NAME, Kind.PLACE, Kind.WORD, Kind.BIRTH, Kind.NHS, Kind.EMAIL, Kind.POSTCODE}


class Named(RuntimeError):
    """Raised instead of giving a file away that names somebody. It holds nothing of what was found."""


def is_offered(edition: RedactedEdition) -> bool:
    """Say whether an edition may leave: approved, and word for word what was approved."""
    return edition.state == EditionState.APPROVED and digest(edition.text) == edition.approved_hash


def build(person: Person, *, reference: str, form: str) -> kinds.File:
    """Make the paper. Raises Named where the text, or the file about itself, still says who somebody is."""
    edition = editions_for(person).get(reference=reference)
    known, accepted = known_now(edition), keys_accepted(edition)
    # An identity may have been put right since the text was approved.
    if left_in(edition.text, known, accepted):
        raise Named("The text holds what was neither replaced nor accepted.")
    title = f"{reported.REPORTS[edition.report].title}: redacted edition"
    file = write_as(Report(title, edition.reference, as_pieces(edition.text)), form, made_at=timezone.now())
    for said in told_by_word(file.content) if form == WORD_FORM else told_by_pdf(file.content):
        _look(said, edition, known)
    record_access(person, "made a redacted edition", reference=edition.reference)
    return file


def _look(said: str, edition: RedactedEdition, known: Known) -> None:
    found = left_in([{"words": said}], known)
    kept = set(edition.accepted.values_list("text", flat=True))
    if any(one.kind in TELLS_WHO and one.text not in kept for one in found):
        raise Named("The file holds what its text does not.")


def told_by_word(content: bytes) -> list[str]:
    """Return all that a Word document says: every paragraph of every part, and what it says of itself."""
    document = docx.Document(io.BytesIO(content))
    parts = [document.element.body, *(part for section in document.sections for part in _margins(section))]
    told = [
        "".join(text.text or "" for text in paragraph.iter("{*}t")) for part in parts for paragraph in part.iter("{*}p")
    ]
    about = document.core_properties
    return [*told, *(str(getattr(about, name)) for name in ("title", "subject", "author", "keywords", "comments"))]


def _margins(section: Any) -> list[Any]:
    return [section.header._element, section.footer._element]


def told_by_pdf(content: bytes) -> list[str]:
    """Return what a PDF says of itself, and the headings in its outline: its pages were made of the text alone."""
    with pikepdf.open(io.BytesIO(content)) as document:
        told = [str(value) for name, value in document.docinfo.items() if name != "/CreationDate"]
        told += [re.sub(r"<[^>]+>", " ", str(document.open_metadata()))]
        told += [item.title for item in document.open_outline().root]
    return told


def knows(person: Person, *, reference: str, form: str) -> bool:
    """Say whether a person may have this edition now."""
    edition = editions_for(person).filter(reference=reference).first()
    return edition is not None and is_offered(edition)


REDACTED_REPORT = kinds.PaperKind("reviews.redacted", TITLE, build, may=lambda person, record: True, knows=knows)
