"""The text of a publication made of its parts, and what its records say of the parts now. Reads; decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from escp.partnership.queries import names_outside
from escp.reports.word import Heading, Note, Notes, Piece, Table, Words
from learning.models import LearningPublication, PublicationPart
from learning.publications.drafting import NOTHING, OPENING, drafted, sections_of
from learning.publications.queries import keys_kept, parts_of
from learning.publications.skeleton import SECTIONS
from learning.redaction import Known
from learning.redaction.checking import Found, left_in
from learning.redaction.pieces import Data, as_data, digest
from learning.redaction.who import who_is_in

NOTES = "Notes"
CORRECTED = "This is a corrected edition. "
# Longer “names” are sentences that somebody wrote into the box.
FULLEST_NAME = 5


class Standing(StrEnum):
    """How a part stands to its record."""

    STANDS = ""
    FALLEN = "Its record no longer stands"
    CHANGED = "Its record has changed"


@dataclass(frozen=True)
class Section:
    """One section of an update, or one part of a briefing: its heading and the parts under it."""

    key: str
    heading: str
    parts: Sequence[PublicationPart]


def sections(publication: LearningPublication, parts: Sequence[PublicationPart]) -> list[Section]:
    """Return the parts under their sections, in the order of the first part of each; empty sections stand last.

    The yearly report keeps its own order. A section that has no part any more stays: “no evidence recorded” is said
    where it is true.
    """
    if not publication.has_sections:
        return [Section(part.section, part.heading, [part]) for part in parts]
    found: dict[str, list[PublicationPart]] = {}
    for part in parts:
        found.setdefault(part.section, []).append(part)
    headings = dict(sections_of(publication))
    gone = [key for key in headings if key not in found and key != OPENING]
    keys = list(headings) if publication.is_report else [*found, *gone]
    return [Section(key, headings.get(key, key.capitalize()), found.get(key, [])) for key in keys]


def text_of(publication: LearningPublication, parts: Sequence[PublicationPart] | None = None) -> Data:
    """Return the text as published now: what it corrects, then heading and words of what is not left out."""
    parts = parts_of(publication) if parts is None else parts
    said = _report(publication, parts) if publication.is_report else _sections(publication, parts)
    corrected = [Words(f"{CORRECTED}{publication.corrects_because}")] if publication.is_correction else []
    return as_data([*corrected, *said])


def _sections(publication: LearningPublication, parts: Sequence[PublicationPart]) -> list[Piece]:
    pieces: list[Piece] = []
    for section in sections(publication, parts):
        kept = [part for part in section.parts if not part.is_left_out]
        if not kept and section.parts:
            continue
        pieces.append(Heading(section.heading))
        if not kept:
            pieces.append(Words(NOTHING))
        for part in kept:
            if publication.has_sections and part.section != OPENING:
                pieces.append(Heading(part.heading, 2))
            pieces.append(Words(part.words))
    return pieces


def says(section: Section) -> list[PublicationPart]:
    """Return the parts of a section of the yearly report that say something."""
    return [part for part in section.parts if part.words.strip() and not part.is_left_out]


def answered(section: Section) -> bool:
    """Say whether a section of the yearly report has what it asks: the three questions need records."""
    return any(part.source or not SECTIONS[section.key].columns for part in says(section))


def _report(publication: LearningPublication, parts: Sequence[PublicationPart]) -> list[Piece]:
    """Return the yearly report: no section is ever left out, and every record behind a part stands in the notes."""
    pieces: list[Piece] = []
    notes = _Sources()
    for section in sections(publication, parts):
        pieces.append(Heading(section.heading))
        said = says(section)
        own, from_records = [one for one in said if not one.source], [one for one in said if one.source]
        pieces += [Words(one.words) for one in own]
        columns = SECTIONS[section.key].columns
        if not answered(section):
            pieces.append(Words(NOTHING))
        elif columns:
            rows = [(one.heading, one.words) for one in from_records]
            pieces.append(Table(columns, rows, [notes.number_of(one) for one in from_records]))
        else:
            for one in from_records:
                pieces += [] if one.is_figure else [Heading(one.heading, 2)]
                pieces.append(Words(one.words, notes.number_of(one)))
    return [*pieces, Heading(NOTES), Notes(notes.lines)] if notes.lines else pieces


class _Sources:
    """The notes of a report: one a record, numbered as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def number_of(self, part: PublicationPart) -> int:
        """Return the number of the note of a part’s record."""
        said = part.source_title if part.is_figure else part.source
        return self._numbers.setdefault((said, part.source_url), len(self._numbers) + 1)

    @property
    def lines(self) -> list[Note]:
        return [Note(number, said, path) for (said, path), number in self._numbers.items()]


def hash_of(publication: LearningPublication) -> str:
    """Return the SHA-256 of title and text: what is approved is approved under it."""
    return digest([{"heading": publication.title, "level": 1}, *text_of(publication)])


def known_of(publication: LearningPublication, parts: Sequence[PublicationPart]) -> Known:
    """Return what must not stand in it: who is in the cases behind it, and the names of all other children held."""
    behind = sorted({part.case_id for part in parts if part.case_id})
    others = (name for name in names_outside(behind) if 2 <= len(name.split()) <= FULLEST_NAME)
    return replace(who_is_in(behind, people=tuple(others)), published=True)


def left(publication: LearningPublication) -> list[Found]:
    """Return what tells who somebody is and was neither changed nor kept. A page that asks twice reads it once."""
    read = publication.__dict__.setdefault("_left", {})
    parts = parts_of(publication)
    data = [{"heading": publication.title, "level": 1}, *text_of(publication, parts)]
    if (key := digest(data)) not in read:
        read[key] = left_in(data, known_of(publication, parts), keys_kept(publication))
    found: list[Found] = read[key]
    return found


def standing_of(publication: LearningPublication, parts: Sequence[PublicationPart]) -> dict[int, Standing]:
    """Return how each part stands to its record now, by the part’s number; those of no record stand."""
    now = {(section, one.reference): one.words for section, one in drafted(publication)}
    return {part.pk: _standing(part, now) for part in parts}


def _standing(part: PublicationPart, now: dict[tuple[str, str], str]) -> Standing:
    if not part.source:
        return Standing.STANDS
    words = now.get((part.section, part.source))
    if words is None:
        return Standing.FALLEN
    return Standing.STANDS if words == part.source_words else Standing.CHANGED


def not_gathered(publication: LearningPublication, parts: Sequence[PublicationPart]) -> int:
    """Return how many records would be gathered now that were not when it was drafted."""
    held = {(part.section, part.source) for part in parts}
    return sum((section, one.reference) not in held for section, one in drafted(publication))
