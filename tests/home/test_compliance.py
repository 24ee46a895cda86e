"""How the statutory deadlines were kept: every figure worked by hand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from escp.deadlines.choices import DeadlineState, LateReason
from home.compliance import periods, queries
from home.compliance.periods import Period, reporting_year
from home.compliance.presenters import Share, report_for
from home.compliance.queries import ALL, LOCAL, STATUTORY, Tally
from tests.factories.partnership import CaseFactory, ConflictFactory, PersonFactory
from tests.home.duties import ACTION, NOTIFY, NOW, REVIEW, YEAR, a_year, duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


# Counting


def test_each_clock_is_counted_by_how_its_duties_were_kept():
    a_year()

    kept = queries.kept_by(PersonFactory(), YEAR, STATUTORY)

    assert kept.clocks[NOTIFY] == Tally(met=5, met_late=2, late_open=1)
    assert kept.clocks[REVIEW] == Tally(met=2, met_late=1, late_open=1, to_come=1, paused=1)
    assert set(kept.clocks) == {NOTIFY, REVIEW}
    assert (kept.total.judged, kept.total.late, kept.total.total) == (12, 5, 14)


def test_late_ones_are_counted_by_reason_and_those_without_are_a_row():
    a_year()
    report = report_for(PersonFactory(), YEAR, STATUTORY)

    rows = [[str(cell) for cell in row] for row in report.reasons.rows]

    assert rows == [
        ["An agency’s information came late", "2", "0", "2", "40% of 5"],
        ["Somebody was away, or there were too few people", "0", "1", "1", "20% of 5"],
        ["No reason given yet", "1", "1", "2", "40% of 5"],
    ]
    assert [str(cell) for cell in report.reasons.total] == ["All", "3", "2", "5", "100% of 5"]


def test_the_row_without_a_reason_stays_when_every_reason_is_given():
    duty(state=DeadlineState.MET_LATE, late_by=1, reason=LateReason.MISSED)

    assert report_for(PersonFactory(), YEAR, STATUTORY).reasons.rows[-1][:4] == ("No reason given yet", 0, 0, 0)


def test_a_moment_past_its_hour_is_late_on_the_same_day():
    duty(state=DeadlineState.OPEN, due=date(2026, 11, 25), due_at=NOW - timedelta(minutes=1))
    duty(state=DeadlineState.OPEN, due=date(2026, 11, 25), due_at=NOW + timedelta(minutes=1))

    assert queries.kept_by(PersonFactory(), YEAR, STATUTORY).total == Tally(late_open=1, to_come=1)


def test_years_stand_side_by_side():
    a_year()
    duty(due=date(2023, 1, 5), state=DeadlineState.MET_LATE, late_by=1)
    report = report_for(PersonFactory(), YEAR, STATUTORY)

    assert report.by_year.columns == ("Duty", "2022–23", "2023–24", "2024–25", "2025–26", "2026–27")
    rows = {row[0]: [str(cell) for cell in row[1:]] for row in report.by_year.rows}
    assert rows["Notify the National Panel"] == ["0% of 1", "None due", "None due", "100% of 1", "63% of 8"]
    assert [str(cell) for cell in report.by_year.total[1:]][-1] == "58% of 12"


@pytest.mark.parametrize(("duties", "clocks"), [(STATUTORY, {NOTIFY}), (LOCAL, {ACTION}), (ALL, {NOTIFY, ACTION})])
def test_local_targets_are_counted_on_demand(duties, clocks):
    duty()
    duty(ACTION)

    assert set(queries.kept_by(PersonFactory(), YEAR, duties).clocks) == clocks


def test_cases_that_are_closed_to_the_reader_are_not_counted_and_not_listed():
    case = CaseFactory()
    hidden = duty(state=DeadlineState.MET_LATE, late_by=1, case=case)
    reader = PersonFactory()
    ConflictFactory(case=case, person=reader)

    assert queries.kept_by(reader, YEAR, STATUTORY).total.total == 0
    assert not queries.late_or_open_for(reader, YEAR, STATUTORY)
    assert not queries.kept_by_year(reader, 2026, STATUTORY)[2026].total.total
    assert list(queries.late_or_open_for(PersonFactory(), YEAR, STATUTORY)) == [hidden]


def test_a_clock_that_is_no_longer_declared_keeps_its_name():
    duty("gone.clock")

    report = report_for(PersonFactory(), YEAR, STATUTORY)

    assert report.by_clock.rows[0][:2] == ("As it was called then", "")


# In words


def test_the_summary_says_how_many_how_late_and_why():
    a_year()

    said = report_for(PersonFactory(), YEAR, STATUTORY).sentences

    assert said == (
        "From 1 April 2026 to 31 March 2027, 12 statutory duties fell due. 58% of 12 were met in time; "
        "3 were met late and 2 are late and still open.",
        "The reason given most often for lateness: An agency’s information came late (2 of 5). "
        "For 2 of 5 no reason has been given yet.",
        "1 is not yet due and 1 is paused.",
        "In the year before, 2025–26, 100% of 1 were met in time.",
    )


def test_the_summary_of_a_good_of_an_empty_and_of_a_coming_period():
    reader = PersonFactory()
    assert report_for(reader, YEAR, LOCAL).sentences == ("No local target was due from 1 April 2026 to 31 March 2027.",)

    duty(due=date(2026, 12, 1), state=DeadlineState.OPEN)
    assert report_for(reader, YEAR, STATUTORY).sentences == (
        "From 1 April 2026 to 31 March 2027 no statutory duty has fallen due yet.",
        "1 is not yet due.",
    )
    duty()
    assert report_for(reader, YEAR, STATUTORY).sentences[0] == (
        "From 1 April 2026 to 31 March 2027, 1 statutory duty fell due. 100% of 1 was met in time."
    )


def test_where_no_reason_is_given_the_summary_says_so():
    duty(state=DeadlineState.MET_LATE, late_by=1)
    assert "No reason has been given yet for it." in report_for(PersonFactory(), YEAR, ALL).sentences

    duty(state=DeadlineState.MET_LATE, late_by=1)
    assert (
        "No reason has been given yet for any of the 2 late ones." in report_for(PersonFactory(), YEAR, ALL).sentences
    )


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_share_is_never_rounded_to_all_or_nothing(part, missing):
    whole = part + missing
    share = Share(part, whole)

    if not whole:
        assert (share.percentage, share.exact, str(share)) == (None, None, "None due")
    else:
        assert (share.percentage == 100) == (missing == 0)
        assert (share.percentage == 0) == (part == 0)
        assert abs(share.percentage - 100 * part / whole) <= 1


# Periods


def test_a_reporting_year_runs_from_april_to_march():
    assert reporting_year(2026) == Period(date(2026, 4, 1), date(2027, 3, 31))
    assert [periods.year_of(day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [2025, 2026]
    assert (YEAR.label, YEAR.reference, YEAR.year) == ("April 2026 to March 2027", "2026-27", 2026)
    assert reporting_year(1999).reference == "1999-00"


@given(st.integers(2000, 2150))
def test_quarters_fill_the_year_without_gap_or_overlap(year):
    quarters = [quarter for _, quarter in periods.quarters_of(year)]

    assert quarters[0].start == reporting_year(year).start
    assert quarters[-1].end == reporting_year(year).end
    assert all(before.end + timedelta(days=1) == after.start for before, after in pairwise(quarters))


def test_any_other_period_is_named_by_its_days():
    period = Period(date(2026, 5, 1), date(2026, 6, 3))

    assert (period.label, period.reference, period.year) == (
        "1 May 2026 to 3 June 2026",
        "2026-05-01 to 2026-06-03",
        None,
    )
    assert periods.quarters_of(2026)[3][0] == "Q4, January to March 2027"
