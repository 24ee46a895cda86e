"""Sending under a lease: what happens when the server refuses, when a sender dies, when two meet."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from escp.deadlines import queries, sending
from escp.deadlines.choices import MailState
from escp.deadlines.models import Reminder
from escp.deadlines.sending import claim, send_due
from escp.deadlines.sweep import sweep
from tests.deadlines.records import a_person, a_record

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)
NOW = datetime(2025, 12, 30, 9, 1, tzinfo=UTC)


@pytest.fixture
def clockwork(clock):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def written(*addresses: str, monkeypatch: pytest.MonkeyPatch) -> list[Reminder]:
    """Write a reminder for each address and send none."""
    for address in addresses:
        a_person(email=address)
    a_record(SENT)
    with monkeypatch.context() as patch:
        patch.setattr("escp.deadlines.sweep.send_due", lambda: 0)
        sweep()
    return list(Reminder.objects.order_by("person__email"))


def test_one_bad_address_stops_no_other(clockwork, settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Choosy"
    written("a@x.example", "gone@x.example", "later@x.example", "z@x.example", monkeypatch=monkeypatch)

    assert send_due() == 2
    states = dict(Reminder.objects.values_list("person__email", "state"))
    assert states == {
        "a@x.example": "sent",
        "gone@x.example": "failed",
        "later@x.example": "pending",
        "z@x.example": "sent",
    }
    assert [reminder.person.email for reminder in queries.failed_reminders()] == ["gone@x.example"]


def test_a_message_refused_for_good_fails_and_one_refused_for_now_waits(clockwork, settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Choosy"
    busy, policy = written("busy@x.example", "policy@x.example", monkeypatch=monkeypatch)
    send_due()
    busy.refresh_from_db()
    policy.refresh_from_db()

    assert (policy.state, policy.reason) == ("failed", "The mail server refused the message (554).")
    assert (busy.state, busy.reason) == ("pending", "Not delivered yet: SMTPDataError 451.")
    assert busy.try_at == NOW + timedelta(minutes=1)


def test_the_wait_grows_and_ends_in_a_visible_failure(clockwork, settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Choosy"
    (reminder,) = written("later@x.example", monkeypatch=monkeypatch)
    waits = []
    while reminder.state == MailState.PENDING:
        send_due()
        reminder.refresh_from_db()
        waits.append((reminder.try_at - timezone.now()).total_seconds() / 60)
        clockwork.move_to(reminder.try_at)

    assert waits[:6] == [1, 5, 15, 60, 240, 240]
    assert reminder.state == MailState.FAILED
    assert "12 attempts" in reminder.reason


def test_a_mail_server_that_is_away_is_not_asked_for_every_message(clockwork, settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.deadlines.backends.Unreachable"
    written(*(f"p{n}@x.example" for n in range(6)), monkeypatch=monkeypatch)

    assert send_due() == 0
    assert Reminder.objects.filter(attempts=1).count() == sending.MOST_FAILURES_IN_A_ROW
    assert not Reminder.objects.exclude(state=MailState.PENDING).exists()


def test_a_dead_senders_message_is_sent_again_with_the_same_id(clockwork, monkeypatch):
    (reminder,) = written("a@x.example", monkeypatch=monkeypatch)
    assert claim().pk == reminder.pk  # and then the sender dies
    assert send_due() == 0

    clockwork.shift(sending.LEASE + timedelta(seconds=1))
    assert send_due() == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == reminder.message_id
    assert Reminder.objects.get().attempts == 2


def test_a_sender_that_lost_its_lease_marks_nothing(clockwork, monkeypatch):
    written("a@x.example", monkeypatch=monkeypatch)
    slow = claim()
    clockwork.shift(sending.LEASE + timedelta(seconds=1))
    quick = claim()

    sending._finish(slow, MailState.SENT)
    assert Reminder.objects.get().state == MailState.SENDING
    sending._finish(quick, MailState.SENT)
    assert Reminder.objects.get().state == MailState.SENT


def test_a_message_that_kills_every_sender_is_given_up_at_last(clockwork, monkeypatch):
    written("a@x.example", monkeypatch=monkeypatch)
    Reminder.objects.update(attempts=sending.MOST_ATTEMPTS)

    assert send_due() == 0
    assert Reminder.objects.get().state == MailState.FAILED


def test_each_message_has_its_own_id_and_the_same_row_always_the_same(clockwork, monkeypatch):
    from escp.deadlines.reminders import message_id

    written(*(f"p{n}@x.example" for n in range(5)), monkeypatch=monkeypatch)

    assert len(set(Reminder.objects.values_list("message_id", flat=True))) == 5
    assert message_id(1, 2, "due-1wd", "2026-01-07") == message_id(1, 2, "due-1wd", "2026-01-07")
    assert message_id(1, 2, "due-1wd", "2026-01-07") != message_id(1, 2, "due-1wd", "2026-01-08")
