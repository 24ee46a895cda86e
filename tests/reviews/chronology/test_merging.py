"""Duplicates offered, gaps and silence shown: what is uncertain stays so."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reviews.chronology.merging import Entry, duplicates, gaps, silences

KEYS = iter(range(1, 100_000))


def entry(first, agency="Police", text="A visit to the home at night", last=None, key=None):
    return Entry(key or next(KEYS), agency, first, last or first, None, text)


def day(month, number=1):
    return date(2024, month, number)


def test_the_same_day_in_similar_words_is_offered_between_agencies_and_within_one():
    one = entry(day(3), "Police", "Police called to the home by a neighbour who heard shouting")
    other = entry(day(3), "Health", "Notified that police were called to the home; neighbour heard shouting")
    within = entry(day(3), "Police", "Called to the home by neighbour. Shouting heard.")

    assert duplicates([other, within, one]) == [(one, other), (one, within), (other, within)]


def test_other_days_and_other_words_are_not_offered():
    assert not duplicates([entry(day(3)), entry(day(4))])
    assert not duplicates(
        [entry(day(3), text="Seen at school by nurse"), entry(day(3), text="Housing officer wrote letter")]
    )
    assert not duplicates([entry(day(3), text="Visit"), entry(day(3), text="Call")])


def test_a_pair_that_is_settled_is_not_offered_again():
    one, other = entry(day(3)), entry(day(3))

    assert duplicates([one, other]) == [(one, other)]
    assert not duplicates([one, other], {(one.key, other.key)})


def test_a_time_without_any_record_is_a_gap_with_its_first_and_last_day():
    (gap,) = gaps([entry(day(3, 1)), entry(day(5, 1)), entry(day(5, 20))], 4)

    assert (gap.first, gap.last, gap.weeks) == (day(3, 2), day(4, 30), 8)


def test_the_weeks_themselves_are_no_gap_yet():
    first = day(3, 1)

    assert not gaps([entry(first), entry(first + timedelta(days=29))], 4)
    assert gaps([entry(first), entry(first + timedelta(days=30))], 4)


def test_a_long_event_covers_its_days_and_a_vague_one_is_named_but_closes_nothing():
    events = [entry(day(3)), entry(day(5))]

    assert not gaps([*events, entry(day(3, 20), last=day(4, 10))], 4)
    (gap,) = gaps([*events, entry(day(1), last=date(2024, 12, 31))], 4)
    assert gap.uncertain == 1


def test_an_agency_that_knew_the_child_and_falls_silent_while_others_record_is_shown():
    rows = [entry(day(1), "Health"), *(entry(day(month, 5), "Police") for month in (2, 3, 4)), entry(day(5), "Health")]

    (silence,) = [one for one in silences(rows, 4) if one.agency == "Health"]
    assert (silence.first, silence.last, silence.others, silence.recorded) == (day(1, 2), day(4, 30), ("Police",), 3)


def test_a_silence_lasts_to_the_end_of_what_others_recorded():
    rows = [entry(day(1), "Health"), *(entry(day(month, 5), "Police") for month in (2, 3, 4))]

    (silence,) = [one for one in silences(rows, 4) if one.agency == "Health"]
    assert silence.last == day(4, 5)


def test_it_is_no_silence_where_others_hardly_record_or_before_the_agency_knew_the_child():
    assert not silences([entry(day(1), "Health"), entry(day(3), "Police"), entry(day(5), "Health")], 4)
    rows = [*(entry(day(month), "Police") for month in (1, 2, 3)), entry(day(5), "Health")]
    assert not [one for one in silences(rows, 6) if one.agency == "Health"]
    assert not silences([], 4)


@given(st.lists(st.dates(date(2020, 1, 1), date(2025, 1, 1)), max_size=30), st.integers(1, 20))
def test_no_record_stands_in_a_gap(days, weeks):
    rows = [entry(one, key=number + 1) for number, one in enumerate(days)]

    for gap in gaps(rows, weeks):
        assert not [row for row in rows if gap.first <= row.earliest <= gap.last]
        assert (gap.last - gap.first).days + 1 > weeks * 7
