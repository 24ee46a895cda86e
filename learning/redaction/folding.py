"""Text as it is compared: no accents, no hidden characters, one kind of dash, apostrophe and space.

Each character knows where it stood, so that what is found can be shown and replaced in the text itself.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

QUOTES = "’‘‛ʼʹʻ′`´＇"
DASHES = "\u2212\u2043\u00ad"
# Letters with a stroke or joined, which Unicode takes for letters of their own.
JOINED = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "ŋ": "n",
}  # fmt: skip
# Letters of other alphabets that look like Latin ones.
ALIKE = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУавсеһіјкморѕтхуԁԛԝɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεινορυχ",
        "ABCEHIJKMOPSTXYabcehijkmopstxydqwgABEZHIKMNOPTYXaeivopux",
        strict=True,
    )
)
# Characters that take room in the text and show nothing, though Unicode calls them letters or symbols.
EMPTY = "\u115f\u1160\u3164\uffa0\u2800"


@dataclass(frozen=True)
class Folded:
    """The text in plain letters, and in small ones, of the same length; `at` says where each character stood."""

    plain: str
    small: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the folded text stands in the text itself."""
        return self.at[start], self.at[end - 1] + 1


def fold(text: str) -> Folded:
    """Return text as it is compared."""
    if text.isascii() and (text.isprintable() or "\n" in text):
        spaced = "".join(" " if character.isspace() else character for character in text)
        if spaced.isprintable():
            return Folded(spaced, spaced.lower(), range(len(text)))
    plain: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        for one in _folded(character):
            plain.append(one)
            at.append(place)
    joined = "".join(plain)
    return Folded(joined, "".join(_small(one) for one in plain), at)


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if character in QUOTES:
        return "'"
    if known := JOINED.get(character) or ALIKE.get(character):
        return known
    category = unicodedata.category(character)
    if category in ("Cf", "Cc", "Mn", "Me") or character in EMPTY:
        return ""
    if category == "Pd" or character in DASHES:
        return "-"
    apart = unicodedata.normalize("NFKD", character)
    return "".join(one for one in apart if unicodedata.category(one) not in ("Mn", "Me"))


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character
