"""`manage.py refresh_bank_holidays`: what GOV.UK has announced since is added, all or nothing, and said."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import bank_holidays, queries
from escp.deadlines.calendar import WorkingDays
from escp.deadlines.management.commands import refresh_bank_holidays as command
from escp.deadlines.models import DeadlineMove, LocalHoliday
from home import health
from tests.deadlines.outside import outside, says
from tests.deadlines.records import a_person, a_record, the_deadline
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db
LAST = bank_holidays.announced_years()[1]
NEXT = LAST + 1


def published(*years: int, without: tuple = (), **extra: str) -> bytes:
    """The list as GOV.UK writes it, for some years, with extra days by ISO date."""
    events = [
        {
            "title": day.title,
            "date": day.day.isoformat(),
            "notes": "Substitute day" if day.substitute else "",
            "bunting": True,
        }
        for year in years
        for day in bank_holidays.in_year(year).values()
        if day.day not in without
    ]
    events += [{"title": title, "date": day, "notes": "", "bunting": True} for day, title in extra.items()]
    return json.dumps(
        {"england-and-wales": {"division": "england-and-wales", "events": events}, "scotland": {"events": []}}
    ).encode()


@pytest.fixture
def refresh(tmp_path):
    def run(text: bytes) -> str:
        (tmp_path / "list.json").write_bytes(text)
        out = StringIO()
        call_command("refresh_bank_holidays", "--file", str(tmp_path / "list.json"), stdout=out)
        return out.getvalue()

    return run


def test_a_new_year_is_added_with_its_source_and_counts_as_announced(refresh):
    said = refresh(published(LAST, NEXT))

    assert said.count("Added") == 8
    assert f"8 added, 0 due dates moved. Announced until 31 December {NEXT}." in said
    assert LocalHoliday.objects.count() == 8
    assert LocalHoliday.history.count() == 8
    assert all(row.source.startswith("Published by GOV.UK") for row in LocalHoliday.objects.all())
    calendar = queries.calendar()
    assert all(calendar.bank_holiday(row.day).announced for row in LocalHoliday.objects.all())
    assert calendar.bank_holiday(date(NEXT + 1, 12, 25)).announced is False


def test_a_second_time_nothing_changes(refresh):
    refresh(published(LAST, NEXT))
    before = list(LocalHoliday.history.values_list("history_id"))

    assert "0 added, 0 due dates moved" in refresh(published(LAST, NEXT))
    assert list(LocalHoliday.history.values_list("history_id")) == before


def test_a_holiday_that_was_moved_by_proclamation_is_no_longer_expected_on_its_old_day(refresh):
    spring = next(day for day, holiday in bank_holidays.in_year(NEXT).items() if holiday.title.startswith("Spring"))
    moved = spring + timedelta(days=3)
    assert queries.calendar().why_not(spring)

    refresh(published(LAST, NEXT, without=(spring,), **{moved.isoformat(): "Spring bank holiday"}))

    assert queries.calendar().is_working_day(spring)
    assert queries.calendar().why_not(moved) == "Spring bank holiday"


def test_a_single_day_told_by_hand_leaves_the_rest_of_its_year_expected():
    LocalHoliday.objects.create(day=date(NEXT, 6, 8), title="Day of thanks", source="Proclamation")

    calendar = queries.calendar()
    assert calendar.announced_until == date(LAST, 12, 31)
    assert calendar.why_not(date(NEXT, 6, 8)) == "Day of thanks"
    assert calendar.bank_holiday(date(NEXT, 12, 25)).announced is False


def test_what_the_list_no_longer_has_is_said_and_stays(refresh):
    day = date(LAST, 7, 4)
    LocalHoliday.objects.create(day=day, title="Day of thanks", source="Proclamation")
    bundled = min(bank_holidays.in_year(LAST))

    said = refresh(published(LAST, without=(bundled,), **{f"{LAST}-11-03": "Another"}))

    assert f"Missing  {day}  Day of thanks" in said
    assert f"Missing  {bundled}" in said
    assert LocalHoliday.objects.filter(day=day).exists()


@time_machine.travel(datetime(2026, 2, 2, 10, tzinfo=UTC), tick=False)
def test_open_deadlines_are_worked_out_again_once_with_a_note(refresh, clock):
    a_person()
    record = a_record(timezone.now())
    was = the_deadline(record).due_on
    day = WorkingDays(3).count(timezone.now(), queries.calendar()).due_on

    said = refresh(published(2026, **{day.isoformat(): "Day of thanks"}))

    assert "1 added, 1 due dates moved" in said
    assert the_deadline(record).due_on > was
    assert DeadlineMove.objects.get().why == "The published list of bank holidays was read again."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "not a list of bank holidays"),
        (b"<html>Sorry</html>", "not a list of bank holidays"),
        (b"[" * 100_000, "not a list of bank holidays"),
        (b'{"scotland": {"events": []}}', "not a list of bank holidays"),
        (b'{"england-and-wales": {"events": {}}}', "events are not a list"),
        (b'{"england-and-wales": {"events": []}}', "It is empty"),
        (b'{"england-and-wales": {"events": ["x"]}}', "Entry 1 does not have"),
        (b'{"england-and-wales": {"events": [{"title": "x", "date": "2029-02-29"}]}}', "Entry 1 does not have"),
        (b'{"england-and-wales": {"events": [{"title": 5, "date": "2029-02-28"}]}}', "Entry 1 does not have"),
        (b'{"england-and-wales": {"events": [{"title": "", "date": "2029-02-28"}]}}', "title of entry 1"),
        (b'{"england-and-wales": {"events": [{"title": "a\\u0000b", "date": "2029-02-28"}]}}', "title of entry 1"),
        (b'{"england-and-wales": {"events": [{"title": "x", "date": "2029-02-28"}]}}', "names 1 bank holidays in 2029"),
        (published(LAST, **{f"{LAST}-12-25": "Again"}), "names a day twice"),
    ],
    ids=range(13),
)
def test_half_a_list_is_no_list(refresh, text, problem):
    with pytest.raises(CommandError, match=problem) as refused:
        refresh(text)

    assert str(refused.value).startswith("Nothing was changed")
    assert not LocalHoliday.objects.exists()


def test_when_the_dates_cannot_be_worked_out_again_no_holiday_is_kept(refresh, monkeypatch):
    def broken(*, why):
        raise IntegrityError

    monkeypatch.setattr("escp.deadlines.services.holidays.recalculate", broken)
    with pytest.raises(CommandError, match="Nothing was changed"):
        refresh(published(NEXT))

    assert not LocalHoliday.objects.exists()


def test_a_file_that_is_not_there_or_too_large_is_refused(refresh, tmp_path):
    with pytest.raises(CommandError, match="FileNotFoundError"):
        call_command("refresh_bank_holidays", "--file", str(tmp_path / "none"))
    with pytest.raises(CommandError, match="too large"):
        refresh(b" " * (command.MOST_BYTES + 1))


def test_without_a_file_the_published_list_is_read_from_its_address(settings):
    out = StringIO()
    with outside(says(200, published(LAST, NEXT))) as server:
        settings.BANK_HOLIDAYS_URL = server.url
        call_command("refresh_bank_holidays", stdout=out)

    assert "8 added" in out.getvalue()
    assert "(from a file)" not in LocalHoliday.objects.first().source


def test_an_address_that_does_not_answer_says_what_to_do(settings):
    with outside(says(503)) as server:
        settings.BANK_HOLIDAYS_URL = server.url
        with pytest.raises(CommandError, match=r"cannot be reached \(HTTP 503\). Save it elsewhere and use --file"):
            call_command("refresh_bank_holidays")


def on_my_week(client_for, role: RoleKey) -> str:
    return client_for(PersonFactory(role=role)).get("/").content.decode()


@pytest.mark.parametrize("role", [RoleKey.BUSINESS_MANAGER, RoleKey.ADMINISTRATOR])
def test_a_year_before_the_announced_days_end_the_unit_and_administrators_are_told_on_my_week(
    client_for, refresh, role
):
    with time_machine.travel(datetime(LAST - 1, 12, 30, 12, tzinfo=UTC), tick=False):
        assert "refresh_bank_holidays" not in on_my_week(client_for, role)
    with time_machine.travel(datetime(LAST, 1, 2, 12, tzinfo=UTC), tick=False):
        told = on_my_week(client_for, role)
        assert f"Bank holidays are announced until 31 December {LAST}" in told
        assert "manage.py refresh_bank_holidays" in told
        assert "refresh_bank_holidays" in health.check_calendar()

        refresh(published(LAST, NEXT))
        assert "refresh_bank_holidays" not in on_my_week(client_for, role)
        assert health.check_calendar() == f"Bank holidays are announced until 31 December {NEXT}."


def test_others_and_other_pages_are_not_told(client_for):
    with time_machine.travel(datetime(LAST, 1, 2, 12, tzinfo=UTC), tick=False):
        assert "refresh_bank_holidays" not in on_my_week(client_for, RoleKey.AGENCY_CONTRIBUTOR)
        manager = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
        assert "refresh_bank_holidays" not in manager.get("/reports/").content.decode()
