"""The invitation on a statutory reminder, read as a mail program reads it."""

import email
import email.policy
from datetime import UTC, date, datetime

import icalendar
import pytest
import time_machine
from django.core import mail

from escp.deadlines import ics, queries
from escp.deadlines.choices import Level
from escp.deadlines.clocks import Hours, before_due, working_day
from escp.deadlines.models import LocalHoliday
from escp.deadlines.sweep import sweep
from tests.deadlines.records import a_person, a_record, declare
from tests.deadlines.rfc5545 import troubles

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)


def sent_at(*moment: int) -> None:
    with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
        sweep()


def read(message) -> email.message.EmailMessage:
    return email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)


def invitation_in(message) -> tuple[email.message.EmailMessage, icalendar.Calendar]:
    """Return the one attachment, and what a calendar makes of it."""
    (part,) = read(message).iter_attachments()
    content = part.get_payload(decode=True)
    assert troubles(content) == []
    return part, icalendar.Calendar.from_ical(content)


def test_a_statutory_reminder_carries_an_invitation_to_its_one_recipient(clock, settings):
    manager = a_person()
    a_record(SENT)
    sent_at(2025, 12, 30, 9, 1)
    (message,) = mail.outbox
    part, calendar = invitation_in(message)
    (event,) = calendar.walk("VEVENT")

    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params == {"charset": "utf-8", "method": "REQUEST"}
    assert part.get_filename() == "invitation.ics"
    assert calendar["METHOD"] == "REQUEST"
    assert event["ORGANIZER"] == f"mailto:{settings.UNIT_EMAIL}"
    assert event["ATTENDEE"] == f"mailto:{manager.email}"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert event["DTSTART"].dt == date(2026, 1, 7)
    assert event["DTSTAMP"].dt == datetime(2025, 12, 30, 9, 1, tzinfo=UTC)


def test_the_words_are_still_there_in_both_forms(clock):
    a_person()
    a_record(SENT)
    sent_at(2025, 12, 30, 9, 1)
    parsed = read(mail.outbox[0])

    assert parsed.get_content_type() == "multipart/mixed"
    assert "Send the example" in parsed.get_body(("plain",)).get_content()
    assert "Send the example" in parsed.get_body(("html",)).get_content()


def test_outlook_updates_the_entry_of_the_feed_and_of_an_earlier_reminder(clock):
    manager = a_person()
    with time_machine.travel(datetime(2025, 12, 12, 16, tzinfo=UTC), tick=False):
        a_record(SENT)
    sent_at(2025, 12, 30, 9, 1)
    with time_machine.travel(datetime(2025, 12, 30, 12, tzinfo=UTC), tick=False):
        LocalHoliday.objects.create(day=date(2026, 1, 5), title="Day of thanks", source="Proclamation")
    sent_at(2026, 1, 7, 9, 1)
    first, second = (invitation_in(message)[1].walk("VEVENT")[0] for message in mail.outbox)
    (in_feed,) = icalendar.Calendar.from_ical(ics.feed(queries.in_feed_of(manager))).walk("VEVENT")

    assert first["UID"] == second["UID"] == in_feed["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"], in_feed["SEQUENCE"]) == (0, 1, 1)
    assert second["DTSTART"].dt == in_feed["DTSTART"].dt == date(2026, 1, 8)


def test_an_hour_is_a_moment_in_the_invitation_too(connected):
    declare(length=Hours(24), remind=(working_day(0),), escalate=())
    a_person()
    a_record(datetime(2026, 3, 28, 16, tzinfo=UTC))
    sent_at(2026, 3, 28, 16, 1)

    assert invitation_in(mail.outbox[0])[1].walk("VEVENT")[0]["DTSTART"].dt == datetime(2026, 3, 29, 16, tzinfo=UTC)


def test_a_routine_reminder_carries_none(connected):
    declare(level=Level.LOCAL, remind=(before_due(1),), escalate=())
    a_person()
    a_record(SENT)
    sent_at(2026, 1, 6, 10, 0)

    assert [list(read(message).iter_attachments()) for message in mail.outbox] == [[]]


def test_nobody_is_invited_to_a_day_that_has_passed(clock):
    a_person()
    a_record(SENT)
    sent_at(2026, 1, 9, 9, 1)

    assert "late" in mail.outbox[0].subject
    assert list(read(mail.outbox[0]).iter_attachments()) == []
