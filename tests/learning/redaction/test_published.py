"""What tells strangers who somebody is: initials beside a date, small numbers, and what a part leaves of a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.redaction import Known, found_in

PUBLISHED = Known(published=True)
DATED = [
    ("B.Q. was seen in March 2026.", "B.Q."),
    ("In May 2026 AJ told her teacher.", "AJ"),
    ("J. S. came on 3 March.", "J. S."),
]
SMALL = [
    ("There were 3 children in the home.", "3 children"),
    ("We heard from two young people.", "two young people"),
    ("Four of the families said so.", "Four of the families"),
    ("10 of the 12 children were seen.", "10 of the 12 children"),
    ("It was so for 2 out of 40 cases.", "2 out of 40 cases"),
    ("All of 3 of 3 deaths were reviewed.", "3 of 3 deaths"),
]
NOTHING = [
    "The GP was asked in March 2026.",
    "AJ told her teacher.",
    "We looked at 14 children and 20 of the 40 families.",
    "Version 1.3 children and 2026-3 cases are no numbers of people.",
    "One year later, three agencies agreed.",
    "",
]


def kinds(text, known=PUBLISHED):
    return {(one.kind.name, one.text) for one in found_in(text, known) if one.kind.name in ("DATED", "SMALL")}


@pytest.mark.parametrize(("text", "found"), DATED)
def test_initials_beside_a_date_are_found(text, found):
    assert ("DATED", found) in kinds(text)


@pytest.mark.parametrize(("text", "found"), SMALL)
def test_small_numbers_of_people_are_found(text, found):
    assert ("SMALL", found) in kinds(text)


@pytest.mark.parametrize("text", NOTHING)
def test_what_tells_nothing_is_left(text):
    assert not kinds(text)


def test_a_report_about_one_case_is_not_asked_for_its_numbers():
    assert not kinds("AJ and 2 children came on 3 March 2026.", Known())


@given(whole=st.integers(5, 999), part=st.integers(1, 999))
def test_a_part_is_found_where_it_or_what_it_leaves_is_from_one_to_four(whole, part):
    found = kinds(f"It was so for {part} of the {whole} children.")
    small = 0 < part < 5 or 0 < whole - part < 5
    assert bool(found) == small
