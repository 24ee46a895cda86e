"""What was said before is found again in other words: measured on 100 pairs, and on 30 more."""

from collections import Counter
from pathlib import Path

import pytest

from escp.access.roles import RoleKey
from learning.earlier import earlier_like
from learning.likeness import rarity, stem, terms_of
from learning.models import Finding, FindingTerm
from learning.topics import TOPICS
from tests.factories.learning import ActivityFactory
from tests.factories.partnership import PersonFactory

SETS = Path(__file__).parent / "said_before"
AMONG_THE_FIRST = 5


def pairs(*names):
    """Return the pairs of a set, each finding as its one line and its text."""
    texts = [(SETS / f"{name}.txt").read_text().strip() for name in names]
    return [
        [tuple(part.strip() for part in line.split("|")) for line in pair.splitlines()]
        for text in texts
        for pair in text.split("\n\n")
    ]


LABELLED, HELD_BACK = pairs("practice", "systems"), pairs("held_back")


@pytest.mark.django_db
def test_of_200_findings_the_right_earlier_one_is_among_the_first_five_for_at_least_80_of_100():
    assert len(LABELLED) == 100
    person, by = PersonFactory(role=RoleKey.BUSINESS_MANAGER), PersonFactory()
    activity = ActivityFactory()
    findings = [
        [Finding(activity=activity, kind="improvement", title=title, what=what, who_for="All", recorded_by=by)
         for title, what in pair]
        for pair in LABELLED
    ]  # fmt: skip
    for number, one in enumerate(one for pair in findings for one in pair):
        one.reference = f"FND-2020-{number:03d}"
    made = Finding.objects.bulk_create([one for pair in findings for one in pair])
    FindingTerm.objects.bulk_create(
        [FindingTerm(finding=one, term=term, weight=weight)
         for one in made for term, weight in terms_of(one.title, one.what).items()]
    )  # fmt: skip

    found = 0
    for earlier, later in findings:
        offered = earlier_like(person, later.title, later.what, but=later, least=0)
        assert len(offered) <= AMONG_THE_FIRST
        found += earlier in offered
    assert found >= 80, f"{found} of 100"


def test_of_30_pairs_that_were_written_afterwards_most_are_found():
    known = [terms_of(*one) for pair in (*LABELLED, *HELD_BACK) for one in pair]
    common, found = Counter(term for terms in known for term in terms), 0
    for earlier, later in HELD_BACK:
        asked, right = terms_of(*later), terms_of(*earlier)

        def near(terms, asked=asked):
            return sum(
                said * terms.get(term, 0) * rarity(common[term], len(known)) ** 2 for term, said in asked.items()
            )

        better = [terms for terms in known if terms not in (asked, right) and near(terms) > near(right)]
        found += len(better) < AMONG_THE_FIRST
    assert found >= 24, f"{found} of 30"


def test_words_are_brought_to_their_stem_and_to_the_topics_of_the_field():
    assert stem("assessments") == stem("assessed")
    terms = terms_of("Dads weren’t asked", "Nobody spoke with the stepfather about A & E.")
    assert {"#fathers", "#emergency-department"} <= set(terms)
    assert "the" not in terms
    assert sum(weight * weight for weight in terms.values()) == pytest.approx(1)
    assert terms_of("", "The and of 12") == {}


def test_what_stands_in_the_one_line_and_what_is_rare_tells_more():
    terms = terms_of("Bruising", "Supervision")
    assert terms[stem("bruising")] > terms[stem("supervision")]
    assert rarity(1, 1000) > rarity(500, 1000) > 0


def test_every_topic_is_named_by_words_and_none_by_a_word_that_says_nothing():
    for topic, phrases in TOPICS.items():
        assert all(phrase.strip() for phrase in phrases.split(";")), topic
