"""When a meeting counts: every case by hand, and against counting every way of taking seats."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp.partnership.choices import AgencyKind
from escp.partnership.policies import STATUTORY, quorum, rule_in_words
from escp.ui.words import listed

COUNCIL, POLICE, HEALTH = STATUTORY
SCHOOLS = AgencyKind.SCHOOLS
SEATS = {1: COUNCIL, 2: POLICE, 3: HEALTH, 4: SCHOOLS}


def ask(present, *, least=3, agencies=STATUTORY, seats=SEATS, stands_in=()):
    return quorum(least=least, agencies=agencies, seats=seats, present=present, stands_in=stands_in)


def test_the_three_partners_are_enough():
    found = ask([1, 2, 3])

    assert found.quorate
    assert found.why_not == ()


def test_without_the_board_it_is_not_quorate_and_says_who_is_missing():
    assert ask([1, 2, 4]).why_not == ("The integrated care board is not represented.",)


def test_police_and_schools_are_many():
    needed = (POLICE, SCHOOLS)

    assert ask([1], least=1, agencies=needed).why_not == (
        "The police are not represented.",
        "Schools and colleges are not represented.",
    )


def test_too_few_says_how_many_count():
    assert ask([1], agencies=()).why_not == ("1 of those there counts, and 3 must.",)
    assert ask([1, 2], agencies=()).why_not == ("2 of those there count, and 3 must.",)
    assert ask([9], agencies=()).why_not == ("None of those there count, and 3 must.",)


def test_a_deputy_counts_for_whom_they_stand_in():
    found = ask([1, 2, 9], stands_in=[(3, 9)])

    assert found.quorate
    assert (3, 9) in found.taken


def test_a_deputy_beside_the_person_they_stand_in_for_does_not_count():
    assert ask([1, 2, 3, 9], stands_in=[(3, 9)]).counted == 3


def test_nobody_counts_twice():
    found = ask([1, 2], stands_in=[(3, 2), (4, 2)])

    assert found.counted == 2
    assert found.missing == (HEALTH,)


def test_a_member_leaves_their_own_seat_where_only_they_can_speak_for_an_agency():
    found = ask([1, 2, 4], stands_in=[(3, 4)])

    assert found.quorate
    assert (3, 4) in found.taken


def test_two_deputies_of_one_person_take_one_seat():
    assert ask([8, 9], least=2, agencies=(), stands_in=[(3, 8), (3, 9)]).counted == 1


def test_the_seat_of_a_deputy_of_two_leaves_room_for_the_other_deputy():
    found = ask([8, 9], least=2, agencies=(), stands_in=[(3, 8), (4, 8), (3, 9)])

    assert found.taken == {(4, 8), (3, 9)}


@pytest.mark.parametrize(
    ("least", "agencies", "said"),
    [
        (0, (), "No quorum is kept for this group."),
        (0, (POLICE,), "Quorate when somebody speaks for the police."),
        (1, (), "Quorate when at least 1 member with a vote is there."),
        (
            5,
            STATUTORY,
            "Quorate when at least 5 members with a vote are there, and somebody speaks for the local authority, the "
            "police and the integrated care board.",
        ),
    ],
)
def test_the_rule_in_words(least, agencies, said):
    assert rule_in_words(least, agencies) == said


def test_words_in_a_row():
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


PEOPLE = st.integers(1, 6)
MEETINGS = st.fixed_dictionaries(
    {
        "seats": st.dictionaries(PEOPLE, st.sampled_from([*STATUTORY, SCHOOLS]), max_size=5),
        "present": st.sets(PEOPLE, max_size=4),
        "stands_in": st.sets(st.tuples(PEOPLE, PEOPLE), max_size=5),
        "agencies": st.sets(st.sampled_from(STATUTORY)),
        "least": st.integers(0, 5),
    }
)


def every_way(seats, present, stands_in):
    """Give every way in which those present can take a seat each, or none: the rule said by counting."""
    free = {
        one: [None, *(seat for seat in seats if seat == one or ((seat, one) in stands_in and seat not in present))]
        for one in present
    }
    for chosen in product(*free.values()):
        taken = [seat for seat in chosen if seat is not None]
        if len(taken) == len(set(taken)):
            yield {seat: who for who, seat in zip(free, chosen, strict=True) if seat is not None}


@given(MEETINGS)
def test_it_is_quorate_just_when_some_way_of_taking_seats_is(meeting):
    found = quorum(**meeting)
    ways = list(every_way(meeting["seats"], meeting["present"], meeting["stands_in"]))
    enough = [
        way
        for way in ways
        if len(way) >= meeting["least"] and meeting["agencies"] <= {meeting["seats"][seat] for seat in way}
    ]

    assert found.quorate == bool(enough)
    assert dict(found.taken) in ways
    assert found.counted == max(map(len, ways))
    assert bool(found.why_not) != found.quorate


@given(MEETINGS, PEOPLE)
def test_one_more_member_who_comes_never_breaks_a_quorum_of_numbers(meeting, who):
    meeting = meeting | {"agencies": (), "stands_in": ()}
    more = quorum(**meeting | {"present": meeting["present"] | {who}})

    assert more.counted >= quorum(**meeting).counted
