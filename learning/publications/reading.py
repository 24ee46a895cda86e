"""How old somebody has to be to read a text with ease: the grade of Flesch and Kincaid (1975), and five years.

Syllables are counted by groups of vowels, as is usual: right for a page, not for every word.
"""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
# A child starts school at five, in grade 0.
SCHOOL_STARTS = 5
FEWEST_WORDS = 30


def words_in(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Return how many syllables a word has, at least one: a last e is not spoken, but in “-le”."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee", "ye")):
        count -= 1
    return max(count, 1)


def reading_age(text: str) -> int | None:
    """Return the age in whole years, never below five; None for a text too short to say."""
    words = words_in(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = len([one for one in _SENTENCE_END.split(text) if words_in(one)])
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(SCHOOL_STARTS, round(grade) + SCHOOL_STARTS)
