"""How the statutory deadlines were kept: every figure worked by hand, on the page, in the spreadsheet, on paper."""

import io
import subprocess
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import pairwise
from unittest import mock

import openpyxl
import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState, LateReason
from escp.deadlines.models import Deadline, Lateness
from escp.partnership.models import Case
from escp.reports.models import Paper
from home.compliance import papers, periods, presenters, queries
from home.compliance.periods import Period, reporting_year
from home.compliance.presenters import Share, report_for
from home.compliance.queries import ALL, LOCAL, STATUTORY, Tally
from tests.factories.partnership import CaseFactory, ConflictFactory, PersonFactory

pytestmark = pytest.mark.django_db

URL = "/reports/compliance/"
NOTIFY, REVIEW, ACTION = "reviews.notify-panel", "reviews.rapid-review", "actionplans.action-due"
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
YEAR = reporting_year(2026)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def duty(clock=NOTIFY, due=date(2026, 6, 10), state=DeadlineState.MET, late_by=0, reason=None, **fields):
    """Write a deadline as it would stand: its record does not matter here."""
    number = Deadline.objects.count() + 1
    end = datetime(due.year, due.month, due.day, 22, 59, tzinfo=UTC)
    stopped = {"stopped_at": end + timedelta(days=late_by) - timedelta(hours=10)} if "met" in state else {}
    values = {
        "clock": clock,
        "content_type": ContentType.objects.get_for_model(Case),
        "object_id": number,
        "label": "As it was called then",
        "ask": "Do it",
        "reference": f"SI-{number:05}",
        "statutory": clock != ACTION,
        "rule": {},
        "started_at": end - timedelta(days=7),
        "due_at": end,
        "due_on": due,
        "state": state,
        "owed_role": RoleKey.BUSINESS_MANAGER,
    }
    made = Deadline.objects.create(**values | stopped | fields)
    if reason:
        Lateness.objects.create(deadline=made, reason=reason, words="Child Willow was away", given_by=PersonFactory())
    return made


def a_year():
    """Fourteen duties of 2026–27, counted by hand in the tests, and some that do not belong to it."""
    for _ in range(5):
        duty()
    duty(state=DeadlineState.MET_LATE, late_by=3, reason=LateReason.INFORMATION)
    duty(state=DeadlineState.MET_LATE, late_by=1)
    duty(state=DeadlineState.OPEN, due=date(2026, 11, 20), reason=LateReason.STAFF)
    duty(REVIEW, due=date(2026, 4, 1))
    duty(REVIEW, due=date(2027, 3, 31), state=DeadlineState.OPEN)
    duty(REVIEW, due=date(2026, 12, 1), state=DeadlineState.PAUSED)
    duty(REVIEW, state=DeadlineState.MET_LATE, late_by=10, reason=LateReason.INFORMATION)
    duty(REVIEW, state=DeadlineState.OPEN, due=date(2026, 11, 24))
    duty(REVIEW, due=date(2026, 9, 1))
    # Not of this year, no longer owed, or no duty set by law
    duty(due=date(2026, 3, 31))
    duty(due=date(2027, 4, 1), state=DeadlineState.OPEN)
    duty(state=DeadlineState.WITHDRAWN)
    duty(ACTION, state=DeadlineState.MET_LATE, late_by=2)


def page(client, query="") -> str:
    return " ".join(unescape(client.get(f"{URL}{query}").content.decode()).split())


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


# The page


