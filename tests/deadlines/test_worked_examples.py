"""The thirty worked examples that the partnership's rules were agreed on, row by row."""

from datetime import date, datetime

import pytest

from escp.deadlines.calendar import LONDON, Calendar, Hours, Months, Weeks, WorkingDays, WorkingDaysBefore

ENGLAND = Calendar()
NOTIFICATION, RAPID_REVIEW = WorkingDays(5), WorkingDays(15)

WORKING_DAY_EXAMPLES = [
    (1, NOTIFICATION, "2025-04-16", "2025-04-25"),
    (2, NOTIFICATION, "2025-04-17", "2025-04-28"),
    (3, NOTIFICATION, "2025-04-18", "2025-04-28"),
    (4, NOTIFICATION, "2025-12-22", "2025-12-31"),
    (5, NOTIFICATION, "2025-12-24", "2026-01-05"),
    (6, NOTIFICATION, "2026-04-02", "2026-04-13"),
    (7, NOTIFICATION, "2026-05-23", "2026-06-01"),
    (8, NOTIFICATION, "2026-12-23", "2027-01-04"),
    (9, NOTIFICATION, "2026-12-26", "2027-01-05"),
    (10, NOTIFICATION, "2027-03-25", "2027-04-05"),
    (11, NOTIFICATION, "2027-12-24", "2028-01-05"),
    (12, NOTIFICATION, "2026-11-23", "2026-11-30"),
    (13, RAPID_REVIEW, "2025-04-11", "2025-05-07"),
    (14, RAPID_REVIEW, "2025-04-28", "2025-05-20"),
    (15, RAPID_REVIEW, "2025-12-12", "2026-01-07"),
    (16, RAPID_REVIEW, "2026-03-30", "2026-04-22"),
    (17, RAPID_REVIEW, "2026-05-01", "2026-05-26"),
    (18, RAPID_REVIEW, "2026-12-14", "2027-01-07"),
    (19, RAPID_REVIEW, "2027-03-22", "2027-04-14"),
    (20, RAPID_REVIEW, "2027-12-17", "2028-01-12"),
    (30, WorkingDays(15), "2025-12-15", "2026-01-08"),
]
MONTH_EXAMPLES = [
    (22, "2025-08-31", "2026-02-28", "2026-02-27", "2026-02-18"),
    (23, "2025-10-20", "2026-04-20", None, "2026-04-09"),
    (24, "2026-06-26", "2026-12-26", "2026-12-24", "2026-12-15"),
    (25, "2026-09-28", "2027-03-28", "2027-03-25", "2027-03-16"),
]


@pytest.mark.parametrize(("row", "length", "start", "due"), WORKING_DAY_EXAMPLES)
def test_working_days_end_where_the_example_says(row, length, start, due):
    worked = length.count(date.fromisoformat(start), ENGLAND)

    assert worked.due == date.fromisoformat(due)
    assert worked.due_at.astimezone(LONDON).isoformat().startswith(f"{due}T23:59:59")


def test_row_15_the_marker_days_of_a_rapid_review_over_christmas():
    counted = RAPID_REVIEW.count(date(2025, 12, 12), ENGLAND).counted

    assert [counted[n - 1] for n in (10, 12, 14)] == [date(2025, 12, 30), date(2026, 1, 2), date(2026, 1, 6)]


def test_row_20_the_whole_path_takes_26_calendar_days():
    assert RAPID_REVIEW.count(date(2027, 12, 17), ENGLAND).calendar_days == 26


def test_row_21_notified_on_the_last_day_the_review_ends_33_days_after_awareness():
    notified = NOTIFICATION.count(date(2026, 4, 2), ENGLAND).due_on
    review = RAPID_REVIEW.count(notified, ENGLAND).due_on

    assert (notified, review) == (date(2026, 4, 13), date(2026, 5, 5))
    assert (review - date(2026, 4, 2)).days == 33


@pytest.mark.parametrize(("row", "start", "due", "target", "copy"), MONTH_EXAMPLES)
def test_six_months_clip_to_the_month_and_aim_for_the_working_day_before(row, start, due, target, copy):
    worked = Months(6).count(date.fromisoformat(start), ENGLAND)
    published = worked.target or worked.due_on

    assert worked.due == date.fromisoformat(due)
    assert worked.target == (date.fromisoformat(target) if target else None)
    assert WorkingDaysBefore(7).count(published, Calendar()).due == date.fromisoformat(copy)


@pytest.mark.parametrize(
    ("row", "hours", "start", "due"),
    [
        (26, 24, "2027-03-27T15:00", "2027-03-28T16:00:00+01:00"),
        (26, 48, "2027-03-27T15:00", "2027-03-29T16:00:00+01:00"),
        (27, 24, "2026-10-24T20:00", "2026-10-25T19:00:00+00:00"),
        (27, 48, "2026-10-24T20:00", "2026-10-26T19:00:00+00:00"),
    ],
)
def test_hours_are_elapsed_hours_when_the_clocks_change(row, hours, start, due):
    worked = Hours(hours).count(datetime.fromisoformat(start).replace(tzinfo=LONDON), ENGLAND)

    assert worked.due.isoformat() == due


def test_row_28_six_weeks_do_not_move_off_a_bank_holiday_but_warn():
    worked = Weeks(6).count(date(2026, 11, 16), ENGLAND)

    assert worked.due == date(2026, 12, 28)
    assert worked.target == date(2026, 12, 24)


def test_row_29_three_months_are_calendar_months():
    worked = Months(3).count(date(2027, 3, 27), ENGLAND)

    assert worked.due == date(2027, 6, 27)


def test_each_day_passed_over_is_named():
    worked = NOTIFICATION.count(date(2025, 12, 24), ENGLAND)

    assert [(skip.day.isoformat(), skip.why) for skip in worked.skipped] == [
        ("2025-12-25", "Christmas Day"),
        ("2025-12-26", "Boxing Day"),
        ("2025-12-27", "Saturday"),
        ("2025-12-28", "Sunday"),
        ("2026-01-01", "New Year’s Day"),
        ("2026-01-03", "Saturday"),
        ("2026-01-04", "Sunday"),
    ]


def test_a_substitute_day_says_so():
    skipped = NOTIFICATION.count(date(2026, 12, 23), ENGLAND).skipped

    assert "Boxing Day (substitute day)" in [skip.why for skip in skipped]
