"""What a calendar is given: valid by two readers, right on the days when the clocks change, and telling nothing."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.db.models import F

from escp.deadlines import ics, queries
from escp.deadlines.choices import Level
from escp.deadlines.clocks import Hours
from escp.deadlines.models import Deadline, LocalHoliday
from tests.deadlines.records import a_case, a_person, a_record, an_agreed_rule, declare, the_deadline
from tests.deadlines.rfc5545 import troubles

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)


def feed_for(person) -> bytes:
    return ics.feed(queries.in_feed_of(type(person).objects.get(pk=person.pk)))


def events_for(person) -> list[icalendar.Event]:
    """What a library reads back, once the bytes themselves are in order."""
    sent = feed_for(person)
    assert troubles(sent) == []
    return icalendar.Calendar.from_ical(sent).walk("VEVENT")


def test_a_day_is_an_all_day_entry_on_the_due_date(clock, settings):
    settings.SITE_ADDRESS = "https://thread.partnership.example"
    manager = a_person()
    record = a_record(SENT)
    (event,) = events_for(manager)

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 1, 7), date(2026, 1, 8))
    assert event["SUMMARY"] == f"EX-{record.pk:05}: Send the example to the National Panel"
    assert event["URL"] == f"https://thread.partnership.example/r/EX-{record.pk:05}"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["CLASS"] == "PRIVATE"
    assert event["UID"].endswith("@thread.partnership.example")
    description = event["DESCRIPTION"].splitlines()
    assert description[0] == "Send the example to the National Panel by Wednesday 7 January 2026 (working day 15)."
    assert description[1] == "National Panel guidance: Panel guidance for examples."
    assert description[2] == event["URL"]


def test_the_calendar_says_its_name_and_how_often_to_look(clock):
    calendar = icalendar.Calendar.from_ical(feed_for(a_person()))

    assert calendar["X-WR-CALNAME"] == "Golden Thread: deadlines (ESCP)"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert calendar["VERSION"] == "2.0"


@pytest.mark.parametrize(
    ("began", "due"),
    [
        # In London: 4pm on the Saturday before the clocks go forward; 24 hours later it is 5pm.
        (datetime(2026, 3, 28, 16, tzinfo=UTC), datetime(2026, 3, 29, 16, tzinfo=UTC)),
        # In London: 4pm on the Saturday before they go back; 24 hours later it is 3pm.
        (datetime(2026, 10, 24, 15, tzinfo=UTC), datetime(2026, 10, 25, 15, tzinfo=UTC)),
    ],
)
def test_an_hour_is_the_exact_moment_when_the_clocks_change(connected, began, due):
    declare(length=Hours(24))
    manager = a_person()
    a_record(began)
    sent = feed_for(manager)
    (event,) = events_for(manager)

    assert event["DTSTART"].dt == due
    assert f"DTSTART:{due:%Y%m%dT%H%M%SZ}\r\n".encode() in sent
    assert "DTEND" not in event
    in_london = "5pm on Sunday 29 March 2026" if due.month == 3 else "3pm on Sunday 25 October 2026"
    assert f"{in_london} (24 hours)" in event["DESCRIPTION"]


def test_a_day_near_the_change_of_the_clocks_stays_that_day(clock):
    manager = a_person()
    a_record(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))  # half past midnight on 1 July in London
    (event,) = events_for(manager)

    assert event["DTSTART"].dt == date(2026, 7, 22)


def test_law_is_told_from_a_local_target_and_alone_rings(connected):
    declare(level=Level.LOCAL)
    manager = a_person()
    a_record(SENT)
    (local,) = events_for(manager)
    Deadline.objects.update(statutory=True)
    (statutory,) = events_for(manager)

    assert local["CATEGORIES"].to_ical() == b"Local"
    assert local.walk("VALARM") == []
    assert statutory["CATEGORIES"].to_ical() == b"Statutory"
    (alarm,) = statutory.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-15))
    assert alarm["DESCRIPTION"] == statutory["SUMMARY"]


def test_a_moment_rings_while_there_is_time_to_act(connected):
    declare(length=Hours(24))
    manager = a_person()
    a_record(SENT)

    assert events_for(manager)[0].walk("VALARM")[0]["TRIGGER"].dt == timedelta(hours=-2)


def test_a_date_that_moves_keeps_its_name_and_counts_up(clock):
    manager = a_person()
    with time_machine.travel(datetime(2025, 12, 15, 10, tzinfo=UTC), tick=False) as now:
        a_record(SENT)
        (before,) = events_for(manager)
        now.shift(timedelta(days=1))
        LocalHoliday.objects.create(day=date(2026, 1, 5), title="Day of thanks", source="Proclamation")
        (after,) = events_for(manager)

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTART"].dt == before["DTSTART"].dt + timedelta(days=1)
    assert before["LAST-MODIFIED"].dt == SENT
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == datetime(2025, 12, 16, 10, tzinfo=UTC)


def test_a_row_that_is_made_again_keeps_its_name(clock):
    from escp.deadlines.services import sync

    manager = a_person()
    record = a_record(SENT)
    (before,) = events_for(manager)
    old = the_deadline(record).pk
    Deadline.objects.all().delete()
    sync(record)
    (after,) = events_for(manager)

    assert the_deadline(record).pk != old
    assert after["UID"] == before["UID"]
    assert str(record.pk) not in after["UID"].partition("@")[0] or len(after["UID"].partition("@")[0]) == 40


def test_a_start_that_lies_ahead_is_not_the_day_of_the_last_change(clock):
    manager = a_person()
    with time_machine.travel(SENT - timedelta(days=30), tick=False):
        a_record(SENT)
        (event,) = events_for(manager)

    assert event["LAST-MODIFIED"].dt == SENT - timedelta(days=30)


def test_who_owes_nothing_gets_a_calendar_all_the_same(clock):
    sent = feed_for(a_person())

    assert troubles(sent) == []
    assert b"BEGIN:VEVENT" not in sent


def test_a_hundred_entries_have_a_hundred_names(clock):
    manager = a_person()
    case, subject = a_case(), a_person(role=None)
    for _ in range(100):
        a_record(SENT, case=case, person=subject)

    assert len({event["UID"] for event in events_for(manager)}) == 100


def test_what_an_administrator_typed_about_a_rule_stays_in_the_pages(clock):
    an_agreed_rule(effective_from=date(2025, 1, 1), authority="Typed by Canaryname, née “O’Brien”; see\r\nminutes")
    manager = a_person()
    a_record(SENT)
    (event,) = events_for(manager)

    assert "Canaryname" not in event["DESCRIPTION"]
    assert event["DESCRIPTION"].splitlines()[1] == "National Panel guidance."


def test_a_clock_that_is_no_longer_declared_is_said_without_its_words(clock):
    record = a_record(SENT)
    deadline = Deadline.objects.annotate(times_moved=F("pk") - F("pk")).get(pk=the_deadline(record).pk)
    deadline.clock, deadline.moved_at = "tests.gone", None
    sent = ics.feed([deadline])

    assert troubles(sent) == []
    assert "National Panel guidance." in icalendar.Calendar.from_ical(sent).walk("VEVENT")[0]["DESCRIPTION"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda sent: sent.replace(b"\r\n", b"\n"), "CRLF"),
        (lambda sent: sent.replace(b"\r\n ", b""), "75 octets"),
        (lambda sent: sent.replace(b"END:VALARM\r\n", b""), "closes nothing"),
        (lambda sent: sent.replace(b"UID:", b"X-ID:"), "UID stands 0 times"),
        (lambda sent: sent.replace(b"DTSTAMP:", b"DTSTAMP:20250101T000000Z\r\nDTSTAMP:"), "DTSTAMP stands 2 times"),
        (lambda sent: sent.replace(b"VERSION:2.0\r\n", b""), "VERSION stands 0 times"),
        (lambda sent: sent.replace(b"VALUE=DATE:", b"TZID=Europe/London:"), "time zone"),
    ],
)
def test_the_second_reader_notices_what_is_wrong(clock, broken, said):
    manager = a_person()
    a_record(SENT)

    try:
        found = troubles(broken(feed_for(manager)))
    except KeyError as missing:
        found = [f"{missing.args[0]} stands 0 times"]
    assert any(said in trouble for trouble in found), found
