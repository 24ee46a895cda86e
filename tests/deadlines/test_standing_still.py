"""Counting while a clock stands still: held against a second way of counting, day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp.deadlines.calendar import (
    Calendar,
    Days,
    Hours,
    Months,
    OutOfRangeError,
    Standstill,
    Weeks,
    WorkedOut,
    WorkingDays,
    WorkingDaysBefore,
)

CALENDAR = Calendar()
DAY = timedelta(days=1)


def still(first: date, last: date, why: str = "A court order.") -> Standstill:
    return Standstill(first, last, why)


# Both changes of the clocks, leap years and the turn of the year lie within.
starts = st.dates(date(2023, 1, 1), date(2029, 12, 31))
lengths = st.one_of(
    st.integers(0, 30).map(WorkingDays),
    st.integers(0, 90).map(Days),
    st.integers(0, 12).map(Weeks),
    st.integers(0, 14).map(Months),
)


@st.composite
def pauses_after(draw, start: date) -> list[Standstill]:
    """Up to four pauses that do not overlap, the first on the start or later."""
    found, day = [], start
    for _ in range(draw(st.integers(0, 4))):
        first = day + timedelta(days=draw(st.integers(0, 60)))
        last = first + timedelta(days=draw(st.integers(0, 90)))
        found.append(still(first, last))
        day = last + DAY
    return found


def day_by_day(start: date, length, pauses: list[Standstill]) -> date:
    """Walk from the start a day at a time, and count down on each day that counts."""
    paused = {p.first + timedelta(days=n) for p in pauses for n in range(p.days)}
    if isinstance(length, WorkingDays):
        left, day = length.number, start
        if not left:
            while not CALENDAR.is_working_day(day) or day in paused:
                day += DAY
            return day
        while left:
            day += DAY
            left -= CALENDAR.is_working_day(day) and day not in paused
        return day
    left, day = (length.count(start, CALENDAR).due_on - start).days, start
    while left:
        day += DAY
        left -= day not in paused
    return day


@given(st.data())
def test_a_due_date_with_pauses_is_that_of_counting_day_by_day(data):
    start, length = data.draw(starts), data.draw(lengths)
    pauses = data.draw(pauses_after(start))

    assert length.count(start, CALENDAR, pauses).due_on == day_by_day(start, length, pauses)


@given(st.data())
def test_standing_still_never_makes_a_date_earlier(data):
    start, length = data.draw(starts), data.draw(lengths)
    pauses = data.draw(pauses_after(start))
    due = [length.count(start, CALENDAR, pauses[:number]).due_on for number in range(len(pauses) + 1)]

    assert due == sorted(due)


@given(st.data())
def test_what_was_worked_out_with_pauses_can_be_kept_and_read_back(data):
    start, length = data.draw(starts), data.draw(lengths)
    worked = length.count(start, CALENDAR, data.draw(pauses_after(start)))

    assert WorkedOut.from_data(worked.as_data()) == worked


def test_a_row_from_before_clocks_could_stand_still_is_read():
    data = WorkingDays(5).count(date(2026, 3, 2), CALENDAR).as_data()
    del data["paused"]

    assert WorkedOut.from_data(data).paused == ()


def test_a_working_day_that_is_not_counted_says_why_and_a_saturday_stays_a_saturday():
    worked = WorkingDays(3).count(date(2026, 3, 5), CALENDAR, [still(date(2026, 3, 6), date(2026, 3, 9))])

    assert worked.due_on == date(2026, 3, 12)
    assert [(skip.day.day, skip.why) for skip in worked.skipped] == [
        (6, "the clock stood still. A court order."),
        (7, "Saturday"),
        (8, "Sunday"),
        (9, "the clock stood still. A court order."),
    ]


@pytest.mark.parametrize(
    ("length", "start", "pauses", "due"),
    [
        # Across the spring change of the clocks, and across the autumn one: days are days.
        (Days(10), date(2026, 3, 25), [still(date(2026, 3, 28), date(2026, 3, 30))], date(2026, 4, 7)),
        (Days(10), date(2026, 10, 20), [still(date(2026, 10, 25), date(2026, 10, 25))], date(2026, 10, 31)),
        # A leap day inside, one as the end, one as the pause.
        (Months(1), date(2028, 1, 31), [], date(2028, 2, 29)),
        (Months(1), date(2028, 1, 31), [still(date(2028, 2, 29), date(2028, 2, 29))], date(2028, 3, 1)),
        (Months(12), date(2028, 2, 29), [still(date(2029, 2, 28), date(2029, 2, 28))], date(2029, 3, 1)),
        # The end runs into a second pause, and is moved by that one too.
        (
            Days(10),
            date(2026, 6, 1),
            [still(date(2026, 6, 10), date(2026, 6, 14)), still(date(2026, 6, 16), date(2026, 6, 20))],
            date(2026, 6, 21),
        ),
        # A pause after the end, and one on the day of the start, leave the date as it is.
        (Days(10), date(2026, 6, 1), [still(date(2026, 6, 12), date(2026, 6, 20))], date(2026, 6, 11)),
        (Days(10), date(2026, 6, 1), [still(date(2026, 6, 1), date(2026, 6, 1))], date(2026, 6, 11)),
    ],
)
def test_worked_examples(length, start, pauses, due):
    assert length.count(start, CALENDAR, pauses).due_on == due


def test_a_pause_that_was_given_out_of_order_is_put_in_order():
    first, second = still(date(2026, 6, 10), date(2026, 6, 14)), still(date(2026, 6, 16), date(2026, 6, 20))

    assert Days(10).count(date(2026, 6, 1), CALENDAR, [second, first]).paused == (first, second)


@pytest.mark.parametrize("length", [Hours(24), WorkingDaysBefore(7)])
def test_hours_and_days_before_a_plan_never_stand_still(length):
    with pytest.raises(ValueError, match="never stands still"):
        length.count(datetime(2026, 3, 2, tzinfo=UTC), CALENDAR, [still(date(2026, 3, 2), date(2026, 3, 3))])


def test_a_pause_ends_on_its_first_day_at_the_earliest():
    with pytest.raises(ValueError, match="before it stands still"):
        still(date(2026, 3, 3), date(2026, 3, 2))


def test_a_pause_past_all_calendars_is_out_of_range():
    with pytest.raises(OutOfRangeError):
        WorkingDays(5).count(date(2199, 1, 1), CALENDAR, [still(date(2199, 1, 2), date(2199, 12, 31))])
