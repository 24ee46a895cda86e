"""What a column of a table may hold, which one it seems to hold, and which columns nobody may bring in.

AGE = Column("age_band", "Age band", ("age group", "age at death"), read=read_age)
suggest(["Ref", "Age group"], [REFERENCE, AGE])      # ["reference", "age_band"]
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from escp.partnership.matching import tidy_nhs_number

LONGEST_HEADING = 80
# A title and a few lines of explanation may stand above the headings.
LOOK_AT_ROWS = 30
# In a heading these mean somebody’s identity, whatever stands around them.
IDENTITY = {"name", "names", "surname", "forename", "forenames", "firstname", "lastname", "address", "postcode", "nhs"}
IDENTITY |= {"mother", "father", "parent", "parents", "sibling", "siblings", "carer", "carers", "phone", "telephone"}
IDENTITY |= {"email", "uprn", "street", "alias", "aliases"}
# Beside these a name is no person’s.
NOT_A_PERSONS = {"file", "form", "hospital", "trust", "panel", "agency", "authority", "organisation", "area"}
BIRTH = {"birth", "dob", "born"}
POSTCODE = re.compile(r"(?i)\b[a-z]{1,2}\d[a-z\d]?\s?\d[abd-hjlnp-uw-z]{2}\b")
TEN_DIGITS = re.compile(r"(?<![\d])(?:\d[ -]?){9}\d(?!\d)")

Rows = Sequence[tuple[int, list[str]]]


@dataclass(frozen=True)
class Column:
    """One thing that may be brought in: what it is called, how headings call it, how its cells are read.

    `read(text, today)` raises `cells.Unreadable`. One that is `never_suggested` is taken only when a person says so.
    One that `names_staff` holds the names of those who work on something: its heading is no child’s identity.
    """

    name: str
    words: str
    synonyms: tuple[str, ...]
    read: Callable[[str, date], Any]
    required: bool = False
    never_suggested: bool = False
    names_staff: bool = False


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters and numbers, each gap as one space."""
    return " ".join(re.findall(r"[a-z0-9]+", heading.lower()[:LONGEST_HEADING]))


def suggest(headings: Sequence[str], columns: Iterable[Column], known: Mapping[str, str] | None = None) -> list[str]:
    """Return for each heading the name of the column that it seems to be, or nothing. No column is suggested twice.

    `known` has what headings were taken for last time, by the plain heading.
    """
    meant = {plain(word): column.name for column in columns if not column.never_suggested for word in _words(column)}
    found: list[str] = []
    for heading in headings:
        name = (known or {}).get(plain(heading)) or meant.get(plain(heading), "")
        found.append("" if name in found else name)
    return found


def _words(column: Column) -> tuple[str, ...]:
    return (column.words, *column.synonyms)


def heading_row(rows: Rows, columns: Sequence[Column]) -> int | None:
    """Return the number of the row that holds most known headings, or None where no row holds any."""
    best, most = None, 0
    for number, texts in rows[:LOOK_AT_ROWS]:
        known = sum(map(bool, suggest(texts, columns)))
        if known > most:
            best, most = number, known
    return best


def means_staff(heading: str, columns: Iterable[Column]) -> bool:
    """Say whether a heading is one of those under which the names of staff stand."""
    return any(plain(heading) == plain(word) for column in columns if column.names_staff for word in _words(column))


def identity_in(heading: str, texts: Iterable[str]) -> str:
    """Return why a column is left out: its heading or what stands in it says who somebody is. Nothing otherwise."""
    words = set(plain(heading).split())
    if words & BIRTH:
        return "a date of birth"
    if words & IDENTITY and not words & NOT_A_PERSONS:
        return "who somebody is, by its heading"
    filled = [identifier_in(text) for text in texts if text]
    found = [each for each in filled if each]
    # A single one in a column of words is an error of its cell.
    return found[0] if len(found) * 2 > len(filled) else ""


def identifier_in(text: str) -> str:
    """Return what in a text tells who somebody is by its form alone: an NHS number, a postcode. Nothing otherwise."""
    if POSTCODE.search(text):
        return "what looks like a postcode"
    for found in TEN_DIGITS.finditer(text):
        try:
            tidy_nhs_number(found[0])
        except ValueError:
            continue
        return "what looks like an NHS number"
    return ""
