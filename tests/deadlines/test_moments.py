"""Moments of reminders in plain words and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp.deadlines.moments import in_full, in_words, lines_of, read_moment, read_moments
from escp.deadlines.offsets import Offset

offsets = st.builds(
    Offset, st.sampled_from(["start", "due"]), st.integers(-400, 400), st.sampled_from(["wd", "d", "h"])
)


@given(offsets)
def test_what_is_written_is_read_back(offset):
    assert read_moment(in_words(offset)) == offset
    assert read_moment(in_full(offset)) == offset
    assert read_moment(f"  {in_words(offset).upper()} ") == offset


@given(st.lists(offsets, unique=True, max_size=20))
def test_a_list_is_read_back_line_by_line(found):
    assert read_moments(lines_of(found)) == tuple(found)


@given(st.text(max_size=80))
def test_anything_else_is_refused_or_read_for_good(text):
    try:
        offset = read_moment(text)
    except ValueError:
        return
    assert read_moment(in_words(offset)) == offset


@pytest.mark.parametrize(
    ("typed", "code", "full"),
    [
        ("at the start", "start+0wd", "at the start"),
        ("On working day 3", "start+3wd", "on working day 3"),
        ("working day 3", "start+3wd", "on working day 3"),
        ("2 working days before", "due-2wd", "2 working days before it is due"),
        ("14 days before it is due", "due-14d", "14 days before it is due"),
        ("on the day", "due+0wd", "on the day it is due"),
        ("when it is due", "due+0h", "when it is due"),
        ("1 day after", "due+1d", "1 day after it was due"),
        ("24 hours after", "due+24h", "24 hours after it was due"),
        ("3 days after the start", "start+3d", "3 days after the start"),
        ("1 working day before the start", "start-1wd", "1 working day before the start"),
    ],
)
def test_moments_in_the_words_of_the_page(typed, code, full):
    offset = read_moment(typed)

    assert (offset.code, in_full(offset)) == (code, full)


@pytest.mark.parametrize("text", ["tomorrow", "3", "days before", "-2 days before", "1.5 days after", "on day ٣"])
def test_what_cannot_be_read_is_told_with_examples(text):
    with pytest.raises(ValueError, match=r"cannot be read.*on working day 3"):
        read_moment(text)


def test_a_moment_too_far_away_is_refused():
    with pytest.raises(ValueError, match="up to 400"):
        read_moment("401 days before")


def test_blank_lines_are_passed_over_repeats_count_once_and_there_is_an_end():
    assert read_moments("on the day\n\n ON THE DAY \n") == (Offset("due", 0),)
    with pytest.raises(ValueError, match="20 moments at most"):
        read_moments("\n".join(f"{number} days before" for number in range(21)))