def test_the_page_shows_the_current_year_unless_asked_for_another(client_for):
    a_year()
    client = client_for(PersonFactory())

    shown = page(client)
    assert "April 2026 to March 2027" in shown
    assert "58% of 12 were met in time" in shown
    assert "cases that are closed to you" in shown
    for year in ("2026–27", "2025–26", "2024–25", "2023–24", "2022–23"):
        assert year in shown

    quarter = "?start_day=1&start_month=10&start_year=2026&end_day=31&end_month=12&end_year=2026"
    assert "2 statutory duties fell due" in page(client, quarter)
    assert "3 statutory duties" not in page(client, quarter)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("?start_day=31&start_month=2&start_year=2026&end_day=1&end_month=4&end_year=2026", "must be a real date"),
        ("?start_day=1&start_month=4&start_year=2026", "Enter the last day of the period"),
        ("?end=2026-04-01", "Enter the first day of the period"),
        (
            "?start_day=2&start_month=4&start_year=2026&end_day=1&end_month=4&end_year=2026",
            "The last day must not be before the first",
        ),
        (
            "?start_day=1&start_month=4&start_year=2001&end_day=1&end_month=4&end_year=2026",
            "The period must not be longer than 11 years",
        ),
        ("?duties=everything", "Select a valid choice"),
        ("?start=%00&end=99999999999999", "must"),
    ],
)
def test_nonsense_gives_the_forms_error_and_the_current_year(client_for, query, error):
    a_year()

    shown = page(client_for(PersonFactory()), query)

    assert "govuk-error-summary" in shown
    assert "April 2026 to March 2027" in shown
    assert "58% of 12 were met in time" in shown
    assert error in shown or error == "Select a valid choice"


def test_each_late_or_open_one_is_listed_with_its_dates_days_and_reason_but_never_in_typed_words(client_for):
    late = duty(state=DeadlineState.MET_LATE, late_by=3, reason=LateReason.INFORMATION)
    open_still = duty(state=DeadlineState.OPEN, due=date(2026, 11, 20))
    met = duty()

    shown = page(client_for(PersonFactory()))

    row = shown[shown.index(f">{late.reference}<") : shown.index(f">{open_still.reference}<")]
    for words in ("10 June 2026", "13 June 2026", "Met late", ">3<", "An agency’s information came late"):
        assert words in row, words
    rest = shown[shown.index(f">{open_still.reference}<") :]
    for words in ("20 November 2026", "Late and open", ">5<", "No reason given yet"):
        assert words in rest, words
    assert met.reference not in shown
    assert "Willow" not in shown


def test_what_was_done_late_within_the_day_is_late_by_less_than_one(client_for):
    duty(state=DeadlineState.MET_LATE, late_by=0)

    assert ">Less than one<" in page(client_for(PersonFactory()))


def test_whoever_may_not_know_of_cases_in_progress_gets_numbers_and_no_references(client_for):
    case = CaseFactory()
    hidden = duty(state=DeadlineState.MET_LATE, late_by=1, case=case)

    shown = page(client_for(PersonFactory(role=RoleKey.SCRUTINEER)))

    assert hidden.reference not in shown
    assert "0% of 1 were met in time; 1 was met late" in shown
    assert "Your role does not name cases in progress" in shown


def test_a_reference_leads_only_where_the_reader_may_go(client_for):
    known, unknown = duty(state=DeadlineState.OPEN), duty("gone.clock", state=DeadlineState.OPEN)

    shown = page(client_for(PersonFactory()))

    assert f'href="/r/{known.reference}/"' in shown
    assert f'href="/r/{unknown.reference}/"' not in shown
    assert unknown.reference in shown


def test_the_list_is_paged_in_the_database_and_the_counts_are_of_all(client_for):
    for _ in range(30):
        duty(state=DeadlineState.OPEN, due=date(2026, 11, 20))
    client = client_for(PersonFactory())

    assert page(client).count("gt-reference") == 25
    assert page(client, "?page=2").count("gt-reference") == 5
    assert "30 statutory duties fell due" in page(client, "?page=2")


def test_an_empty_period_says_so_and_draws_nothing(client_for):
    shown = page(client_for(PersonFactory()), "?duties=local")

    assert "No local target was due" in shown
    assert '<svg class="gt-chart' not in shown
    assert "Nothing to list" in shown


def test_the_chart_carries_its_numbers_in_words(client_for):
    a_year()

    shown = page(client_for(PersonFactory()))

    assert "Notify the National Panel: 5 met in time, 2 met late, 1 late and still open" in shown


