"""People type dates and times in many ways; all of them mean one day."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp.ui.dates import MONTHS, Unreadable, read_date, read_time

TODAY = date(2026, 1, 10)
THE_SIXTH = date(2026, 3, 6)


@pytest.mark.parametrize(
    "boxes",
    [
        ("6", "3", "2026"),
        ("06", "03", "26"),
        ("6", "March", "2026"),
        ("6th", "mar", "26"),
        ("6 3 26", "", ""),
        ("06/03/2026", "", ""),
        ("6.3.2026", "", ""),
        ("6-3-26", "", ""),
        ("6 March 2026", "", ""),
        ("6 Mar 2026", "", ""),
        ("6th March, 2026", "", ""),
        ("Friday 6 March 2026", "", ""),
        ("2026-03-06", "", ""),
        ("2026-03-06T09:30", "", ""),
        ("6 March", "", "2026"),
        ("6 March", "", ""),
        (" 6 ", " 3 ", " 2026 "),
    ],
)
def test_every_usual_way_of_writing_a_date_is_understood(boxes):
    assert read_date(*boxes, today=TODAY) == THE_SIXTH


def test_a_day_and_month_in_words_mean_the_nearest_one():
    assert read_date("28 December", "", "", today=TODAY) == date(2025, 12, 28)


def test_september_has_two_short_names():
    assert read_date("1", "sept", "2026", today=TODAY) == read_date("1", "sep", "2026", today=TODAY) == date(2026, 9, 1)


def test_empty_boxes_are_no_date():
    assert read_date("", " ", "", today=TODAY) is None


@pytest.mark.parametrize(
    ("boxes", "problem", "parts"),
    [
        (("6", "3", ""), "include a year", ("year",)),
        (("", "3", "2026"), "include a day", ("day",)),
        (("6", "", ""), "include a month and a year", ("month", "year")),
        (("6/3", "", ""), "include a year", ("year",)),
        (("31", "2", "2026"), "be a real date", ("day", "month", "year")),
        (("29", "2", "2026"), "be a real date", ("day", "month", "year")),
        (("32", "1", "2026"), "be a real date", ("day",)),
        (("1", "13", "2026"), "be a real date", ("month",)),
        (("1", "Smarch", "2026"), "be a real date", ("month",)),
        (("1", "ma", "2026"), "be a real date", ("month",)),
        (("x", "1", "2026"), "be a real date", ("day",)),
        (("1", "1", "202"), "include a year with 4 numbers, like 2026", ("year",)),
        (("1", "1", "1066"), "have a year from 1900 to 2199", ("year",)),
        (("٦", "٣", "٢٠٢٦"), "be a real date", ("day",)),
        (("31 February", "", ""), "be a real date", ("day", "month")),
        (("1 2 3 4", "", ""), "be a real date", ("day", "month", "year")),
        (("9" * 5000, "1", "2026"), "be a real date", ("day", "month", "year")),
    ],
)
def test_what_cannot_be_a_date_says_what_is_wrong_and_in_which_box(boxes, problem, parts):
    with pytest.raises(Unreadable) as refusal:
        read_date(*boxes, today=TODAY)

    assert (refusal.value.problem, refusal.value.parts) == (problem, parts)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9.30am", time(9, 30)),
        ("9:30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9 30 am", time(9, 30)),
        ("14:00", time(14, 0)),
        ("14.05", time(14, 5)),
        ("2pm", time(14, 0)),
        ("2.15 p.m.", time(14, 15)),
        ("12am", time(0, 0)),
        ("12pm", time(12, 0)),
        ("noon", time(12, 0)),
        ("Midnight", time(0, 0)),
        ("1430hrs", time(14, 30)),
        ("09:30:00", time(9, 30)),
        ("", None),
    ],
)
def test_every_usual_way_of_writing_a_time_is_understood(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["9", "25:00", "9:75", "13pm", "0am", "soon", "9.30am!", "\x00"])
def test_what_cannot_be_a_time_says_so(typed):
    with pytest.raises(Unreadable, match="include a real time"):
        read_time(typed)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["/", " ", ".", "-"]))
def test_any_day_of_this_century_comes_back_from_every_form(day, mark):
    forms = [
        (str(day.day), str(day.month), str(day.year)),
        (str(day.day), MONTHS[day.month - 1][:3].upper(), f"{day:%y}"),
        (mark.join([str(day.day), str(day.month), f"{day:%y}"]), "", ""),
        (day.isoformat(), "", ""),
    ]

    assert {read_date(*boxes, today=TODAY) for boxes in forms} == {day}


@given(st.text(max_size=60), st.text(max_size=12), st.text(max_size=12))
def test_no_text_at_all_breaks_the_reading(day, month, year):
    try:
        read_date(day, month, year, today=TODAY)
        read_time(day)
    except Unreadable as refusal:
        assert refusal.parts  # noqa: PT017
