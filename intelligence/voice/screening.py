"""What in a comment may tell who somebody is. Plain marks are taken out before it is kept; the rest is for a person.

Taken out: telephone and NHS numbers, e-mail addresses, whole postcodes. To be looked at: what may be a name,
initials, an address, a day. A false alarm costs a look; a miss is why a person reads every comment before others do.
"""

import re
from collections.abc import Iterable, Iterator

from learning.redaction import Known, found_in
from learning.redaction.finding import Kind

TAKEN_OUT = {
    Kind.NHS: "(number)",
    Kind.PHONE: "(number)",
    Kind.EMAIL: "(e-mail address)",
    Kind.POSTCODE: "(postcode)",
}
# A capital within a sentence, and two or three capitals with or without full stops: a name or initials, or neither.
CAPITAL = re.compile(r"(?<=[\w,;:’'\")] )[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)*")
INITIALS = re.compile(r"\b(?:[A-Z]\.\s?){1,3}|\b[A-Z]{2}\b")
_NO_NAMES_LIST = """
i i'm i've i'd i'll i’m i’ve i’d i’ll january february march april may june july august september october november
december monday tuesday wednesday thursday friday saturday sunday christmas easter ramadan eid english england british
english-speaking teams zoom word excel ofsted section police health council children's children’s social care services
early help partnership mash lado camhs gp gps nhs it hr cp cin icpc ehcp send no ok tv uk who why what when where how
"""
NO_NAMES = frozenset(_NO_NAMES_LIST.split())


def taken_out(words: str) -> str:
    """Return a comment without what tells by its form alone who somebody is. Done again, it changes nothing more."""
    text = words
    for found in sorted(found_in(words, Known()), key=lambda one: -one.start):
        if found.kind in TAKEN_OUT:
            text = text[: found.start] + TAKEN_OUT[found.kind] + text[found.end :]
    return text


def may_tell(words: str, usual: Iterable[str] = ()) -> list[str]:
    """Return what in a comment may be a name, initials, an address or a day, each once; `usual` are no such names."""
    known = NO_NAMES | {part for name in usual for part in name.lower().split()}
    found: list[str] = []
    for one in (*(one.text for one in found_in(words, Known())), *_capitals(words, known)):
        if not any(one.strip() in seen for seen in found):
            found.append(one.strip())
    return found


def _capitals(words: str, known: Iterable[str]) -> Iterator[str]:
    for pattern in (CAPITAL, INITIALS):
        for found in pattern.finditer(words):
            if any(part.lower().strip(".") not in known for part in found[0].split()):
                yield found[0]
