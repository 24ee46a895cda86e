"""Finding rows by their words and by the topics of the field, ranked in the database.

On PostgreSQL words are found by their stems and beginnings, in an index where one holds just these texts (`words_of`).
On SQLite each word has to stand in a text. Either way the first text, the title, counts most.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorExact
from django.db import connection
from django.db.models import Case, Q, Value, When

from learning.topics import TOPICS

LONGEST_SEARCH = 200
MOST_WORDS = 8
LANGUAGE = "english"
WORD = re.compile(r"[^\W_]+")


def tidied(text: str) -> str:
    """Return what was typed as it can be searched for: whole characters, without blanks around, not too long."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "").strip()[:LONGEST_SEARCH]


def words_in(text: str) -> list[str]:
    """Return the words that are searched for."""
    return WORD.findall(text)[:MOST_WORDS]


def words_of(texts: Iterable[str]) -> SearchVector:
    """Return the words of some texts as they stand in an index."""
    return SearchVector(*texts, config=LANGUAGE)


def matching(texts: Sequence[str], words: Sequence[str]) -> tuple[Q, Any]:
    """Return the condition that all words stand in the texts, and how well they do: the title counts most."""
    if not texts or not words:
        return Q(pk__in=[]), Value(0.0)
    if connection.vendor == "postgresql":
        asked = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config=LANGUAGE)
        return Q(SearchVectorExact(words_of(texts), asked)), SearchRank(_weighed(texts), asked)
    in_all, in_title = Q(), Q()
    for word in words:
        in_all &= _contained(texts, word)
        in_title &= Q(**{f"{texts[0]}__icontains": word})
    return in_all, _rank(in_title, in_all)


def about_topics(texts: Sequence[str], topics: Sequence[str]) -> tuple[Q, Any]:
    """Return the condition that the texts touch on any of some topics, by whichever words, and how well they do."""
    phrases = [phrase for topic in topics for phrase in TOPICS[topic].split(";")]
    if not texts or not phrases:
        return Q(pk__in=[]), Value(0.0)
    if connection.vendor == "postgresql":
        queries = [SearchQuery(phrase, search_type="phrase", config=LANGUAGE) for phrase in phrases]
        asked: Any = reduce(or_, queries)
        return Q(SearchVectorExact(words_of(texts), asked)), SearchRank(_weighed(texts), asked)
    anywhere: Q = reduce(or_, (_contained(texts, phrase) for phrase in phrases))
    in_title: Q = reduce(or_, (Q(**{f"{texts[0]}__icontains": phrase}) for phrase in phrases))
    return anywhere, _rank(in_title, anywhere)


def _weighed(texts: Sequence[str]) -> Any:
    weighed: Any = SearchVector(texts[0], weight="A", config=LANGUAGE)
    for text in texts[1:]:
        weighed += SearchVector(text, weight="B", config=LANGUAGE)
    return weighed


def _contained(texts: Sequence[str], phrase: str) -> Q:
    found: Q = reduce(or_, (Q(**{f"{text}__icontains": phrase}) for text in texts))
    return found


def _rank(in_title: Q, anywhere: Q) -> Case:
    return Case(When(in_title, then=Value(1.0)), When(anywhere, then=Value(0.5)), default=Value(0.0))
