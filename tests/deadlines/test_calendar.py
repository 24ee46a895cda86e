"""Counting time, held against a second source of bank holidays and a second way of counting."""

import json
import random
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO, TextIOWrapper

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from escp.deadlines import bank_holidays
from escp.deadlines.calendar import (
    LONDON,
    Calendar,
    Days,
    Hours,
    Months,
    OutOfRangeError,
    Weeks,
    WorkedOut,
    WorkingDays,
    WorkingDaysBefore,
    length_from,
    london_date,
    moment,
    read_start,
)

ENGLAND = Calendar()
SECOND_SOURCE = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2061))
WORKING_DAYS = [
    day
    for day in (date(2012, 1, 1) + timedelta(days=n) for n in range(365 * 48))
    if day.weekday() < 5 and day not in SECOND_SOURCE
]
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
LATER_DAYS = st.dates(date(2013, 1, 1), date(2055, 12, 31))


def nth_working_day_after(day: date, number: int) -> date:
    return WORKING_DAYS[bisect_right(WORKING_DAYS, day) + number - 1]


def nth_working_day_before(day: date, number: int) -> date:
    return WORKING_DAYS[bisect_left(WORKING_DAYS, day) - number]


@pytest.mark.parametrize("year", range(2012, 2061))
def test_bank_holidays_agree_with_a_second_source(year):
    theirs = {day for day in SECOND_SOURCE if day.year == year and day.weekday() < 5}

    assert {day for day in bank_holidays.in_year(year) if day.weekday() < 5} == theirs


@pytest.mark.parametrize("year", [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2021, 2024, 2025, 2026, 2027, 2028])
def test_the_rule_for_years_to_come_gives_what_was_published_for_ordinary_years(year):
    expected = {holiday.day: (holiday.title, holiday.substitute) for holiday in bank_holidays.expected(year)}
    published = {
        day: (each.title, each.substitute) for day, each in bank_holidays.announced().items() if day.year == year
    }

    assert expected == published


def test_a_holiday_beyond_the_published_years_is_marked_as_expected():
    last = bank_holidays.announced_years()[1]

    assert bank_holidays.EXPECTED in (
        ENGLAND.why_not(date(last + 1, 12, 25)) or ENGLAND.why_not(date(last + 2, 12, 25))
    )


@given(LATER_DAYS, st.integers(1, 60))
def test_counting_forward_agrees_with_a_second_way_of_counting(day, number):
    assert WorkingDays(number).count(day, ENGLAND).due == nth_working_day_after(day, number)


@given(LATER_DAYS, st.integers(1, 60))
def test_counting_back_agrees_with_a_second_way_of_counting(day, number):
    assert WorkingDaysBefore(number).count(day, ENGLAND).due == nth_working_day_before(day, number)


@given(LATER_DAYS, st.integers(0, 60))
def test_every_day_between_is_either_counted_or_skipped_with_a_reason(day, number):
    worked = WorkingDays(number).count(day, ENGLAND)
    between = {worked.started_on + timedelta(days=n) for n in range(1, worked.calendar_days + 1)}
    accounted = {*worked.counted, *(skip.day for skip in worked.skipped)}

    assert len(worked.counted) == number
    assert all(skip.why for skip in worked.skipped)
    assert accounted == between or number == 0


@given(st.datetimes(datetime(2018, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)), st.integers(1, 200))
def test_hours_are_elapsed_whatever_the_clocks_do(start, hours):
    worked = Hours(hours).count(start, ENGLAND)

    assert (worked.due_at - start).total_seconds() == hours * 3600


@given(DAYS, st.integers(0, 48))
def test_months_agree_with_a_second_way_of_counting(day, months):
    worked = Months(months).count(day, ENGLAND)

    assert worked.due == day + relativedelta(months=months)
    assert worked.target is None or (worked.target < worked.due_on and ENGLAND.is_working_day(worked.target))


