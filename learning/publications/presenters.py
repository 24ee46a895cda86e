"""The pages of a publication in plain values: the one on which it is written, and the one that others read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.reports.report import Report, shown
from escp.ui.parts import Row
from escp.ui.words import date_in_words, moment_in_words
from learning.choices import PublicationState
from learning.models import CopySent, LearningPublication, PublicationPart
from learning.publications.drafting import MOST_WORDS, NOTHING
from learning.publications.lifecycle import PUBLICATION
from learning.publications.queries import paper_of, parts_of
from learning.publications.reading import reading_age, words_in
from learning.publications.skeleton import SECTIONS
from learning.publications.tables import COLOURS
from learning.publications.text import Standing, answered, left, not_gathered, sections, standing_of, text_of
from learning.redaction.pieces import as_pieces

TURNS = {
    PublicationState.CHECKED: "Waiting for a second person to approve the text.",
    PublicationState.APPROVED: "Waiting for the business unit to publish it.",
}


@dataclass(frozen=True)
class PartLine:
    """One part as its publication’s page shows it."""

    part: PublicationPart
    standing: str
    length: str
    url: str
    # Under an update’s section each part has a heading of its own.
    headed: bool


def publication_page(publication: LearningPublication, person: Person) -> dict[str, Any]:
    """Return the context of the page on which a publication is written."""
    parts = parts_of(publication)
    open_still = publication.is_being_written
    stands = standing_of(publication, parts) if open_still else {}
    writes = publication.is_open and person.may(Permission.PUBLISH_LEARNING)
    found = left(publication) if open_still else []
    known = [one for one in parts if not one.is_left_out]
    under = sections(publication, parts)
    return {
        "publication": publication,
        "record": publication,
        "title": publication.title,
        "caption": f"{publication.get_kind_display()} {publication.reference}",
        "state": publication.get_state_display(),
        "state_colour": COLOURS[PublicationState(publication.state)],
        "marking": publication.is_casework,
        "offers": PUBLICATION.offers(publication, person),
        "turn": TURNS.get(PublicationState(publication.state), ""),
        "deadlines": list(deadlines_of(publication)),
        "moves": list(moves_of(publication)),
        "facts": _facts(publication, known, writes),
        "sections": [
            (one.key, one.heading, [_line(publication, part, stands, writes) for part in one.parts]) for one in under
        ],
        "gaps_url": reverse("learning:yearly-report-gaps", args=[publication.reference])
        if publication.is_report and open_still
        else "",
        "empty": sum(not answered(one) for one in under) if publication.is_report else 0,
        "nothing": NOTHING,
        # Figures are counted again, not read again.
        "fallen": [one for one in known if not one.is_figure and stands.get(one.pk) == Standing.FALLEN],
        "changed": [one for one in known if not one.is_figure and stands.get(one.pk) == Standing.CHANGED],
        "more": not_gathered(publication, parts) if writes else 0,
        "writes": writes,
        "found": found,
        "places": sum(len(one.places) for one in found),
        "kept": list(publication.kept.select_related("kept_by")),
        "published_url": _published_url(publication),
        "later": _later(publication, person),
        "again_url": _again_url(publication, person),
        "correct_url": _correct_url(publication, person),
        "copies": [_copy(one) for one in publication.copies.select_related("recorded_by")],
        "copy_url": _copy_url(publication, person),
    }


def _line(
    publication: LearningPublication, part: PublicationPart, stands: dict[int, Standing], writes: bool
) -> PartLine:
    count = len(words_in(part.words))
    length = f"{count} word{'' if count == 1 else 's'}"
    if not publication.has_sections:
        length += f" of {MOST_WORDS}"
    url = reverse("learning:publication-part", args=[publication.reference, part.pk]) if writes else ""
    headed = publication.has_sections and bool(part.source) and not part.is_figure
    return PartLine(part, str(stands.get(part.pk, Standing.STANDS)), length, url, headed)


def asks_of(part: PublicationPart) -> str:
    """Return what the reader should find in a part that is written without a record; only the yearly report says."""
    known = SECTIONS.get(part.section) if part.publication.is_report and not part.source else None
    return known.asks if known else ""


def _published_url(publication: LearningPublication) -> str:
    return reverse("learning:published", args=[publication.reference]) if publication.published_on else ""


def _later(publication: LearningPublication, person: Person) -> LearningPublication | None:
    """Return the edition that takes its place; those who approve do not know of a draft."""
    later: LearningPublication | None = getattr(publication, "later", None)
    return later if later and (not later.is_open or person.may(Permission.PUBLISH_LEARNING)) else None


def _may_be_followed(publication: LearningPublication, person: Person) -> bool:
    """Say whether a person may begin a later edition of what stands published; one at a time."""
    stands = publication.state == PublicationState.PUBLISHED and not hasattr(publication, "later")
    return stands and person.may(Permission.PUBLISH_LEARNING)


def _copy(copy: CopySent) -> Row:
    how = f"{copy.how}. " if copy.how else ""
    words = f"{date_in_words(copy.sent_on)}. {how}Recorded by {copy.recorded_by}."
    return Row(copy.get_recipient_display(), words)


def _copy_url(publication: LearningPublication, person: Person) -> str:
    stands = publication.state == PublicationState.PUBLISHED and person.may(Permission.PUBLISH_LEARNING)
    return reverse("learning:publication-copy", args=[publication.reference]) if stands else ""


def _correct_url(publication: LearningPublication, person: Person) -> str:
    if not _may_be_followed(publication, person):
        return ""
    return reverse("learning:publication-correct", args=[publication.reference])


def _again_url(publication: LearningPublication, person: Person) -> str:
    if publication.has_sections or not _may_be_followed(publication, person):
        return ""
    return f"{reverse('learning:briefing-new')}?about={publication.about}&instead={publication.reference}"


def _facts(publication: LearningPublication, parts: Sequence[PublicationPart], writes: bool) -> list[Row]:
    def at(field: str) -> str:
        return f"{reverse('learning:publication-change', args=[publication.reference])}#id_{field}" if writes else ""

    words = "\n".join(part.words for part in parts)
    age = reading_age(words)
    rows = [
        Row("Title", publication.title, at("title")),
        Row("Whom it is for", publication.audience, at("audience")),
        Row("Who may read it", publication.get_readers_display(), at("readers_0")),
        Row("Length", f"{len(words_in(words))} words"),
        Row("Reading age", f"About {age} years, by Flesch and Kincaid" if age else "Too short to say"),
    ]
    if publication.gathered_from and publication.gathered_to:
        since, until = date_in_words(publication.gathered_from), date_in_words(publication.gathered_to)
        rows.append(
            Row("Gathered", f"What was {'done' if publication.is_report else 'agreed'} from {since} to {until}")
        )
    if publication.about:
        rows.append(Row("About", publication.about))
    said = [
        ("Drafted", publication.drafted_by, publication.drafted_at),
        ("Checked", publication.checked_by, publication.checked_at),
        ("Approved", publication.approved_by, publication.approved_at),
    ]
    rows += [Row(what, f"{moment_in_words(at_)}, by {by}") for what, by, at_ in said if by and at_]
    if publication.published_on and publication.review_on:
        rows.append(Row("Published", date_in_words(publication.published_on)))
        rows.append(Row("Look at it again by", date_in_words(publication.review_on)))
    if text := getattr(publication, "published_text", None):
        rows.append(Row("SHA-256 of the text as published", text.text_hash))
    if publication.is_correction:
        rows.append(Row("What is corrected", publication.corrects_because, at("corrects_because")))
    if publication.withdrawal_reason:
        rows.append(Row("Why it was withdrawn", publication.withdrawal_reason))
    return rows


def draft_page(publication: LearningPublication) -> dict[str, Any]:
    """Return the context of the page on which a draft is read as it would be published now."""
    report = Report(publication.title, publication.reference, as_pieces(text_of(publication)))
    return {
        "publication": publication,
        "title": publication.title,
        "kind": publication.get_kind_display(),
        "state": publication.get_state_display(),
        "state_colour": COLOURS[PublicationState(publication.state)],
        "marking": True,
        "pieces": shown(report),
    }


def published_page(publication: LearningPublication) -> dict[str, Any]:
    """Return the context of the page that others read: of the frozen text, or that it was withdrawn."""
    text = publication.published_text
    gone = publication.state == PublicationState.WITHDRAWN
    return {
        "title": "This was withdrawn" if gone else text.title,
        "publication": publication,
        "gone": gone,
        "paper": paper_of(publication),
        "kind": publication.get_kind_display(),
        "pieces": [] if gone else shown(Report(text.title, publication.reference, as_pieces(text.text))),
        "later": getattr(publication, "later", None) if publication.state == PublicationState.SUPERSEDED else None,
    }
