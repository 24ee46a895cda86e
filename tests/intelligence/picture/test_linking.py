"""Rows of several lists are linked by plain rules under keys, and how well is measured on invented lists."""

from hypothesis import given
from hypothesis import strategies as st

from escp.reports.small_numbers import SMALLEST
from intelligence.picture.counting import counted
from intelligence.picture.linking import Child, keys_of, link, sound
from intelligence.picture.quality import Quality, measured

SECRET = b"of a test"
WREN = Child("9990000001", "Wren", "Appleby", "2015-03-31", "XX1 1AA")


def linked(*children):
    return link([keys_of(child, SECRET) for child in children])


def changed(**facts):
    return Child(**(vars(WREN) | facts))


def test_one_child_is_joined_by_any_rule():
    for other in (
        changed(first_name="Robin", born_on="2016-01-01"),
        changed(nhs_number="", postcode="YY9 9ZZ"),
        changed(nhs_number="", first_name="APPLEBY", surname="wrén", postcode=""),
        changed(nhs_number="", first_name="Wrenn", surname="Appelby"),
        changed(nhs_number="", first_name="W"),
    ):
        assert len(set(linked(WREN, other).child_of)) == 1


def test_twins_with_numbers_of_their_own_are_two_children():
    found = linked(WREN, changed(nhs_number="9990000002", first_name="Wrenna"))
    assert len(set(found.child_of)) == 2


def test_what_is_alike_and_joined_by_no_rule_is_left_open():
    found = linked(WREN, changed(nhs_number="", first_name="Robin", surname="Brook"))
    assert len(set(found.child_of)) == 2
    assert found.open_pairs == [(0, 1)]
    assert not linked(WREN, changed(nhs_number="", first_name="Robin", surname="Brook", postcode="")).open_pairs


def test_keys_hold_nothing_of_the_row_and_differ_from_picture_to_picture():
    keys = keys_of(WREN, SECRET)
    assert all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in keys.values())
    assert not set(keys.values()) & set(keys_of(WREN, b"another").values())
    assert "nhs" not in keys_of(changed(nhs_number=" "), SECRET)


def test_words_that_sound_alike_have_one_code():
    assert sound("Robert") == sound("Rupert") == "r163"
    assert sound("Ashcraft") == "a261"
    assert sound("1") == ""


def test_invented_lists_are_linked_well():
    quality = measured()
    assert quality == measured()
    assert quality.precision >= 0.99
    assert quality.recall >= 0.85
    assert (Quality(0, 0, 0).precision, Quality(0, 0, 0).recall) == (1.0, 1.0)


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from("ABCD"), st.booleans()), max_size=150))
def test_no_count_that_leaves_tells_of_one_to_four_children(rows):
    result = counted(rows)
    numbers = [number for _, number in result["combinations"]]
    shown = [result[name] for name in ("children", "several", "no_plan") if result[name] is not None]
    assert all(number == 0 or number >= SMALLEST for number in [*numbers, *shown])
    if result["children"] is not None:
        assert sum(numbers) == result["children"]
        rest = result["children"] - result["several"]
        assert rest == 0 or rest >= SMALLEST
    if result["no_plan"] is not None:
        rest = result["several"] - result["no_plan"]
        assert rest == 0 or rest >= SMALLEST
