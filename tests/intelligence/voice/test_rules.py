"""Laws of merging groups, of counting, and of what is looked for in comments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intelligence.voice.groups import merged
from intelligence.voice.qr import square_of
from intelligence.voice.results import agreements, by_group, counted
from intelligence.voice.screening import may_tell, taken_out
from learning.choices import FEWEST_ANSWERS
from tests.factories.voice import AGREEMENT_KEYS, TEMPERATURE, WHERE, choices

SIZES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20))


@given(SIZES)
def test_no_group_that_is_shown_has_fewer_than_five_and_nobody_is_lost(sizes):
    groups = merged(sizes)
    people = [sum(sizes[name] for name in group) for group in groups]
    assert all(number >= FEWEST_ANSWERS for number in people)
    assert sum(people) == (sum(sizes.values()) if sum(sizes.values()) >= FEWEST_ANSWERS else 0)
    assert len({name for group in groups for name in group}) == sum(len(group) for group in groups)


@given(SIZES)
def test_a_group_of_five_or_more_stands_alone_where_the_small_ones_fill_a_group(sizes):
    small = sum(size for size in sizes.values() if size < FEWEST_ANSWERS)
    if small == 0 or small >= FEWEST_ANSWERS:
        alone = {group[0] for group in merged(sizes) if len(group) == 1}
        assert {name for name, size in sizes.items() if size >= FEWEST_ANSWERS} <= alone


def test_groups_are_not_shown_where_there_is_one_or_the_question_is_gone():
    rows = [choices("health") for _ in range(6)]
    assert by_group(TEMPERATURE, WHERE, rows) == ([], [])
    assert by_group(TEMPERATURE, "gone-1", rows) == ([], [])
    assert by_group(TEMPERATURE, "", rows) == ([], [])


def test_a_question_that_few_of_one_group_answered_is_left_out_for_every_group():
    first = AGREEMENT_KEYS[0]
    silent = [{key: value for key, value in choices("police").items() if key != first} for _ in range(5)]
    rows = [choices("health") for _ in range(5)] + silent
    questions, groups = by_group(TEMPERATURE, WHERE, rows)
    assert first not in [one.key for one in questions]
    assert len(questions) == len(AGREEMENT_KEYS) - 1
    assert [group.people for group in groups] == [5, 5]


def test_a_question_that_fewer_than_five_answered_shows_no_counts():
    assert all(one.counts == () for one in counted(TEMPERATURE, [choices() for _ in range(4)]))
    assert agreements(TEMPERATURE, [choices() for _ in range(4)]) == []
    both = agreements(TEMPERATURE, [choices(how=how) for how in ("agree", "neither", "disagree", "agree", "agree")])
    assert both[0].agreement == (3, 1, 1)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Ring 020 7946 0018 now", "Ring (number) now"),
        ("Write to dana@example.org please", "Write to (e-mail address) please"),
        ("She lives at EN1 3XA now", "She lives at (postcode) now"),
        ("More time for 12 families", "More time for 12 families"),
    ],
)
def test_numbers_and_addresses_are_taken_out_before_a_comment_is_kept(words, kept):
    assert taken_out(words) == kept


@given(st.text(max_size=200))
def test_taking_out_twice_changes_nothing_more(words):
    once = taken_out(words)
    assert taken_out(once) == once


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We asked Dana Oak about it", ["Dana Oak"]),
        ("About J.S. and his sister", ["J.S."]),
        ("The case of KT was hard", ["KT"]),
        ("Mr Reed never rings back", ["Mr Reed"]),
        ("The Police and MASH help on Monday", []),
        ("We rang the Ashford team", []),
    ],
)
def test_what_may_be_a_name_is_pointed_out(words, found):
    assert may_tell(words, ["Ashford Council"]) == found


def test_a_square_is_a_path_on_its_grid():
    square = square_of("https://service.example/intelligence/surveys/answer/abc/")
    assert square.size >= 21 + 8
    assert square.path.startswith("M4 4h1v1h-1z")
