"""Everything in a text that may tell who somebody is, each with what kind it is and where it stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from learning.redaction import forms, numbers, published
from learning.redaction.dates import days_in
from learning.redaction.folding import ALIKE, Folded, fold
from learning.redaction.terms import Known, Terms, terms_of

Place = tuple[int, int]


class Kind(StrEnum):
    """What a finding is, in the words of the page."""

    NAME = "A name of the case, or a part of one"
    INITIALS = "Initials of a child"
    PLACE = "An address or a school of the case, or a part of one"
    WORD = "A word that you asked to be replaced"
    BIRTH = "A date of birth"
    DAY = "A day: month and year say enough"
    AGE = "An age beside a date"
    POSTCODE = "A postcode"
    OUTWARD = "The first half of a postcode"
    PHONE = "A telephone number"
    NHS = "An NHS number"
    EMAIL = "An e-mail address"
    SCHOOL = "The name of a school"
    STREET = "The name of a street"
    TITLED = "A title and a name"
    DATED = "Initials beside a date"
    SMALL = "A small number of people: they can be known by it"
    ALPHABET = "Letters of another alphabet that look like ours"


@dataclass(frozen=True)
class Finding:
    """One place in a text."""

    kind: Kind
    start: int
    end: int
    text: str


def found_in(text: str, known: Known) -> list[Finding]:
    """Return what stands in a text, in order; of several readings of one place, the first kind in the list of kinds."""
    folded = fold(text)
    if not folded.small.strip():
        return []
    terms = terms_of(known)
    spared = _places([terms.spared] if terms.spared else [], folded.small)
    kept: list[Finding] = []
    taken: list[Place] = []
    for kind, place in _all(folded, terms, known):
        if any(start <= place[0] and place[1] <= end for start, end in spared) and kind in (Kind.NAME, Kind.INITIALS):
            continue
        if any(place[0] < end and start < place[1] for start, end in taken):
            continue
        taken.append(place)
        start, end = folded.span(*place)
        kept.append(Finding(kind, start, end, text[start:end]))
    kept += [Finding(Kind.ALPHABET, *place, text[slice(*place)]) for place in _alike(text)]
    return sorted(kept, key=lambda finding: finding.start)


def _all(text: Folded, terms: Terms, known: Known) -> Iterator[tuple[Kind, Place]]:
    """Give every place, kind by kind in order of weight; within a kind, the longest first."""
    days = days_in(text)
    births = [(day.start, day.end) for day in days if any(day.may_be(born) for born in known.births)]
    by_kind: dict[Kind, Iterable[Place]] = {
        Kind.NAME: [*_places(terms.names, text.small), *_places(terms.names_capital, text.plain)],
        Kind.PLACE: _places(terms.places, text.small),
        Kind.WORD: _places(terms.words, text.small),
        Kind.BIRTH: births,
        Kind.NHS: numbers.nhs_numbers(text),
        Kind.PHONE: numbers.phones(text),
        Kind.EMAIL: numbers.emails(text),
        Kind.POSTCODE: numbers.postcodes(text),
        Kind.DAY: [(day.start, day.end) for day in days],
        Kind.INITIALS: [*_places(terms.initials, text.small), *_places(terms.initials_capital, text.plain)],
        Kind.AGE: forms.ages_beside_dates(text),
        Kind.SCHOOL: forms.schools(text),
        Kind.STREET: forms.streets(text),
        Kind.TITLED: forms.titled(text),
        Kind.OUTWARD: numbers.outward_codes(text),
    }
    if known.published:
        by_kind |= {Kind.DATED: published.initials_beside_dates(text), Kind.SMALL: published.small_numbers(text)}
    for kind, places in by_kind.items():
        for place in sorted(places, key=lambda one: (one[0] - one[1], one)):
            yield kind, place


def _places(patterns: Iterable[re.Pattern[str]], text: str) -> list[Place]:
    return [found.span() for pattern in patterns for found in pattern.finditer(text) if found.end() > found.start()]


_WORDS = re.compile(r"[^\W\d_]+")


def _alike(text: str) -> Iterator[Place]:
    if text.isascii():
        return
    for word in _WORDS.finditer(text):
        strange = [one for one in word[0] if one in ALIKE]
        if strange and len(strange) < len(word[0]):
            yield word.span()
