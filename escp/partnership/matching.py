"""Whether two identities may be of one child: rules, not scores, so that the answer can be said in words.

Spellings differ between agencies, and twins share nearly everything: both are said, nothing is decided. Compared inside
the room for identities; what comes out names no child.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

# Two spellings of one name are rarely further apart: measured on the pairs in tests/partnership/test_matching.py.
ALIKE = 0.75
NHS_DIGITS = 10


class Likeness(StrEnum):
    """How two identities are alike, in words for whoever must decide."""

    NUMBER = "the same NHS number"
    NAME = "the same name and date of birth"
    SPELLING = "a name like it and the same date of birth"
    TWIN = "the same date of birth and family name, and another first name: perhaps a twin"
    UNDATED = "the same name; one of the dates of birth is not known"


@dataclass(frozen=True)
class Identifying:
    """What is compared of an identity. `names` are the full name and every other name or spelling that is known."""

    names: tuple[str, ...]
    born_on: date | None = None
    nhs_number: str = ""

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Identifying":
        """Take what may be compared from an identity's fields by name."""
        names = names_of(facts["full_name"], facts.get("other_names", ""))
        return cls(names, facts.get("date_of_birth"), facts.get("nhs_number", ""))


def tidy_nhs_number(text: str) -> str:
    """Return an NHS number's ten digits. Raises ValueError where there are not ten, or the check digit is wrong.

    The check digit is the eleventh complement of the sum of the first nine digits weighted from ten down to two.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError(f"An NHS number has {NHS_DIGITS} digits.")
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    if (11 - total % 11) % 11 != int(digits[-1]):
        raise ValueError("This is not a real NHS number: check the digits.")
    return digits


def likeness(one: Identifying, other: Identifying) -> Likeness | None:
    """Return how two identities are alike, or None. An NHS number decides, where both have one that is the same."""
    if one.nhs_number and one.nhs_number == other.nhs_number:
        return Likeness.NUMBER
    if one.born_on and other.born_on and one.born_on != other.born_on:
        return None
    dated = one.born_on is not None and other.born_on is not None
    pairs = [(_plain(mine), _plain(theirs)) for mine in one.names for theirs in other.names]
    pairs = [(mine, theirs) for mine, theirs in pairs if mine and theirs]
    if any(sorted(mine) == sorted(theirs) for mine, theirs in pairs):
        return Likeness.NAME if dated else Likeness.UNDATED
    if not dated:
        return None
    others = [pair for pair in pairs if not _twins(*pair)]
    if any(_alike(" ".join(sorted(mine)), " ".join(sorted(theirs))) for mine, theirs in others):
        return Likeness.SPELLING
    return Likeness.TWIN if len(others) < len(pairs) else None


def _plain(name: str) -> list[str]:
    """Return the words of a name in small letters, without accents and marks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.findall(r"[^\W\d_]+", re.sub(r"['’-]", "", bare.casefold()))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def _twins(one: list[str], other: list[str]) -> bool:
    """Whether the family name is the same or nearly, and the first name plainly another."""
    return _alike(one[-1], other[-1]) and not _alike(one[0], other[0])


def names_of(full_name: str, other_names: str = "") -> tuple[str, ...]:
    """Return every name of an identity: the full one, and the others, which stand apart by commas or semicolons."""
    return tuple(name.strip() for name in (full_name, *re.split(r"[,;]", other_names)) if name.strip())


def all_like(one: Identifying, others: Iterable[tuple[int, Identifying]]) -> list[tuple[int, Likeness]]:
    """Return those of the numbered identities that are like one, with how."""
    found = ((number, likeness(one, other)) for number, other in others)
    return [(number, how) for number, how in found if how is not None]
