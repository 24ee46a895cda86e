"""Periods and figures as people write them. No database."""

from datetime import date

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from escp.imports.cells import Unreadable
from intelligence.choices import Frequency, Unit
from intelligence.indicators.numbers import given, worked_out
from intelligence.indicators.periods import month, quarter, read_period, year_from
from intelligence.own.columns import changes, placed

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("April 2026", "April 2026"), ("apr-26", "April 2026"), ("Sept ’25", "September 2025"),
        ("04/2026", "April 2026"), ("2026-04", "April 2026"), ("Q1 2025/26", "Q1 2025/26"),
        ("2025-26 Q4", "Q4 2025/26"), ("Quarter 2, 2025/2026", "Q2 2025/26"), ("2025/26", "2025/26"),
        ("2025–26", "2025/26"), ("01/04/2026", "Q1 2026/27"), ("2026-01-01", "Q4 2025/26"),
        ("01/05/2026", "May 2026"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(text, name):
    assert read_period(text, Frequency.QUARTERLY, TODAY).name == name


def test_a_day_begins_a_period_as_long_as_the_indicators():
    assert read_period("01/04/2025", Frequency.YEARLY, TODAY) == year_from(2025)
    assert read_period("01/05/2025", Frequency.YEARLY, TODAY) == month(2025, 5)
    assert read_period("01/04/2025", Frequency.MONTHLY, TODAY) == month(2025, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("13/2023", "names no month"), ("2023-13", "names no month"), ("Q5 2025/26", "names no quarter"),
        ("2025/27", "2025/26 would be"), ("2025/2036", "2025/26 would be"), ("2025", "is not a period"),
        ("Foo 2026", "is not a period"), ("2026-04-02", "not the first of a month"), ("2027/28", "has not begun yet"),
        ("1890/91", "lies before 1990"), ("", "is not a period"),
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_words(text, words):
    with pytest.raises(Unreadable, match=words):
        read_period(text, Frequency.QUARTERLY, TODAY)


@for_any(st.integers(1990, 2025), st.integers(1, 12), st.sampled_from(Frequency.values))
def test_every_period_is_read_back_from_its_own_name(year, number, frequency):
    for period in (month(year, number), quarter(year, (number - 1) // 3 + 1), year_from(year)):
        assert read_period(period.name, frequency, TODAY) == period
        assert period.starts_on.day == 1
        assert period.ends_on > period.starts_on


@for_any(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_percentage_lies_between_nothing_and_all(counted, whole):
    if counted > whole:
        with pytest.raises(Unreadable, match="which are fewer"):
            worked_out(counted, whole, Unit.PERCENT)
    elif whole == 0:
        assert worked_out(counted, whole, Unit.PERCENT).mark == "z"
    else:
        made = worked_out(counted, whole, Unit.PERCENT)
        assert 0 <= made.value <= 100
        assert given(made.text, str(counted), str(whole), Unit.PERCENT).value == made.value


@pytest.mark.parametrize(
    ("counted", "whole", "unit", "text"),
    [
        (1, 8, Unit.PERCENT, "12.5"), (1, 16, Unit.PERCENT, "6.3"), (45, 90_000, Unit.RATE, "5.0"),
        (300, 8, Unit.DAYS, "37.5"), (7, None, Unit.COUNT, "7"),
    ],
)  # fmt: skip
def test_a_figure_is_worked_out_to_one_decimal_place_a_half_upwards(counted, whole, unit, text):
    assert worked_out(counted, whole, unit).text == text


def test_marks_stand_in_the_place_of_numbers():
    assert given("C", "", "", Unit.COUNT).mark == "c"
    assert given("x", "1", "2", Unit.PERCENT).text == "x"


def test_what_is_counted_has_a_bound_and_must_agree_with_the_figure():
    with pytest.raises(Unreadable, match="more than can be counted"):
        given("", "3000000000", "", Unit.COUNT)
    with pytest.raises(Unreadable, match="is not what 3 makes: 3"):
        given("4", "3", "", Unit.COUNT)
    with pytest.raises(Unreadable, match="is not what 0 of 0 makes: z"):
        given("4", "0", "0", Unit.PERCENT)


def test_saved_headings_are_compared_and_placed_by_their_words():
    assert changes(["Month", "Cases"], ["cases ", "MONTH"]) == ""
    assert changes(["Month", "Cases"], ["Month", "Children"]) == "Gone: “Cases”. New: “Children”."
    assert placed([{"heading": "Cases", "column": "counted"}], ["Month", "CASES"]) == {1: "counted"}
