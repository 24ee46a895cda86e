"""Several sweeps at once: on PostgreSQL, with real transactions in real threads."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import connection, connections

from escp.deadlines import sending
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.sweep import sweep
from tests.deadlines.records import a_case, a_person, a_record

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time: there is nothing to race"
    ),
]
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)


def at_once(number: int, work) -> list:
    def one(_: int):
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_five_sweeps_at_once_send_each_reminder_once(clock):
    case, subject = a_case(), a_person(role=None)
    people = [a_person() for _ in range(4)]
    for _ in range(15):
        a_record(SENT, case=case, person=subject)

    swept = at_once(5, sweep)

    assert sum(one.sent for one in swept) == len(mail.outbox) == 60
    assert Reminder.objects.count() == Reminder.objects.filter(state="sent", attempts=1).count() == 60
    assert set(Counter(message.extra_headers["Message-ID"] for message in mail.outbox).values()) == {1}
    assert len({message.to[0] for message in mail.outbox}) == len(people)


def test_two_senders_never_hold_the_same_reminder(clock, monkeypatch):
    monkeypatch.setattr("escp.deadlines.sweep.send_due", lambda: 0)
    a_person()
    for _ in range(10):
        a_record(SENT)
    sweep()

    def claim_all() -> list[int]:
        claimed = []
        while reminder := sending.claim():
            claimed.append(reminder.pk)
        return claimed

    claimed = [pk for pks in at_once(4, claim_all) for pk in pks]
    assert sorted(claimed) == sorted(Reminder.objects.values_list("pk", flat=True))


def test_one_record_saved_in_many_threads_has_one_deadline(clock):
    record = a_record(SENT)
    Deadline.objects.all().delete()

    def save() -> str:
        try:
            type(record).objects.get(pk=record.pk).save()
        except Exception as error:
            return type(error).__name__
        return "saved"

    outcomes = at_once(4, save)

    assert set(outcomes) == {"saved"}
    assert Deadline.objects.count() == 1


def test_this_ran_on_postgresql():
    assert connection.vendor == "postgresql"
