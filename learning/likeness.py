"""What a finding is about, as terms that can be compared: the stems of its words, and the topics of the field. Pure.

    terms_of("Dads were not asked", "Nobody spoke with the father")     # {"#fathers": …, "ask": …, "spoke": …}

Two findings are alike when they share terms that few others have. How that is told, and why so:
docs/decisions/0014-likeness-is-told-by-words-and-topics.md.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from threading import local

import snowballstemmer

from learning.topics import TOPICS

LONGEST_TERM = 40
# A word in the one line says more than one in the text below it; a topic says more than a single word.
IN_TITLE, IN_TEXT, OF_TOPIC = 2.0, 1.0, 1.6
WORD = re.compile(r"[a-z0-9]+")
MARKS = str.maketrans({"’": "", "'": "", "&": " and "})
# Words that say nothing of what a finding is about.
_SAYS_NOTHING = """
a about above after again against all also although am an and any are as at be became because become been before
being below between both but by came can cannot could did do does doing done down during each either enough ever
every everything few first for from further get give given go got had has have having he her here hers him his how
however i if in into is it its itself just kept know known knew last least less made make many may me might more
most much must my neither never no nobody nor not nothing now of off often on once one only or other others our out
over own per put rather said same saw say see seen she should since so some somebody something still such take taken
than that the their them then there these they thing things this those through till to told too took twice two three
under until up upon us use used very was way we went were what when where whether which while who whole whom whose
why will with within without would yet you your
"""
SAYS_NOTHING = frozenset(_SAYS_NOTHING.split())
# Words that stand in every second finding of this field: they part nothing.
_EVERYWHERE = "child children agency agencies finding review reviews practice practitioner practitioners"
EVERYWHERE = frozenset(_EVERYWHERE.split())
# Topics that are written in capitals.
SHORTENED = frozenset({"fgm", "gp", "marac"})
_kept = local()


def terms_of(title: str, *texts: str) -> dict[str, float]:
    """Return the terms of a finding with their weights, the whole of length one; nothing for a text without words."""
    weights: defaultdict[str, float] = defaultdict(float)
    for text, weight in ((title, IN_TITLE), *((text, IN_TEXT) for text in texts)):
        for term, number in Counter(_terms_in(text)).items():
            # Saying it over and over adds little.
            weights[term] += weight * (1 + math.log(number)) * (OF_TOPIC if term.startswith("#") else 1)
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()}


def _terms_in(text: str) -> Iterator[str]:
    words = WORD.findall(text.lower().translate(MARKS))
    stems = [stem(word) for word in words]
    for word, stemmed in zip(words, stems, strict=True):
        if len(word) > 1 and word not in SAYS_NOTHING and word not in EVERYWHERE and not word.isdecimal():
            yield stemmed[:LONGEST_TERM]
    yield from _topics_in(stems)


def topics_in(*texts: str) -> list[str]:
    """Return the topics that some texts touch on, those named most often first."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_topics_in([stem(word) for word in WORD.findall(text.lower().translate(MARKS))]))
    return [topic.removeprefix("#") for topic, _ in found.most_common()]


def topic_name(topic: str) -> str:
    """Return a topic as people write it."""
    return topic.upper() if topic in SHORTENED else topic.replace("-", " ").capitalize()


def _topics_in(stems: list[str]) -> Iterator[str]:
    """Give each topic whose words stand in a text, as often as they do."""
    begins = _topics_by_first_stem()
    for place, first in enumerate(stems):
        for phrase, topic in begins.get(first, ()):
            if tuple(stems[place : place + len(phrase)]) == phrase:
                yield f"#{topic}"


@lru_cache(maxsize=1)
def _topics_by_first_stem() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return for the first stem of every phrase the phrases that begin so, each with its topic."""
    begins: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for topic, phrases in TOPICS.items():
        for phrase in {tuple(map(stem, WORD.findall(text.translate(MARKS)))) for text in phrases.split(";")}:
            begins.setdefault(phrase[0], []).append((phrase, topic))
    return begins


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the part of a word that its forms share: “assessments” and “assessed” are both `assess`."""
    stemmer = getattr(_kept, "stemmer", None)
    if stemmer is None:
        # It keeps the word that it works on: each thread has its own.
        stemmer = _kept.stemmer = snowballstemmer.stemmer("english")
    stemmed: str = stemmer.stemWord(word)
    return stemmed


def rarity(findings: int, of_all: int) -> float:
    """Return how much a term tells that so many findings of all have: the fewer, the more."""
    return math.log(1 + (of_all + 1) / (findings + 0.5))
