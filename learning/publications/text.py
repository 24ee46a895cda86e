"""The text of a publication made of its parts, and what its records say of the parts now. Reads; decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from escp.partnership.queries import names_outside
from escp.reports.word import Heading, Piece, Words
from learning.models import LearningPublication, PublicationPart
from learning.publications.drafting import NOTHING, OPENING, drafted, sections_of
from learning.publications.queries import keys_kept, parts_of
from learning.redaction import Known
from learning.redaction.checking import Found, left_in
from learning.redaction.pieces import Data, as_data, digest
from learning.redaction.who import who_is_in

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

    A section of an update that has no part any more stays: “no evidence recorded” is said where it is true.
    """
    if not publication.is_update:
        return [Section(part.section, part.heading, [part]) for part in parts]
    found: dict[str, list[PublicationPart]] = {}
    for part in parts:
        found.setdefault(part.section, []).append(part)
    headings = dict(sections_of(publication))
    keys = [*found, *(key for key in headings if key not in found and key != OPENING)]
    return [Section(key, headings.get(key, key.capitalize()), found.get(key, [])) for key in keys]


def text_of(publication: LearningPublication, parts: Sequence[PublicationPart] | None = None) -> Data:
    """Return the text as it would be published now: the title, then heading and words of what is not left out."""
    pieces: list[Piece] = []
    for section in sections(publication, parts_of(publication) if parts is None else parts):
        kept = [part for part in section.parts if not part.is_left_out]
        if not kept and section.parts:
            continue
        pieces.append(Heading(section.heading))
        if not kept:
            pieces.append(Words(NOTHING))
        for part in kept:
            if publication.is_update and part.section != OPENING:
                pieces.append(Heading(part.heading, 2))
            pieces.append(Words(part.words))
    return as_data(pieces)


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
