"""A publication as PDF and as Word: of its frozen text once it is published, of the draft until then."""

from typing import Any

from django.utils import timezone

from escp.partnership.models import Person
from escp.reports import kinds
from escp.reports.report import FORMS, Report, write_as
from learning.choices import PublicationState
from learning.models import LearningPublication, PublishedText
from learning.publications.queries import CORRECTED, publications_for, published_for
from learning.publications.text import text_of
from learning.redaction.pieces import as_pieces
from learning.word_template.queries import standing_template

# What is published is no longer sensitive (Government Security Classifications: the tier alone).
PUBLISHED_MARKING = "OFFICIAL"


def _found(person: Any, reference: str) -> LearningPublication | None:
    # What was corrected is kept for those who work on publications.
    for rows in (published_for(person).exclude(CORRECTED), publications_for(person)):
        if found := rows.filter(reference=reference).exclude(state=PublicationState.WITHDRAWN).first():
            return found
    return None


def published_file(text: PublishedText, form: str) -> kinds.File:
    """Return what was published: the same bytes whenever it is made, as text, moment and template are kept.

    Raises pdf.Unavailable without Pango.
    """
    report = Report(text.title, text.publication.reference, as_pieces(text.text))
    template = text.template.document if text.template else b""
    return write_as(report, form, made_at=text.published_at, marking=PUBLISHED_MARKING, template=template)


def build(person: Person, *, reference: str, form: str) -> kinds.File:
    """Make the paper: of what was published, or of the draft as it stands."""
    publication = _found(person, reference)
    if publication is None:
        raise LearningPublication.DoesNotExist
    text = getattr(publication, "published_text", None)
    if text is not None:
        return published_file(text, form)
    report = Report(f"Draft: {publication.title}", reference, as_pieces(text_of(publication)))
    standing = standing_template()
    template = standing.document if standing else b""
    return write_as(report, form, made_at=timezone.now(), made_for=person.full_name, template=template)


def knows(person: Person, *, reference: str, form: str) -> bool:
    """Say whether a person may have this now."""
    return form in FORMS and _found(person, reference) is not None


PUBLICATION_PAPER = kinds.PaperKind(
    "learning.publication", "Publication", build, may=lambda person, record: True, knows=knows
)