# The spreadsheet


def test_the_spreadsheet_holds_numbers_as_numbers_and_every_table(client_for):
    a_year()

    answer = client_for(PersonFactory()).get(f"{URL}?format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))

    assert book.sheetnames == ["Duties", "Reasons", "Years", "Late or open"]
    rows = list(book["Duties"].values)
    assert rows[4][2:] == (
        "Fell due", "Met in time", "Met late", "Late and open", "Not yet due", "Paused", "In time, %",
        "In time, of how many",
    )  # fmt: skip
    assert rows[5][0] == "Notify the National Panel"
    assert rows[5][2:] == (8, 5, 2, 1, 0, 0, 62.5, 8)
    late = list(book["Late or open"].values)
    assert len(late) == 5 + 7
    assert {row[5] for row in late[5:]} == {3, 1, 5, 10, ""}
    assert isinstance(late[5][2], datetime)
    assert AccessLog.objects.get().action == "exported compliance"


def test_who_may_not_export_gets_the_page(client_for):
    client = client_for(PersonFactory(role=RoleKey.SCRUTINEER))

    assert client.get(f"{URL}?format=xlsx")["Content-Type"].startswith("text/html")
    assert "Export to Excel" not in page(client)


# The paper


def test_a_paper_is_asked_for_with_the_period_that_is_shown(client_for):
    client = client_for(PersonFactory())

    answer = client.post(
        reverse("home:compliance-paper"),
        {"start_day": 1, "start_month": 4, "start_year": 2025, "end_day": 31, "end_month": 3, "end_year": 2026},
    )

    paper = Paper.objects.get()
    assert answer.url == paper.get_absolute_url()
    assert paper.arguments == {"start": "2025-04-01", "end": "2026-03-31", "duties": "statutory"}
    assert paper.reference == "2025-26"


def test_a_paper_of_nonsense_leads_back_to_the_form_that_says_so(client_for):
    client = client_for(PersonFactory())

    answer = client.post(reverse("home:compliance-paper"), {"start_day": "x", "csrfmiddlewaretoken": "y"})

    assert not Paper.objects.exists()
    assert answer.url == f"{URL}?start_day=x"
    assert "govuk-error-summary" in page(client, "?start_day=x")


def read_back(file) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=file.content, capture_output=True, check=True)
    return read.stdout.decode()


def test_the_paper_says_the_same_as_the_page_and_no_childs_pseudonym():
    a_year()
    duty(state=DeadlineState.MET_LATE, late_by=1, case=CaseFactory(pseudonym="Child Yarrow"))
    reader = PersonFactory(full_name="Maple Marsh")

    file = papers.build(reader, **papers.arguments(YEAR, STATUTORY))
    text = read_back(file)

    assert file.name == "compliance-2026-27.pdf"
    assert "13 statutory duties fell due. 54% of 13 were met in time" in " ".join(text.split())
    for words in ("Notify the National Panel", "No reason given yet", "SI-00006", "2022–23", "Maple Marsh"):
        assert words in text, words
    assert "Yarrow" not in text
    assert "Willow" not in text
    assert "unknown variable" not in text


def test_the_paper_lists_no_more_than_can_be_read_and_says_how_many_are_left_out():
    for _ in range(3):
        duty(state=DeadlineState.OPEN)
    reader = PersonFactory()

    with mock.patch.object(papers, "MOST_LISTED", 2):
        given = papers.page_of(reader, presenters.report_for(reader, YEAR, STATUTORY))

    assert (len(given["rows"]), given["left_out"]) == (2, 1)


def test_the_paper_of_nothing_is_one_sheet_that_says_so():
    text = read_back(papers.build(PersonFactory(role=RoleKey.SCRUTINEER), **papers.arguments(YEAR, LOCAL)))

    assert "No local target was due" in " ".join(text.split())
    assert "Page 1 of 1" in text
