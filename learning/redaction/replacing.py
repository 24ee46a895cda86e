"""Putting pseudonyms and neutral words where identities stand, and months where days do."""

from collections.abc import Iterator

from learning.redaction import forms, numbers
from learning.redaction.dates import days_in
from learning.redaction.folding import Folded, fold
from learning.redaction.terms import Known, Terms, terms_of

EMAIL, BIRTH, AGE = "(e-mail address)", "(date of birth)", "(age)"
BY_FORM = (
    (numbers.nhs_numbers, "(NHS number)"),
    (numbers.phones, "(telephone number)"),
    (numbers.postcodes, "(postcode)"),
)
Change = tuple[int, int, str]


def redacted(text: str, known: Known) -> str:
    """Return a text in which what is plainly an identity is replaced, and days are made months where they must be."""
    folded = fold(text)
    if not folded.small.strip():
        return text
    made: list[Change] = []
    for start, end, instead in _changes(folded, terms_of(known), known):
        if all(end <= other_start or other_end <= start for other_start, other_end, _ in made):
            made.append((start, end, instead))
    pieces, place = [], 0
    for start, end, instead in sorted(made):
        first, last = folded.span(start, end)
        pieces += [text[place:first], text[first:last] if instead is SPARED else instead]
        place = last
    return "".join([*pieces, text[place:]])


SPARED = "\0"


def _changes(text: Folded, terms: Terms, known: Known) -> Iterator[Change]:
    """Give every change in order of weight: what comes first keeps its place."""
    if terms.spared:
        yield from ((*found.span(), SPARED) for found in terms.spared.finditer(text.small))
    # Before the names, which stand in many an address.
    yield from ((start, end, EMAIL) for start, end in numbers.emails(text))
    # The longer of two readings: a whole address before its street, whoever asked for either.
    named = [(*found.span(), instead) for pattern, instead in terms.replace for found in pattern.finditer(text.small)]
    yield from sorted(named, key=lambda change: change[0] - change[1])
    for pattern, instead in terms.replace_capital:
        yield from ((*found.span(), instead) for found in pattern.finditer(text.plain))
    for places, instead in BY_FORM:
        yield from ((start, end, instead) for start, end in places(text))
    for day in days_in(text):
        if any(day.may_be(born) for born in known.births):
            yield day.start, day.end, BIRTH
        elif known.days_stay:
            continue
        elif text.small[: day.start].endswith("on "):
            yield day.start - 3, day.end, f"{'In' if text.plain[day.start - 3] == 'O' else 'in'} {day.coarse}"
        else:
            yield day.start, day.end, day.coarse
    yield from ((start, end, AGE) for start, end in forms.ages_beside_dates(text))
