"""References: random with a check character for cases, in order for everything else."""

import threading
from collections import Counter
from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from escp.partnership.references import ALPHABET, case_reference, check_character, is_well_formed, next_reference

BODIES = st.text(alphabet=ALPHABET, min_size=4, max_size=4)


def test_a_case_reference_has_five_characters_that_are_easy_to_read_out():
    reference = case_reference("RR")

    assert is_well_formed(reference)
    assert not set("01ILOUV") & set(reference[3:])


def test_case_references_tell_nothing_of_their_order():
    references = [case_reference("CD") for _ in range(1000)]
    rising = sum(earlier < later for earlier, later in pairwise(references))

    assert len(set(references)) > 990
    assert 400 < rising < 600


@given(body=BODIES, place=st.integers(0, 4), wrong=st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_caught(body, place, wrong):
    whole = body + check_character(body)
    changed = whole[:place] + wrong + whole[place + 1 :]

    assert is_well_formed(f"RR-{changed}") == (changed == whole)


@given(body=BODIES, place=st.integers(0, 3))
def test_every_swap_of_neighbours_is_caught(body, place):
    whole = body + check_character(body)
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]

    assert is_well_formed(f"RR-{swapped}") == (swapped == whole)


@pytest.mark.parametrize("text", ["", "RR", "RR-", "RR-12345", "rr-7K3F9", "RR-7K3F9X", "7K3F9"])
def test_what_was_never_given_out_is_not_well_formed(text):
    assert not is_well_formed(text)


@pytest.mark.django_db
def test_numbers_follow_each_other_within_a_year_and_a_kind():
    given_out = [
        next_reference("ACT", 2026),
        next_reference("ACT", 2026),
        next_reference("ACT", 2027),
        next_reference("FND", 2026),
    ]

    assert given_out == ["ACT-2026-001", "ACT-2026-002", "ACT-2027-001", "FND-2026-001"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer; PostgreSQL is where they meet")
def test_two_at_once_get_different_numbers():
    given_out = []

    def take() -> None:
        given_out.append(next_reference("ACT", 2026))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(Counter(given_out).values()) == 1
    assert len(given_out) == 8
