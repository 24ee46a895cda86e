"""“Already looked at this?”: all audits that a person may see, by words and by topics, the best first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When

from audits.models import SingleAgencyAudit
from audits.queries.multi_agency import audits_for
from audits.queries.single_agency import single_audits_for
from escp.partnership.models import Person
from learning.likeness import topics_in
from learning.queries import tidy
from learning.words import about_topics, matching, tidied, words_in

MOST_FOUND = 25
MOST_TOPICS = 4
MULTI_TEXTS = ("title", "why_now")
SINGLE_TEXTS = ("title", "topics", "method", "good", "learning", "impact", "next_steps")
"""What is read of each kind: just these texts stand in an index (migration 0006), in this order."""


@dataclass(frozen=True)
class Looked:
    """An audit that may have looked at it already, and how well it fits."""

    kind: str
    audit: Any
    rank: float


def looked_at(person: Person, text: str) -> tuple[list[Looked], list[str]]:
    """Return the audits that fit what was typed, the best first, and the topics that it touches on. Two queries.

    An audit fits by its reference, by all the words, or by any of the topics, whichever words it uses for them.
    """
    text = tidied(text)
    words, topics = words_in(text), topics_in(text)[:MOST_TOPICS]
    if not words:
        return [], []
    found = [
        *_of("Multi-agency audit", audits_for(person), MULTI_TEXTS, words, topics, text),
        *_of("Single-agency audit", single_audits_for(person), SINGLE_TEXTS, words, topics, text),
    ]
    return sorted(found, key=lambda one: -one.rank)[:MOST_FOUND], topics


def _of(
    kind: str, seen: QuerySet[Any], texts: tuple[str, ...], words: list[str], topics: list[str], text: str
) -> list[Looked]:
    """Return the best of one kind. All the words count most, then each topic."""
    by_words, word_rank = matching(texts, words)
    by_topics, topic_rank = about_topics(texts, topics)
    exact = Q(reference=tidy(text))
    rows = seen.filter(exact | by_words | by_topics).annotate(
        exact=Case(When(exact, then=Value(10.0)), default=Value(0.0), output_field=FloatField()),
        all_words=Case(When(by_words, then=Value(1.0)), default=Value(0.0), output_field=FloatField()),
        word_rank=word_rank,
        topic_rank=topic_rank,
    )
    rows = rows.annotate(rank=F("exact") + F("all_words") + F("word_rank") + F("topic_rank"))
    return [Looked(kind, row, row.rank) for row in rows.order_by("-rank", "-pk")[:MOST_FOUND]]


def touching_on(rows: QuerySet[SingleAgencyAudit], topic: str) -> QuerySet[SingleAgencyAudit]:
    """Return the single-agency audits that touch on a topic, by whichever words."""
    return rows.filter(about_topics(SINGLE_TEXTS, [topic])[0])
