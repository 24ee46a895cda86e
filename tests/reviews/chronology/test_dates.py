"""What a written date means in a chronology: British order, uncertain kept as uncertain, nothing guessed silently."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.chronology.dates import Unreadable, When, read_when

TODAY = date(2026, 3, 10)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2026, 2, 1))


def read(text):
    return read_when(text, today=TODAY)


def day(year, month, number):
    return date(year, month, number)


@pytest.mark.parametrize(
    "written",
    [
        "3 March 2024", "03/03/2024", "3/3/24", "03.03.24", "3-3-2024", "2024-03-03", "3rd March 2024", "Sun 3 Mar 24",
        "Sunday, 3rd of March 2024", "03032024", "3 Mar. 2024", "March 3, 2024", "45354", "03-Mar-24",
        " 3 march 2024. ", "3 March 2024 pm", "2024-03-03 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_a_day_however_it_is_written(written):
    found = read(written)

    assert (found.earliest, found.latest, found.is_uncertain) == (day(2024, 3, 3), day(2024, 3, 3), False)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("3 March 2024 at 2.30pm", time(14, 30)),
        ("03/03/2024 14:30", time(14, 30)),
        ("3/3/24 1430hrs", time(14, 30)),
        ("2024-03-03 14:30:00", time(14, 30)),
        ("2024-03-03T14:30:00", time(14, 30)),
        ("03.03.24, 9am", time(9)),
        ("3 March 2024 14:30-15:00", time(14, 30)),
    ],
)
def test_a_day_may_have_a_time(written, at):
    found = read(written)

    assert (found.earliest, found.at) == (day(2024, 3, 3), at)


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("March 2024", day(2024, 3, 1), day(2024, 3, 31)),
        ("03/2024", day(2024, 3, 1), day(2024, 3, 31)),
        ("2019", day(2019, 1, 1), day(2019, 12, 31)),
        ("circa 2019", day(2019, 1, 1), day(2019, 12, 31)),
        ("2018-2019", day(2018, 1, 1), day(2019, 12, 31)),
        ("3-5 March 2024", day(2024, 3, 3), day(2024, 3, 5)),
        ("3rd – 5th March 2024", day(2024, 3, 3), day(2024, 3, 5)),
        ("28 December - 3 January 2024", day(2023, 12, 28), day(2024, 1, 3)),
        ("between 3 and 5 March 2024", day(2024, 3, 3), day(2024, 3, 5)),
        ("03/03/24 - 05/03/24", day(2024, 3, 3), day(2024, 3, 5)),
        ("3/3 to 5/3/2024", day(2024, 3, 3), day(2024, 3, 5)),
        ("March to May 2024", day(2024, 3, 1), day(2024, 5, 31)),
        ("w/c 4/3/24", day(2024, 3, 4), day(2024, 3, 10)),
        ("week ending 10 March 2024", day(2024, 3, 4), day(2024, 3, 10)),
        ("early March 2024", day(2024, 3, 1), day(2024, 3, 10)),
        ("mid-March 2024", day(2024, 3, 11), day(2024, 3, 20)),
        ("late March 2024", day(2024, 3, 21), day(2024, 3, 31)),
        ("end of 2023", day(2023, 9, 1), day(2023, 12, 31)),
        ("Spring 2023", day(2023, 3, 1), day(2023, 5, 31)),
        ("Winter 2023/24", day(2023, 12, 1), day(2024, 2, 29)),
        ("Q1 2024", day(2024, 1, 1), day(2024, 3, 31)),
        ("2023/24", day(2023, 4, 1), day(2024, 8, 31)),
        ("approx 10 March 2024", day(2024, 3, 7), day(2024, 3, 13)),
        ("10 March 2024?", day(2024, 3, 7), day(2024, 3, 13)),
    ],
)
def test_an_uncertain_date_keeps_its_whole_range(written, earliest, latest):
    found = read(written)

    assert (found.earliest, found.latest, found.is_uncertain) == (earliest, latest, True)


def test_a_day_that_its_month_does_not_have_is_kept_as_the_month_and_says_so():
    found = read("30/02/2024")

    assert (found.earliest, found.latest) == (day(2024, 2, 1), day(2024, 2, 29))
    assert "There is no 30 February 2024" in found.note


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("03/25/2024", "no month 25"),
        ("32/01/2024", "no such day"),
        ("0/1/2024", "no such day"),
        ("12/03", "year is missing"),
        ("3 March", "year is missing"),
        ("unknown", "not a date"),
        ("ongoing", "not a date"),
        ("=A1+1", "not a date"),
        ("3 March 2042", "future"),
        ("3 March 1203", "year must be"),
        ("5 March 2024 - 3 March 2024", "not a date"),
        ("2023/27", "not a date"),
        ("x" * 500, "too long"),
    ],
)
def test_what_cannot_be_read_says_why(written, why):
    with pytest.raises(Unreadable) as refusal:
        read(written)

    assert why in str(refusal.value)


def test_two_figures_of_a_year_are_never_far_ahead():
    assert read("12/5/98").earliest == day(1998, 5, 12)
    assert read("12/5/25").earliest == day(2025, 5, 12)


@given(DAYS, DAYS, st.none() | st.times(max_value=time(23, 59)))
def test_what_is_written_out_is_read_back_as_the_same(one, other, at):
    first, last = sorted((one, other))
    at = at.replace(second=0, microsecond=0) if at else None
    for when in (When(first, first, at), When(first, last), When(first, first + timedelta(days=6))):
        assert read(str(when)) == when


@given(DAYS)
def test_the_day_always_comes_first(one):
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        assert read(one.strftime(form)).earliest == one


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-z/.\- ]{1,20}", fullmatch=True))
def test_any_text_is_read_within_its_range_or_refused(text):
    try:
        found = read(text)
    except Unreadable:
        return
    assert found.earliest <= found.latest
    assert found.earliest <= TODAY


@given(st.lists(DAYS, min_size=2, max_size=12))
def test_rows_stand_by_their_earliest_day_then_by_their_latest(days):
    rows = [When(one, one + timedelta(days=number % 3 * 10)) for number, one in enumerate(days)]

    ordered = sorted(rows, key=lambda row: row.order)

    assert [(row.earliest, row.latest) for row in ordered] == sorted((row.earliest, row.latest) for row in rows)
