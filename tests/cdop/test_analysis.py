"""The analysis of a child's death: what it says, when each version is kept, what it needs before the panel's review."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cdop.choices import Category, Domain, Modifiability, Relevance
from cdop.models import AnalysisVersion
from cdop.policies import (
    Said,
    asks_for_incident,
    in_order,
    refusal_of_relevance,
    relevance_as_today,
    what_is_missing,
)
from escp.access.models import AppendOnlyError
from tests.factories.cdop import AnalysisFactory, AnalysisVersionFactory, FactorFactory

pytestmark = pytest.mark.django_db

# The rules of the form


def test_of_several_categories_the_first_in_the_hierarchy_is_the_primary_one():
    assert in_order([10, 3, 9, 3]) == [Category.TRAUMA, Category.INFECTION, Category.UNEXPLAINED]
    assert in_order([]) == []


@pytest.mark.parametrize(
    ("categories", "factors", "asked"),
    [
        ([1], [], True),
        ([9, 1], [], True),
        ([2], [("B", 2)], True),
        ([3], [("D", 2)], True),
        ([8, 10], [("A", 2), ("D", 2)], True),
        ([3], [("B", 1), ("D", 0)], False),
        ([10], [("A", 2), ("C", 2)], False),
        ([4], [("B", 2), ("D", 2)], False),
        ([], [("B", 2)], False),
    ],
)
def test_some_analyses_call_for_the_question_of_a_serious_incident(categories, factors, asked):
    assert asks_for_incident(categories, factors) is asked


def test_a_relevance_of_the_form_before_2018_is_read_as_today_when_it_is_brought_in_and_refused_when_it_is_new():
    assert [relevance_as_today(code) for code in ("0", "1", "1*", " 2 ", "3")] == [0, 1, 1, 2, 2]
    with pytest.raises(ValueError, match="4"):
        relevance_as_today("4")
    assert refusal_of_relevance("3") == (
        "“3” is of the form before 2018. Today that is 2: may have contributed to vulnerability, ill-health or death"
    )
    assert "form before 2018" in refusal_of_relevance("1*")
    assert refusal_of_relevance("high") == "Choose 0, 1 or 2"
    assert [refusal_of_relevance(str(one)) for one in Relevance.values] == [None, None, None]


def test_the_panel_needs_every_domain_answered_but_of_what_ecdop_holds_two_answers_only():
    nothing = Said(has_category=False, modifiability="")
    assert len(what_is_missing(nothing, held_here=True)) == 2 + len(Domain)
    assert what_is_missing(nothing, held_here=False) == [
        "Choose the category of death.",
        "Say whether modifiable factors were identified.",
    ]
    two = Said(has_category=True, modifiability=Modifiability.IDENTIFIED)
    assert what_is_missing(two, held_here=False) == []


@pytest.mark.parametrize(
    ("modifiability", "modifiable", "wrong"),
    [
        (Modifiability.IDENTIFIED, True, ""),
        (Modifiability.IDENTIFIED, False, "mark which of the factors they are"),
        (Modifiability.NONE, True, "say that modifiable factors were identified"),
        (Modifiability.NONE, False, ""),
        (Modifiability.INADEQUATE, True, ""),
    ],
)
def test_what_is_said_of_modifiable_factors_agrees_with_the_factors(modifiability, modifiable, wrong):
    said = Said(True, modifiability, nothing_known_in=["A", "C", "D"], factors=[("B", modifiable)])

    missing = what_is_missing(said, held_here=True)

    assert len(missing) == bool(wrong)
    assert wrong in "".join(missing)


# What the database holds


def test_a_version_is_kept_for_good_and_a_relevance_is_none_but_0_to_2():
    kept = AnalysisVersionFactory()
    with pytest.raises(AppendOnlyError):
        kept.save()
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        AnalysisVersion.objects.filter(pk=kept.pk)._raw_delete(using="default")
    with pytest.raises(IntegrityError), transaction.atomic():
        AnalysisVersionFactory(analysis=kept.analysis, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorFactory(relevance=3)
    assert AnalysisFactory(complete=True).versions.count() == 1
