"""Lists of recommendations as people copy them out of a report."""

import pytest

from actionplans.recommendation_lists import read_list

TWO = [(1, "Ask every father."), (2, "Read the history.")]


@pytest.mark.parametrize(
    "text",
    [
        "1. Ask every father.\n2. Read the history.",
        "Recommendations\n\n1) Ask every\n   father.\n\n2) Read the history.\n",
        "Recommendation 1: Ask every father.\r\nRecommendation 2: Read the\r\nhistory.",
        "R1 – Ask every father.\nR2 – Read the history.",
        "Recommendation 1:\nAsk every father.\n\nRecommendation 2:\nRead the history.",
    ],
)
def test_numbers_are_taken_off_and_broken_lines_joined(text):
    assert read_list(text) == TWO


@pytest.mark.parametrize(
    "text",
    [
        "• Ask every father.\n• Read the\nhistory.",
        "Ask every\nfather.\n\nRead the history.",
        "Ask every father.\nRead the history.",
    ],
)
def test_bullets_paragraphs_and_lines_are_read_without_a_number(text):
    assert read_list(text) == [(None, words) for _, words in TWO]


def test_points_within_a_recommendation_keep_their_lines():
    assert read_list("1. Partners should:\na) ask,\nb) and\nlisten.\n2. Read.") == [
        (1, "Partners should:\na) ask,\nb) and listen."),
        (2, "Read."),
    ]


def test_nothing_is_found_where_nothing_is_written():
    assert read_list(" \n\n ") == []
    assert read_list("1.\n\n") == []
    assert read_list("0. Ask.") == [(None, "Ask.")]
