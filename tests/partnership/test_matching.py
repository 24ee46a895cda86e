"""Whether two identities may be of one child: spellings, twins, numbers, and what is left apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp.partnership.matching import Identifying, Likeness, likeness, names_of, tidy_nhs_number

BORN = date(2024, 5, 1)
NUMBER, OTHER_NUMBER = "9434765919", "9434765870"
SPELLINGS = [
    ("Mohammed Testername", "Muhammad Testername"),
    ("Siân Testername", "Sian Testername"),
    ("Anne-Marie O’Tester", "Annemarie OTester"),
    ("Testername Rowan", "Rowan Testername"),
    ("Rowan Testername", "Rowen Testername"),
    ("Rowan Testername-Alder", "Rowan Testername"),
    ("Katherine Testername", "Kathryn Testername"),
    ("Łucja Testername", "Łucja Testername-Birch"),
    ("روان تستر", "تستر روان"),
]
OTHERS = [
    ("Rowan Testername", "Maple Otherwise"),
    ("Rowan Testername", "Rowan Blackbird"),
    ("Ivy Alder", "Oak Birch"),
]


def one(name, born_on=BORN, number=""):
    return Identifying(names_of(name), born_on, number)


@pytest.mark.parametrize(("mine", "theirs"), SPELLINGS)
def test_spellings_of_one_name_are_alike_on_the_same_birthday(mine, theirs):
    assert likeness(one(mine), one(theirs)) in (Likeness.NAME, Likeness.SPELLING)
    assert likeness(one(mine), one(theirs, date(2020, 1, 1))) is None


@pytest.mark.parametrize(("mine", "theirs"), OTHERS)
def test_another_name_is_another_child(mine, theirs):
    assert likeness(one(mine), one(theirs)) is None


def test_twins_are_said_to_be_perhaps_twins():
    assert likeness(one("Rowan Testername"), one("Maple Testername")) == Likeness.TWIN


def test_one_number_decides_whatever_the_rest_says():
    assert likeness(one("Ivy Alder", BORN, NUMBER), one("Oak Birch", None, NUMBER)) == Likeness.NUMBER
    assert likeness(one("Ivy Alder", BORN, NUMBER), one("Oak Birch", BORN, OTHER_NUMBER)) is None


def test_without_a_birthday_only_the_same_name_counts():
    assert likeness(one("Rowan Testername", None), one("rowan testername")) == Likeness.UNDATED
    assert likeness(one("Rowan Testername", None), one("Rowen Testername")) is None


def test_other_names_count_too():
    named = Identifying(names_of("Baby Testername", "Rowan Testername; R Alder"), BORN)

    assert likeness(named, one("Rowan Testername")) == Likeness.NAME
    assert likeness(one("…"), one("…")) is None


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_a_number_with_one_wrong_digit_is_never_taken_for_real(body):
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), body, strict=True))
    check = (11 - total % 11) % 11
    if check == 10:
        with pytest.raises(ValueError, match="not a real NHS number"):
            tidy_nhs_number(body + "0")
        return
    assert tidy_nhs_number(f"{body[:3]} {body[3:6]} {body[6:]}{check}") == f"{body}{check}"
    wrong = str((int(body[0]) + 1) % 10) + body[1:] + str(check)
    with pytest.raises(ValueError, match="not a real NHS number"):
        tidy_nhs_number(wrong)
