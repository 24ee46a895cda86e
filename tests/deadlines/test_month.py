"""The month as a page: every deadline on its day, holidays named, and any address answered with some month."""

import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
import time_machine

from escp.access.roles import RoleKey
from escp.deadlines.choices import Level
from escp.deadlines.clocks import Hours
from escp.deadlines.models import LocalHoliday
from escp.deadlines.presenters.month import month_asked, month_for
from tests.deadlines.records import a_person, a_record, declare

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)
NOW = datetime(2026, 1, 2, 10, tzinfo=UTC)
TODAY = date(2026, 1, 2)


class Cells(HTMLParser):
    """What each day's cell says, by its date."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.day = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "time":
            self.day = dict(attributes).get("datetime", "")
        elif tag == "td":
            self.day = ""

    def handle_data(self, data):
        if self.day:
            self.found[self.day] = f"{self.found.get(self.day, '')} {data}"

    def says(self, day: str) -> str:
        return " ".join(self.found[day].split())


def shown(client, query: str = "") -> str:
    return client.get(f"/calendar/{query}").content.decode()


def month_on(person, query: str, client_for) -> Cells:
    with time_machine.travel(NOW, tick=False):
        return Cells(shown(client_for(person), query))


def test_a_deadline_stands_on_its_day_with_who_says_so_and_leads_to_its_record(clock, client_for):
    manager = a_person()
    record = a_record(SENT)
    with time_machine.travel(NOW, tick=False):
        page = shown(client_for(manager))

    reference = f"EX-{record.pk:05}"
    assert Cells(page).says("2026-01-07") == (
        f"Wednesday 7 January Send the example to the National Panel: {reference} National Panel guidance"
    )
    assert f'href="/r/{reference}/"' in page
    assert "You owe 1 thing in January 2026." in page


def test_today_weekends_and_bank_holidays_are_marked_in_words(clock, client_for):
    LocalHoliday.objects.create(day=date(2026, 1, 5), title="Day of thanks", source="Proclamation")
    cells = month_on(a_person(), "", client_for)

    assert cells.says("2026-01-01") == "Thursday 1 January New Year’s Day"
    assert cells.says("2026-01-02") == "Friday 2 January Today"
    assert cells.says("2026-01-05") == "Monday 5 January Day of thanks"
    assert len(cells.found) == 31


def test_what_is_late_says_so_and_what_is_late_from_before_is_counted(clock, client_for):
    manager = a_person()
    a_record(SENT)
    a_record(datetime(2025, 11, 3, tzinfo=UTC))
    a_record(datetime(2025, 11, 4, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 1, 8, 10, tzinfo=UTC), tick=False):
        page = shown(client_for(manager))

    assert "Late. National Panel guidance" in Cells(page).says("2026-01-07")
    assert "2 things from before then are late" in page


def test_an_hour_and_a_local_target_say_so(connected, client_for):
    declare(length=Hours(24), level=Level.LOCAL)
    manager = a_person()
    a_record(datetime(2026, 1, 12, 16, 30, tzinfo=UTC))

    assert "By 4.30pm. Local target" in month_on(manager, "", client_for).says("2026-01-13")


def test_others_deadlines_are_not_in_it(clock, client_for):
    a_record(SENT)
    with time_machine.travel(NOW, tick=False):
        page = shown(client_for(a_person(RoleKey.PIG_MEMBER)))

    assert "You owe nothing in January 2026." in page
    assert "EX-" not in page


def test_the_months_before_and_after_are_one_link_away(clock, client_for):
    with time_machine.travel(NOW, tick=False):
        client = client_for(a_person())
        page, past = shown(client), shown(client, "?month=2024-02")

    assert re.findall(r'href="\?month=([0-9-]+)"', page) == ["2025-12", "2026-02"]
    assert "This month" not in page
    assert re.findall(r'href="\?month=([0-9-]+)"', past) == ["2024-01", "2024-03"]
    assert "This month" in past
    assert "2024-02-29" in Cells(past).found


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "2011-12", "2200-01", "0000-01", "9999-99", "2026-1", "२०२६-०१", "2026-01-01",
     "-1", "2026-01\n", "x" * 100_000, "\x00", "'; DROP TABLE x"],
)  # fmt: skip
def test_a_month_that_is_no_month_is_this_month(clock, client_for, text):
    assert month_asked(text, TODAY) == date(2026, 1, 1)
    with time_machine.travel(NOW, tick=False):
        answer = client_for(a_person()).get("/calendar/", {"month": text})
    assert answer.status_code == 200
    assert "January 2026" in answer.content.decode()


def test_the_calendar_begins_and_ends_and_leads_no_further(clock, client_for):
    client = client_for(a_person())

    assert re.findall(r'href="\?month=([0-9-]+)"', shown(client, "?month=2012-01")) == ["2012-02"]
    assert re.findall(r'href="\?month=([0-9-]+)"', shown(client, "?month=2199-12")) == ["2199-11"]


def test_weeks_begin_on_monday_and_hold_seven_days(clock):
    person = a_person()
    for months in range(30):
        day = TODAY + timedelta(days=31 * months)
        month = month_for(person, f"{day:%Y-%m}", NOW)
        assert {len(week.days) for week in month.weeks} == {7}
        days = [day for week in month.weeks for day in week.days if day]
        assert {week.days[0].day.weekday() for week in month.weeks if week.days[0]} == {0}
        assert [each.day.day for each in days] == list(range(1, len(days) + 1))


def test_the_page_is_a_table_that_can_be_read_aloud(clock, client_for):
    page = shown(client_for(a_person()), "?month=2026-01")

    assert re.search(r"<caption[^>]*>January 2026</caption>", page)
    assert re.findall(r'<th scope="col"[^>]*>(\w+)</th>', page) == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]  # fmt: skip


def test_the_month_can_be_found(clock, client_for):
    client = client_for(a_person())

    assert 'href="/calendar/"' in client.get("/").content.decode()
    assert 'href="/calendar/"' in client.get("/reports/").content.decode()
    assert 'href="/accounts/calendar/"' in shown(client)
