"""Numbers in order of time are attacked: every page ever shown is kept, the rule is known, nothing is recovered."""

from collections import defaultdict
from itertools import product

import pytest

from escp.reports.small_numbers import joined_in_time


def shown(parts, wholes=None):
    return tuple((one.start, one.end, one.part, one.whole) for one in joined_in_time(parts, wholes) if one.is_shown)


def every_page(parts, wholes=None):
    """Return what somebody sees who looks after each period and keeps it all."""
    return tuple(shown(parts[:number], wholes and wholes[:number]) for number in range(1, len(parts) + 1))


def recovered(worlds, wholes=None, most=8):
    """Return small numbers that only one number explains, over all worlds that look the same.

    Only worlds of numbers up to `most` are judged: larger ones lack some that would look the same.
    """
    alike = defaultdict(list)
    for world in worlds:
        alike[every_page(world, wholes)].append(world)
    found = []
    for same in alike.values():
        if wholes is None and max(same[0]) > most:
            continue
        for place in range(len(same[0])):
            values = {world[place] for world in same}
            if len(values) > 1:
                continue
            part = values.pop()
            left = 1 if wholes is None else wholes[place] - part
            # Nothing and everything may be shown: who knows the whole knows the rest of it.
            if part and left and (part < 5 or (0 < left < 5 and wholes)):
                found.append((same[0], place))
    return found


def test_no_small_count_is_recovered_from_all_pages_together():
    assert recovered(product(range(13), repeat=3)) == []
    assert recovered(product(range(6), repeat=5), most=1) == []


@pytest.mark.parametrize(
    "wholes",
    [(12, 11, 10), (6, 7, 30), (20, 3, 12), (10, 10, 10), (4, 4, 25), (30, 12), (1, 9, 10), (40, 2, 2), (0, 14, 9)],
)
def test_no_small_part_or_rest_is_recovered_by_somebody_who_knows_every_whole(wholes):
    assert recovered(product(*(range(whole + 1) for whole in wholes)), wholes) == []


def test_many_small_shares_of_large_wholes_are_joined_quickly():
    parts, wholes = [1] * 12, [5000] * 12
    assert [one.part for one in joined_in_time(parts, wholes) if one.is_shown] == [5] * 2


def test_hiding_single_numbers_beside_a_total_would_be_recovered():
    """The witness: the attack finds what plain hiding leaves open."""
    alike = defaultdict(set)
    for world in product(range(9), repeat=3):
        seen = tuple("c" if 0 < number < 5 else number for number in world)
        alike[seen, sum(world)].add(world)
    assert any(len(worlds) == 1 and "c" in seen for (seen, _), worlds in alike.items())


def test_numbers_are_joined_until_they_are_enough_and_the_rest_waits():
    assert shown([7, 0, 3, 1, 4, 2]) == ((0, 1, 7, None), (1, 2, 0, None), (2, 5, 8, None))
    assert [one.is_shown for one in joined_in_time([2])] == [False]
    assert joined_in_time([]) == []
    assert shown([8, 2, 9], [20, 5, 20]) == ((0, 1, 8, 20), (1, 3, 11, 25))
    assert shown([9], [10]) == ()
    assert shown([10, 0], [10, 10]) == ((0, 1, 10, 10), (1, 2, 0, 10))
