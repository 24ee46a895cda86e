"""How a series is read, held against a second way of working it out."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intelligence.choices import Direction
from intelligence.scorecards import spc
from intelligence.scorecards.compared import beside, middle_of, rating


def series(*values):
    return [Decimal(value) for value in values]


def reasons(read):
    return [(one.places, one.why) for one in read.signals]


ALTERNATING = series(*[10, 12] * 10)


@pytest.mark.parametrize(
    ("number", "kind"), [(0, spc.PLAIN), (9, spc.PLAIN), (10, spc.RUN_CHART), (19, spc.RUN_CHART), (20, spc.XMR)]
)
def test_the_number_of_figures_says_how_they_are_read(number, kind):
    assert spc.read(ALTERNATING[:number]).kind == kind


@given(st.lists(st.integers(0, 1000), min_size=20, max_size=60))
def test_limits_agree_with_a_second_implementation(values):
    read = spc.read(series(*values))
    middle = sum(values) / len(values)
    moving = [abs(values[place + 1] - values[place]) for place in range(len(values) - 1)]
    reach = 2.66 * sum(moving) / len(moving)

    assert float(read.centre) == pytest.approx(middle)
    assert float(read.upper) == pytest.approx(middle + reach)
    assert float(read.lower) == pytest.approx(max(middle - reach, 0))
    outside = {one.places[0] for one in read.signals if "the limits" in one.why}
    certain = {place for place, value in enumerate(values) if abs(value - middle) > reach + 1e-6}
    possible = {place for place, value in enumerate(values) if abs(value - middle) > reach - 1e-6}
    assert certain <= outside <= possible


@given(st.lists(st.integers(0, 9), min_size=10, max_size=30))
def test_runs_agree_with_a_second_implementation(values):
    read = spc.read(series(*values))
    sides = [(value > read.centre) - (value < read.centre) for value in values]
    word = "".join("+" if side > 0 else "-" for side in sides if side)
    runs = sum(len(part) >= 7 for part in word.replace("+-", "+ -").replace("-+", "- +").split())

    assert sum("centre" in one.why for one in read.signals) == runs


@given(st.lists(st.integers(0, 30), min_size=10, max_size=30))
def test_trends_agree_with_a_second_implementation(values):
    found = set()
    for start in range(len(values)):
        for end in range(start + 7, len(values) + 1):
            part = values[start:end]
            steps = {(b > a) - (b < a) for a, b in pairwise(part)}
            if steps in ({1}, {-1}):
                found.add(tuple(range(start, end)))
    longest = {one for one in found if not any(set(one) < set(other) for other in found)}

    assert {one.places for one in spc.read(series(*values)).signals if "trend" in one.why} == longest


def test_a_point_outside_the_limits_is_marked_and_explained():
    values = [*ALTERNATING]
    values[12] = Decimal(40)
    assert ((12,), "lies above the limits: chance alone rarely does that") in reasons(spc.read(values))


def test_two_of_three_close_to_a_limit_are_marked_once():
    values = series(*[10, 12] * 9, 15, 15, 11, 10, 12)
    assert ((18, 19), "are two of three close to the upper limit") in reasons(spc.read(values))
    values = series(*[12, 10] * 9, 7, 7, 11, 12, 10)
    assert ((18, 19), "are two of three close to the lower limit") in reasons(spc.read(values))


def test_a_percentage_has_no_limit_above_a_hundred():
    assert spc.read(series(*[99, 90] * 10), highest=Decimal(100)).upper == 100


@pytest.mark.parametrize(
    ("value", "target", "direction", "word"),
    [
        (None, 90, Direction.UP, "No evidence recorded"),
        (90, None, Direction.UP, "No target"),
        (90, 90, Direction.NEUTRAL, "No target"),
        (90, 90, Direction.UP, "Green: meets the target"),
        (86, 90, Direction.UP, "Amber: close to the target"),
        (80, 90, Direction.UP, "Red: misses the target"),
        (18, 20, Direction.DOWN, "Green: meets the target"),
        (21, 20, Direction.DOWN, "Amber: close to the target"),
        (22, 20, Direction.DOWN, "Red: misses the target"),
    ],
)
def test_a_figure_is_rated_in_words(value, target, direction, word):
    value, target = (None if one is None else Decimal(one) for one in (value, target))
    assert rating(value, target, direction).word == word


def test_places_are_compared_in_words():
    assert middle_of([]) is None
    assert middle_of(series(1, 9, 2)) == 2
    assert beside(Decimal(100), Decimal(104), Direction.UP) == "about the same"
    assert beside(Decimal(100), Decimal(50), Direction.UP) == "higher, which is better"
    assert beside(Decimal(100), Decimal(50), Direction.DOWN) == "higher, which is worse"
    assert beside(Decimal(50), Decimal(100), Direction.NEUTRAL) == "lower"
