"""Which rows of several lists are the same child: plain rules on keys, and a score for pairs that the rules leave open.

A key is an HMAC of a few facts with the secret of one picture: equal facts give equal keys, and no key can be read
back. Two rows are one child where a rule's keys agree. Rows that agree on weaker keys only get a score, the sum of the
logarithms of how much rarer each agreement is between different children; they are counted as open and never joined.
Pure; no model is touched.
"""

import hmac
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

# Each rule: two rows with the same key are one child. By name, for the page that says how they were joined.
RULES = {
    "nhs": "NHS number",
    "full": "first name, surname and date of birth",
    "turned": "first name and surname in either order, and date of birth",
    "sound": "how first name and surname sound, date of birth and postcode",
    "initial": "initial, surname, date of birth and postcode",
}
# Weaker keys, each with the weight of its agreement: the binary logarithm of how much more often it agrees between
# two rows of one child than between two children. Fellegi and Sunter (1969); the weights are estimates of ours.
WEIGHTS = {"birth": 10, "post": 11, "surname": 6, "first": 6}
OPEN_FROM = 20
# The sets of weaker keys that weigh enough together, and would not without any one of them: only rows that share one
# are looked at as pairs, so that the work grows with the rows.
ENOUGH = [
    names
    for size in range(1, len(WEIGHTS) + 1)
    for names in combinations(WEIGHTS, size)
    if OPEN_FROM <= sum(WEIGHTS[name] for name in names) < OPEN_FROM + min(WEIGHTS[name] for name in names)
]
# What many rows share tells little, and pairs grow with its square.
MOST_SHARED = 50
DIFFERENT = 2

CODES = {letter: digit for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
         for letter in letters}  # fmt: skip


@dataclass(frozen=True)
class Child:
    """What one row says of a child. It is turned into keys at once, and kept nowhere."""

    nhs_number: str
    first_name: str
    surname: str
    born_on: str
    postcode: str


@dataclass(frozen=True)
class Linked:
    """The number of the child of each row, in order, and the pairs of rows that the rules leave open."""

    child_of: list[int]
    open_pairs: list[tuple[int, int]]


def plain(words: str) -> str:
    """Return letters and digits alone, in lower case and without accents."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", bare)


def sound(word: str) -> str:
    """Return the Soundex code of a word: its first letter, and three digits for the consonants after it."""
    letters = [letter for letter in plain(word) if letter.isalpha()]
    if not letters:
        return ""
    code, last = letters[0], CODES.get(letters[0], 0)
    for letter in letters[1:]:
        digit = CODES.get(letter, 0)
        if digit and digit != last:
            code += str(digit)
        last = last if letter in "hw" else digit
    return f"{code}000"[:4]


def keys_of(child: Child, secret: bytes) -> dict[str, str]:
    """Return the keys of a row by the name of rule or field; none where one of its facts is missing."""
    nhs, first, last = plain(child.nhs_number), plain(child.first_name), plain(child.surname)
    born, post = plain(child.born_on), plain(child.postcode)
    facts = {
        "nhs": [nhs],
        "full": [first, last, born],
        "turned": [*sorted([first, last]), born],
        "sound": [sound(first), sound(last), born, post],
        "initial": [first[:1], last, born, post],
        "birth": [born],
        "post": [post],
        "surname": [sound(last)],
        "first": [sound(first)],
    }
    return {
        name: hmac.new(secret, "|".join([name, *parts]).encode(), sha256).hexdigest()[:32]
        for name, parts in facts.items()
        if all(parts)
    }


def link(rows: Sequence[Mapping[str, str]]) -> Linked:
    """Join the rows that a rule makes one child, and list the pairs that score high without a rule."""
    parents = list(range(len(rows)))

    def root(row: int) -> int:
        while parents[row] != row:
            parents[row] = parents[parents[row]]
            row = parents[row]
        return row

    # Two children with different NHS numbers are two, however alike they are: twins often share all the rest.
    numbers = {row: keys["nhs"] for row, keys in enumerate(rows) if "nhs" in keys}
    for rule in RULES:
        seen: dict[str, int] = {}
        for row, keys in enumerate(rows):
            if rule not in keys:
                continue
            one, other = root(seen.setdefault(keys[rule], row)), root(row)
            known = {numbers[each] for each in (one, other) if each in numbers}
            if len(known) < DIFFERENT:
                parents[other] = one
                numbers.update((one, number) for number in known)
    children = [root(number) for number in range(len(rows))]
    return Linked(children, _open(rows, children))


def _open(rows: Sequence[Mapping[str, str]], children: Sequence[int]) -> list[tuple[int, int]]:
    """Return pairs of rows of different children whose agreements weigh enough."""
    found: set[tuple[int, int]] = set()
    for names in ENOUGH:
        blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, keys in enumerate(rows):
            if all(name in keys for name in names):
                blocks[tuple(keys[name] for name in names)].append(number)
        for members in blocks.values():
            if len(members) <= MOST_SHARED:
                found.update(
                    (one, other) for one, other in combinations(members, 2) if children[one] != children[other]
                )
    return sorted(found)
