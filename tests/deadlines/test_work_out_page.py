"""The page that works out a date: the same answer as the command, the working day by day, and plain refusals."""

import json
import re
from datetime import date, datetime, timedelta
from io import StringIO
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.deadlines.choices import Level
from escp.deadlines.clocks import Clock, Owed, WorkingDaysBefore, register
from escp.deadlines.models import LocalHoliday
from escp.deadlines.registry import CLOCKS
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db
URL = "/reports/work-out/"
LONDON = ZoneInfo("Europe/London")
RAPID_REVIEW = "reviews.rapid-review"


@pytest.fixture
def browser(client_for):
    return client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR))


def ask(browser, clock=RAPID_REVIEW, day="", month="", year="", time="", **more):
    boxes = {"start_day": day, "start_month": month, "start_year": year, "start_time": time}
    response = browser.get(f"{URL}?{urlencode({'clock': clock, **boxes, **more}, errors='surrogatepass')}")
    assert response.status_code == 200
    return response.content.decode()


def due(page: str) -> str:
    return re.search(r'<time datetime="([^"]+)"', page)[1]


def command(clock: str, start: str) -> dict:
    out = StringIO()
    call_command("work_out", clock, start, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_answer_shows_the_date_each_day_and_who_says_so(browser):
    page = ask(browser, day="12", month="12", year="2025")

    assert due(page) == "2026-01-07"
    assert "Wednesday 7 January 2026" in page
    assert "Working day 15: 26 calendar days in all" in page
    assert re.search(r"Tuesday 6 January 2026</th><td[^>]*><strong>14</strong>", page)
    assert re.search(r"Thursday 25 December 2025</th><td[^>]*>Christmas Day – announced", page)
    assert re.search(r"Saturday 13 December 2025</th><td[^>]*>Saturday", page)
    assert "Panel guidance 2025" in page
    assert "PANEL2025" in page


def test_if_the_first_day_counted_the_date_would_be_a_working_day_earlier_and_that_is_not_the_rule(browser):
    page = ask(browser, clock="reviews.notify-panel", day="17", month="4", year="2025")

    assert due(page) == "2025-04-28"
    assert "<strong>Friday 25 April 2025</strong>. That is not the rule" in page


def test_a_month_clock_says_which_working_day_to_aim_for_and_has_no_safe_line(browser):
    page = ask(browser, clock="reviews.lcspr", day="31", month="8", year="2025")

    assert due(page) == "2026-02-28"
    assert "Aim for Friday 27 February 2026" in page
    assert "That is not the rule" not in page


def test_an_expected_bank_holiday_is_told_from_an_announced_one(browser):
    expected = ask(browser, clock="reviews.notify-panel", day="20", month="12", year="2040")
    LocalHoliday.objects.create(day=date(2027, 6, 7), title="Day of thanks", source="Proclamation")
    told = ask(browser, clock="reviews.notify-panel", day="4", month="6", year="2027")

    assert "Christmas Day (expected, not yet announced)" in expected
    assert "is expected and not yet announced: the date can still move" in expected
    assert "Day of thanks – announced" in told


def test_a_count_backwards_is_shown_in_the_order_in_which_it_is_counted(browser):
    key = "tests.copy"
    register(
        Clock(
            key=key,
            label="Copy to the Panel",
            ask="Send the copy",
            started_by="The day of publication",
            length=WorkingDaysBefore(7),
            authority="Examples",
            level=Level.LOCAL,
            owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        )
    )
    try:
        page = ask(browser, clock=key, day="20", month="4", year="2026")
    finally:
        del CLOCKS[key]

    assert due(page) == "2026-04-09"
    assert page.index("Friday 17 April 2026") < page.index("Thursday 16 April 2026")
    assert "7 working days before the day itself" in page


def test_a_start_before_the_first_edition_says_that_none_was_in_force(browser):
    page = ask(browser, clock="reviews.notify-panel", day="2", month="3", year="2015")

    assert due(page) == "2015-03-09"
    assert "No edition of Working Together to Safeguard Children was in force then" in page
    assert command("reviews.notify-panel", "2015-03-02")["notes"]


def test_hours_need_a_time_and_days_take_one(browser):
    assert "Start must include a time, like 3pm: this clock counts hours" in ask(
        browser, clock="cdop.ncmd", day="27", month="3", year="2027"
    )
    assert due(ask(browser, clock="cdop.ncmd", day="27", month="3", year="2027", time="3pm")) == (
        "2027-03-29T16:00:00+01:00"
    )
    assert due(ask(browser, day="12", month="12", year="2025", time="11.59pm")) == "2026-01-07"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"day": "29", "month": "2", "year": "2027"}, "Start must be a real date"),
        ({"day": "31", "month": "11", "year": "2026"}, "Start must be a real date"),
        ({"day": "1", "month": "2", "year": "3000"}, "Start must have a year from 1900 to 2199"),
        ({"day": "1", "month": "2", "year": "1990"}, "Dates must lie between 2012 and 2199."),
        ({"day": "30", "month": "12", "year": "2199"}, "Dates must lie between 2012 and 2199."),
        ({"day": "1", "month": "2"}, "Start must include a year"),
        ({}, "Enter start"),
        ({"time": "9am"}, "Start must include a date"),
        ({"clock": "no.such", "day": "1", "month": "2", "year": "2026"}, "Select clock"),
        ({"clock": "actionplans.action-due", "day": "1", "month": "2", "year": "2026"}, "Select clock"),
        ({"day": "28", "month": "3", "year": "2027", "time": "1.30am"}, "the clocks went forward then"),
        ({"day": "a\x00b", "month": "9" * 400, "year": "\ud800"}, "govuk-error-summary"),
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "replace").decode() if isinstance(value, dict) else "",
)
def test_a_question_that_has_no_answer_is_refused_in_plain_words(browser, asked, said):
    page = ask(browser, **asked)

    assert "govuk-error-summary" in page
    assert said in page
    assert "<time" not in page


