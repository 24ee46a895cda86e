"""The dates of the year plan: each rule held against a second calculation, over forty years."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp.deadlines.calendar import Calendar, Days, WorkingDaysBefore
from home.year_plan.catalogue import CATALOGUE
from home.year_plan.rules import (
    MONTHS,
    Counted,
    FirstWorkingDay,
    KnownDays,
    LastWorkingDay,
    On,
    first_of,
    last_of,
)

YEARS = st.integers(2018, 2060)
ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2018, 2063))
LEAP_YEARS = (2023, 2027)


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in ENGLAND


@given(year=YEARS, month=st.sampled_from(MONTHS))
def test_the_last_working_day_is_one_and_none_comes_after_it_in_its_month(year, month):
    day = LastWorkingDay(month).day(year, Calendar())

    assert day.month == month
    assert works(day)
    later = [day + timedelta(days=n) for n in range(1, (last_of(year, month) - day).days + 1)]
    assert not any(works(each) for each in later)


@given(year=YEARS, month=st.sampled_from(MONTHS))
def test_the_first_working_day_is_one_and_none_comes_before_it_in_its_month(year, month):
    day = FirstWorkingDay(month).day(year, Calendar())

    assert day.month == month
    assert works(day)
    assert not any(works(first_of(year, month) + timedelta(days=n)) for n in range((day - first_of(year, month)).days))


@given(year=YEARS)
def test_the_march_meeting_is_a_working_day_in_the_first_half_of_march(year):
    day = CATALOGUE["single-agency-meeting"].rule(1).day(year, Calendar())

    assert (day.year, day.month) == (year + 1, 3)
    assert 10 <= day.day <= 15
    assert works(day)


@given(year=YEARS)
def test_every_fixed_point_of_every_year_lies_in_its_year(year):
    for entry in CATALOGUE.values():
        for rule in entry.days:
            assert first_of(year, 4) <= rule.day(year, Calendar()) <= last_of(year, 3), (entry.key, year)


@given(year=YEARS)
def test_what_follows_lies_as_far_from_what_it_is_counted_from_as_its_rule_says(year):
    days = {key: [rule.day(year, Calendar()) for rule in entry.days] for key, entry in CATALOGUE.items()}

    assert days["s11-returned"][0] - days["s11-sent"][0] == timedelta(weeks=8)
    assert days["s11-moderated"][0] - days["s11-returned"][0] == timedelta(weeks=4)
    assert days["s11-panel"][0] - days["s11-returned"][0] == timedelta(weeks=8)
    assert days["report-sent"][0] - days["report-published"][0] == timedelta(days=7)
    for draft, out in zip(days["update-draft"], days["update-published"], strict=True):
        assert sum(works(draft + timedelta(days=n)) for n in range(1, (out - draft).days + 1)) == 5


@pytest.mark.parametrize("year", LEAP_YEARS)
def test_a_leap_year_has_its_last_working_day_in_february(year):
    assert LastWorkingDay(2).day(year, Calendar()) == date(year + 1, 2, 29)


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [
        (2025, 2, date(2026, 3, 31)),
        (2026, 1, date(2026, 9, 30)),
        (2026, 2, date(2027, 3, 31)),
        (2027, 1, date(2027, 9, 30)),
        (2027, 2, date(2028, 3, 31)),
        (2028, 1, date(2028, 9, 29)),
    ],
)
def test_the_updates_are_published_on_the_days_that_are_known(year, number, expected):
    assert CATALOGUE["update-published"].rule(number).day(year, Calendar()) == expected


@pytest.mark.parametrize(
    ("key", "number", "expected"),
    [
        ("audit-programme", 1, date(2026, 4, 30)),
        ("themes-agreed", 1, date(2026, 4, 30)),
        ("themes-reviewed", 1, date(2026, 10, 31)),
        ("audit", 1, date(2026, 6, 30)),
        ("audit", 3, date(2026, 12, 31)),
        ("audit", 4, date(2027, 3, 31)),
        ("audit", 5, date(2027, 3, 31)),
        ("single-agency-call", 1, date(2027, 1, 4)),
        ("single-agency-return", 1, date(2027, 2, 26)),
        ("single-agency-papers", 1, date(2027, 3, 8)),
        ("single-agency-meeting", 1, date(2027, 3, 15)),
        ("s11-sent", 1, date(2026, 10, 1)),
        ("schools-sent", 1, date(2026, 5, 1)),
        ("schools-returned", 1, date(2026, 7, 15)),
        ("challenge", 1, date(2026, 8, 28)),
        ("challenge", 2, date(2027, 2, 26)),
        ("update-data", 1, date(2026, 7, 31)),
        ("update-data", 2, date(2027, 1, 31)),
        ("update-cascaded", 1, date(2026, 4, 30)),
        ("update-cascaded", 2, date(2026, 10, 30)),
        ("report-data", 1, date(2026, 5, 31)),
        ("report-child-deaths", 1, date(2026, 6, 30)),
        ("report-contributions", 1, date(2026, 6, 30)),
        ("report-draft", 1, date(2026, 7, 31)),
        ("report-agreed", 1, date(2026, 8, 31)),
        ("report-published", 1, date(2026, 9, 30)),
        ("report-sent", 1, date(2026, 10, 7)),
        ("bank-holidays", 1, date(2026, 9, 1)),
        ("rules-checked", 1, date(2026, 7, 1)),
        ("rules-checked", 2, date(2027, 1, 1)),
        ("access-reviewed", 1, date(2026, 5, 29)),
    ],
)
def test_the_fixed_points_of_2026_stand_on_their_days(key, number, expected):
    assert CATALOGUE[key].rule(number).day(2026, Calendar()) == expected


def test_a_bank_holiday_of_this_installation_moves_a_working_day():
    declared = Calendar({date(2026, 9, 30): "Day of mourning"})

    assert LastWorkingDay(9).day(2026, declared) == date(2026, 9, 29)


def test_what_is_counted_once_something_is_done_waits_for_it_and_then_follows_the_real_day():
    rule = Counted(Days(7), "report-published", 1, On(30, 9), "publication", once_done=True)
    waiting, done = KnownDays(date(2026, 9, 15), None), KnownDays(date(2026, 9, 15), date(2026, 9, 20))

    assert rule.is_forecast(2026, lambda *_: waiting)
    assert rule.day(2026, Calendar(), lambda *_: waiting) == date(2026, 9, 22)
    assert not rule.is_forecast(2026, lambda *_: done)
    assert rule.day(2026, Calendar(), lambda *_: done) == date(2026, 9, 27)
    assert not rule.is_forecast(2026)
    assert not On(30, 9).is_forecast(2026)


def test_a_rule_that_counts_back_ignores_when_the_work_was_done():
    rule = Counted(WorkingDaysBefore(5), "update-published", 1, LastWorkingDay(9), "publication")
    done_early = KnownDays(date(2026, 9, 30), date(2026, 9, 1))

    assert rule.day(2026, Calendar(), lambda *_: done_early) == date(2026, 9, 23)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (On(30, 4), "30 April"),
        (FirstWorkingDay(1), "the first working day of January"),
        (LastWorkingDay(9), "the last working day of September"),
        (LastWorkingDay(3, up_to=15), "the last working day up to 15 March"),
        (CATALOGUE["report-sent"].rule(1), "7 days after publication"),
        (CATALOGUE["update-draft"].rule(1), "5 working days before publication"),
        (CATALOGUE["s11-returned"].rule(1), "8 weeks after the questions went out"),
    ],
)
def test_a_rule_says_itself_in_words(rule, words):
    assert rule.words == words
