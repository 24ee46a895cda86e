"""What a reminder says, and what it never says."""

import email
import email.policy
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail

from escp.access.roles import RoleKey
from escp.deadlines.choices import Level
from escp.deadlines.clocks import Hours, Months, after_due, before_due, working_day
from escp.deadlines.models import Reminder
from escp.deadlines.sweep import sweep
from escp.partnership.models import Child, ChildIdentity
from tests.deadlines.records import a_case, a_person, a_record, declare

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)
CANARIES = {
    "pseudonym": "Child Canarybird",
    "case": "Family Canarywood",
    "name": "Zebedee Canaryname",
    "address": "77 Canary Wharf Lane",
    "school": "Canary Primary",
    "reason": "Canaryreason bruises",
    "age": "canary-age",
}


def sent_at(*moment: int) -> list[mail.EmailMultiAlternatives]:
    with time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False):
        sweep()
    return mail.outbox


def text_of(message: mail.EmailMultiAlternatives) -> str:
    """Everything that a reader or a mail server could see: headers and every part, decoded."""
    parsed = email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)
    parts = [str(part.get_content()) for part in parsed.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in parsed.items()), *parts])


def test_the_subject_says_marking_reference_ask_and_date(clock):
    a_person()
    record = a_record(SENT)
    (message,) = sent_at(2025, 12, 30, 9, 1)

    assert message.subject == (
        f"[OFFICIAL-SENSITIVE] EX-{record.pk:05}: Send the example to the National Panel by 7 January 2026"
    )


def test_without_a_marking_the_subject_begins_with_the_reference(clock, settings):
    settings.HANDLING_MARKING = ""
    a_person()
    record = a_record(SENT)
    (message,) = sent_at(2025, 12, 30, 9, 1)

    assert message.subject.startswith(f"EX-{record.pk:05}: ")
    assert "Handle this message" not in message.body


def test_the_body_says_what_by_when_and_why_and_links_to_the_record(clock, settings):
    settings.SITE_ADDRESS = "https://thread.partnership.example"
    a_person()
    record = a_record(SENT)
    (message,) = sent_at(2025, 12, 30, 9, 1)
    first, *rest = message.body.splitlines()

    assert first == "Send the example to the National Panel by Wednesday 7 January 2026 (working day 15)."
    assert "Why: The notification was sent on Friday 12 December 2025; 15 working days from then." in rest
    assert "National Panel guidance: Panel guidance for examples; Panel guidance 2025." in rest
    assert f"https://thread.partnership.example/r/EX-{record.pk:05}" in message.body
    html = message.alternatives[0].content
    assert first in html
    assert f'href="https://thread.partnership.example/r/EX-{record.pk:05}"' in html


def test_answers_go_to_the_unit_and_each_message_has_one_recipient(clock, settings):
    people = [a_person() for _ in range(3)]
    a_record(SENT)
    messages = sent_at(2025, 12, 30, 9, 1)

    assert sorted(message.to[0] for message in messages) == sorted(person.email for person in people)
    assert {(len(message.to), len(message.cc), len(message.bcc)) for message in messages} == {(1, 0, 0)}
    assert {tuple(message.reply_to) for message in messages} == {(settings.UNIT_EMAIL,)}


def test_a_late_duty_says_so_first(clock):
    a_person()
    record = a_record(SENT)
    (message,) = sent_at(2026, 1, 9, 9, 1)

    assert message.subject.endswith(
        f"EX-{record.pk:05}: late: Send the example to the National Panel, due by 7 January 2026"
    )
    assert message.body.startswith("This is late. Send the example")


def test_hours_months_and_chosen_dates_are_said_as_people_say_them(connected):
    declare(length=Hours(24), remind=(working_day(0),), escalate=())
    a_person()
    a_record(SENT)
    (message,) = sent_at(2025, 12, 12, 15, 1)

    assert "by 3pm on Saturday 13 December 2025 (24 hours)." in message.body


def test_a_due_date_on_a_weekend_names_the_working_day_to_aim_for(connected):
    declare(length=Months(6), remind=(working_day(0),), escalate=())
    a_person()
    a_record(datetime(2025, 8, 31, 12, tzinfo=UTC))
    (message,) = sent_at(2025, 8, 31, 12, 1)

    assert "Aim for Friday 27 February 2026, the working day before." in message.body


@pytest.mark.parametrize("level", [Level.PANEL, Level.LOCAL])
def test_no_reminder_of_any_kind_tells_who_the_child_is(connected, level):
    declare(level=level, remind=(working_day(0), working_day(10), before_due(1), before_due(0), after_due(1)))
    a_person()
    a_person(RoleKey.STATUTORY_PARTNER)
    case = a_case(pseudonym=CANARIES["case"])
    child = Child.objects.create(case=case, pseudonym=CANARIES["pseudonym"])
    ChildIdentity.objects.create(
        child=child, full_name=CANARIES["name"], address=CANARIES["address"], school=CANARIES["school"]
    )
    subject = a_person(role=None, full_name=CANARIES["name"])
    a_record(SENT, case=case, reason=CANARIES["reason"], person=subject)
    for day in (12, 30):
        sent_at(2025, 12, day, 16, 30)
    for day in (6, 7, 8, 9, 12):
        sent_at(2026, 1, day, 16, 30)

    kinds = set(Reminder.objects.values_list("offset", flat=True))
    assert len(kinds) >= 5
    assert len(mail.outbox) >= len(kinds)
    for message in mail.outbox:
        text = text_of(message)
        assert "canary" not in text.lower()
        assert "Message-ID: <" in text


def test_an_address_cannot_add_headers(clock):
    a_person(email="a@x.example")
    a_record(SENT)
    Reminder.objects.all()
    (message,) = sent_at(2025, 12, 30, 9, 1)
    parsed = email.message_from_bytes(message.message().as_bytes())

    assert set(parsed.keys()) == {
        "Content-Type",
        "MIME-Version",
        "Subject",
        "From",
        "To",
        "Reply-To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
    }
