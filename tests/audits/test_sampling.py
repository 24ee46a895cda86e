"""A sample is drawn so that anybody can draw it again; what may tell who somebody is stands in no frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.sampling import drawn_order, frame_digest, is_safe, new_seed, read_frame, refusals

frames = st.lists(st.integers(1, 5000).map("Case {}".format), unique=True, min_size=1, max_size=60)


@given(frame=frames, seed=st.text(max_size=20), data=st.data())
def test_the_same_seed_and_frame_give_the_same_sample_and_leaving_one_out_moves_nobody_else(frame, seed, data):
    order = drawn_order(seed, frame)
    shuffled = data.draw(st.permutations(frame))
    left_out = data.draw(st.sampled_from(frame))

    assert sorted(order) == sorted(frame)
    assert drawn_order(seed, shuffled) == order
    assert frame_digest(shuffled) == frame_digest(frame)
    assert drawn_order(seed, [one for one in frame if one != left_out]) == [one for one in order if one != left_out]


def test_seeds_differ_and_draw_differently():
    frame = [f"Case {number}" for number in range(40)]
    one, other = new_seed(), new_seed()

    assert one != other
    assert drawn_order(one, frame) != drawn_order(other, frame)


@pytest.mark.parametrize("code", ["Case 12", "A17", "MASH-042", "Child Heron", "3/26", "Baby B", "00123"])
def test_a_code_or_a_pseudonym_is_safe(code):
    assert is_safe(code)


@pytest.mark.parametrize("name", ["Amelia Smith", "A B", "Smith", "1/2/2015", "2015-02-01", "9434765919", "a@b.uk", ""])
def test_what_may_tell_who_somebody_is_is_not_safe(name):
    assert not is_safe(name)


def test_a_frame_is_read_line_by_line_and_every_bad_line_is_named():
    rows = read_frame("Case 1\tNorth team; South team\n\nCase 2, Duty\nCase 1\n, Duty\nAmelia Smith\n" + "Case" * 20)
    assert (rows[0].pseudonym, rows[0].teams) == ("Case 1", "North team; South team")

    found = refusals(rows, known=["case 2"])

    for number, words in ((2, "is there already"), (3, "is there already"), (4, "no pseudonym"), (5, "may tell who")):
        assert any(one.startswith(f"Line {number}:") and words in one for one in found), number
    assert "at most 40" in found[-1]
    assert refusals([]) == ["Enter at least one case"]
    assert "at most 2000" in refusals(read_frame("A1"), known=["x"] * 2000)[0]
    assert "teams have" in refusals(read_frame("A1," + "x" * 400))[0]