@given(LATER_DAYS, st.sampled_from([WorkingDays(5), Hours(24), Days(14), Weeks(6), Months(6), WorkingDays(0)]))
def test_a_working_reads_back_as_it_was_written(day, length):
    worked = length.count(day, ENGLAND)

    assert WorkedOut.from_data(json.loads(json.dumps(worked.as_data()))) == worked
    assert length_from(length.as_data()) == length


def test_an_extra_bank_holiday_of_this_installation_is_skipped_by_name():
    told = Calendar({date(2026, 6, 12): "National day of thanks"})

    worked = WorkingDays(5).count(date(2026, 6, 8), told)

    assert worked.due == date(2026, 6, 16)
    assert ("2026-06-12", "National day of thanks") in [(skip.day.isoformat(), skip.why) for skip in worked.skipped]


def test_the_day_of_an_event_late_in_the_evening_is_its_london_date():
    summer_night = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert london_date(summer_night) == date(2026, 7, 1)
    assert WorkingDays(5).count(summer_night, ENGLAND).started_on == date(2026, 7, 1)


def test_a_time_without_an_offset_is_londons():
    assert moment(read_start("2026-07-01T12:00")) == datetime(2026, 7, 1, 11, tzinfo=UTC)
    assert moment(datetime(2026, 7, 1, 12)) == datetime(2026, 7, 1, 11, tzinfo=UTC)
    assert read_start("2026-07-01") == date(2026, 7, 1)


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2200, 1, 1), date(1, 1, 1), date(9999, 12, 31)])
def test_years_that_no_calendar_covers_are_refused(day):
    for length in (WorkingDays(5), Hours(24), Months(6)):
        with pytest.raises(OutOfRangeError):
            length.count(day, ENGLAND)


def test_a_length_cannot_be_negative():
    with pytest.raises(ValueError, match="negative"):
        WorkingDays(-1)


def test_lengths_are_said_in_words():
    assert [str(length) for length in (WorkingDays(1), WorkingDays(5), Hours(24), Months(6))] == [
        "1 working day",
        "5 working days",
        "24 hours",
        "6 months",
    ]


@pytest.mark.django_db
def test_ten_thousand_random_starts_agree_with_a_second_implementation(monkeypatch):
    chance = random.Random(16)  # noqa: S311 the same starts every time
    span = int((datetime(2029, 1, 1) - datetime(2018, 1, 1)).total_seconds()) // 60
    keys = ["reviews.notify-panel", "reviews.rapid-review", "reviews.lcspr", "cdop.notification", "cdop.ncmd"]
    starts = [datetime(2018, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(span)) for _ in range(9_000)]
    starts += [change + timedelta(minutes=chance.randrange(2880)) for change in clock_changes() for _ in range(46)]
    asked = [(chance.choice(keys), start) for start in starts]
    lines = "".join(f"{key} {start.isoformat()}\n" for key, start in asked)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(lines.encode())))
    out = StringIO()

    call_command("work_out", "--stdin", stdout=out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]

    assert len(answers) == len(asked) >= 10_000
    assert [answer["due"] for answer in answers] == [second_opinion(key, start) for key, start in asked]


def clock_changes() -> list[datetime]:
    """Two days before each change of the clocks in 2018–2028."""
    changes = []
    for year in range(2018, 2029):
        for month in (3, 10):
            last = date(year, month, 31)
            sunday = last - timedelta(days=(last.weekday() + 1) % 7)
            changes.append(datetime(sunday.year, sunday.month, sunday.day, tzinfo=UTC) - timedelta(days=1))
    return changes


def second_opinion(key: str, start: datetime) -> str:
    day = start.astimezone(LONDON).date()
    if key == "reviews.notify-panel":
        return nth_working_day_after(day, 5).isoformat()
    if key == "reviews.rapid-review":
        return nth_working_day_after(day, 15).isoformat()
    if key == "reviews.lcspr":
        return (day + relativedelta(months=6)).isoformat()
    hours = {"cdop.notification": 24, "cdop.ncmd": 48}[key]
    return datetime.fromtimestamp(start.timestamp() + hours * 3600, LONDON).isoformat()