def test_the_first_visit_asks_and_groups_the_clocks_by_who_says_so(browser):
    page = browser.get(URL).content.decode()

    assert "govuk-error-summary" not in page
    assert '<optgroup label="Statutory guidance">' in page
    assert page.index('label="Statutory guidance"') < page.index('label="Local framework"')
    assert "actionplans.action-due" not in page


def test_reports_lead_to_it_for_everyone(browser):
    assert f'href="{reverse("deadlines:work-out")}"' in browser.get(reverse("home:reports")).content.decode()


def starts() -> list[datetime]:
    """Days that are hard: ends of months, leap days, weekends, holidays, both changes of the clocks."""
    hard = [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2025, 12, 24), date(2024, 2, 28)]
    every = [date(2015, 1, 1) + timedelta(days=1117 * n) for n in range(8)]
    return [datetime(day.year, day.month, day.day, 15, 30, tzinfo=LONDON) for day in (*hard, *every)]


@pytest.mark.no_cover
def test_the_page_and_the_command_agree_for_every_clock_and_many_starts(browser):
    tried = 0
    for number, clock in enumerate(clock for clock in CLOCKS.values() if clock.length):
        # In turn, so that each hard day meets every third clock.
        for start in starts()[number % 3 :: 3]:
            day = {"day": start.day, "month": start.month, "year": start.year}
            page = ask(browser, clock=clock.key, **day, time="15:30" if clock.length.exact else "")
            written = start.isoformat() if clock.length.exact else start.date().isoformat()
            answer = command(clock.key, written)
            assert due(page) == answer["due"], (clock.key, start)
            assert len(re.findall(r"<strong>\d+</strong>", page)) == len(answer["steps"])
            assert page.count('scope="row"') == (len(answer["steps"]) + len(answer["skipped"]) + 1) * bool(
                answer["steps"]
            )
            assert bool(answer["safe"]) == ("That is not the rule" in page)
            tried += 1
    print(f"{tried} questions")  # noqa: T201
    assert tried >= 100
