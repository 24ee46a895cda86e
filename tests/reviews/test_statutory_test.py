"""The test of section 16C(1), as a truth table."""

from itertools import product

import pytest

from reviews.choices import Answer, Criterion
from reviews.policies import criteria_are_met

CASES = list(product(Answer, repeat=3))


@pytest.mark.parametrize(("abuse", "here", "outside"), CASES)
def test_the_criteria_are_met_by_abuse_with_either_kind_of_harm_and_never_by_not_known(abuse, here, outside):
    answers = {
        Criterion.ABUSE_OR_NEGLECT: abuse,
        Criterion.HARMED_HERE: here,
        Criterion.HARMED_OUTSIDE: outside,
    }

    assert criteria_are_met(answers) == (abuse == "yes" and (here == "yes" or outside == "yes"))


def test_an_unanswered_test_is_not_met():
    assert not criteria_are_met({})
