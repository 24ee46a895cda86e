"""How the statutory deadlines were kept, on the page, in the spreadsheet and on paper."""

import io
import subprocess
from datetime import date, datetime
from html import unescape
from unittest import mock

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState, LateReason
from escp.reports.models import Paper
from home.compliance import papers, presenters
from home.compliance.queries import LOCAL, STATUTORY
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.home.duties import NOW, YEAR, a_year, duty

pytestmark = pytest.mark.django_db

URL = "/reports/compliance/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def page(client, query="") -> str:
    return " ".join(unescape(client.get(f"{URL}{query}").content.decode()).split())


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
    assert AccessLog.objects.count() == 1


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
    assert paper.arguments == {"start": "2025-04-01", "end": "2026-03-31", "duties": "statutory", "edition": "whole"}
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


def test_the_paper_of_nothing_has_its_cover_and_contents_and_says_so():
    text = read_back(papers.build(PersonFactory(role=RoleKey.SCRUTINEER), **papers.arguments(YEAR, LOCAL)))

    assert "No local target was due" in " ".join(text.split())
    assert "Page 3 of 3" in text
