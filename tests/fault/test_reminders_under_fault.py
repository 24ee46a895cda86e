"""Real senders killed in the act, real beats stopped and doubled. The mail sink is the witness, not the table."""

import random
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from django.db import connection
from django.utils import timezone

from escp.deadlines.choices import MailState
from escp.deadlines.models import Deadline, Digest, DigestChoice, Heartbeat, Reminder
from escp.partnership.models import Person
from tests.deadlines.records import a_case, a_person, a_record
from tests.fault.harness import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database server that outlives its clients"),
]
SENDERS = 4


def due(records: int, people: int) -> int:
    """Make overdue records, each owed by so many people. Returns how many reminders are due."""
    case, subject = a_case(), a_person(role=None)
    for _ in range(people):
        a_person()
    for _ in range(records):
        a_record(datetime(2025, 12, 12, 15, tzinfo=UTC), case=case, person=subject)
    return records * people


def all_settled() -> bool:
    unwritten = Deadline.objects.filter(next_reminder_at__lte=timezone.now()).exists()
    return Reminder.objects.exists() and not unwritten and not Reminder.objects.exclude(state=MailState.SENT).exists()


def assert_nothing_lost(stage: Stage, expected: int, most_duplicates: int) -> None:
    ids = stage.ids()
    recorded = set(Reminder.objects.values_list("message_id", flat=True))
    duplicates = ids.total() - len(ids)
    print(f"{expected} due, {len(ids)} distinct at the sink, {duplicates} duplicates (at most {most_duplicates})")  # noqa: T201

    assert len(ids) == expected
    assert set(ids) == recorded
    assert duplicates <= most_duplicates
    assert all(len(message["to"]) == 1 for message in stage.received())


def kill_in_the_act(stage: Stage, times: int, start, expected: int) -> None:
    """Start a sender, wait until it is sending, and kill it there; as often as asked."""
    chance = random.Random(7)  # noqa: S311 the same moments every time
    share = expected // (times + 1)
    for _ in range(times):
        seen = len(stage.received())
        sender = start()
        enough = seen + chance.randint(1, max(1, share))
        stage.wait_until(lambda enough=enough: len(stage.received()) >= enough, 60, "the sender to send")
        stage.kill(sender)


def test_a_sender_killed_while_sending_loses_nothing(clock, stage):
    expected = due(records=15, people=4)
    kill_in_the_act(stage, 3, stage.start_loop, expected)
    stage.start_loop()
    stage.wait_until(all_settled, 60, "all reminders to be sent")

    assert_nothing_lost(stage, expected, most_duplicates=3)


def digests_waiting(people: int) -> int:
    """Write a digest of today for so many people, each of whom owes something. Returns how many."""
    DigestChoice.objects.all().delete()
    due(records=1, people=people)
    Deadline.objects.update(next_reminder_at=None)
    today = timezone.localdate()
    for person in Person.objects.current():
        DigestChoice.objects.create(person=person, weekdays=[today.weekday()])
        Digest.objects.create(
            person=person, day=today, message_id=f"<digest-{person.pk}@x.example>", try_at=timezone.now()
        )
    return people


@pytest.mark.fault
def test_a_sender_killed_while_sending_digests_loses_none(clock, stage):
    expected = digests_waiting(people=40)
    kill_in_the_act(stage, 3, stage.start_loop, expected)
    stage.start_loop()
    stage.wait_until(lambda: not Digest.objects.exclude(state=MailState.SENT).exists(), 60, "all digests to be sent")

    ids = stage.ids()
    assert set(ids) == set(Digest.objects.values_list("message_id", flat=True))
    assert len(ids) == expected
    assert ids.total() - len(ids) <= 3


@pytest.mark.fault
def test_twenty_kills_of_the_worker_with_a_thousand_due_lose_nothing(clock, stage):
    expected = due(records=100, people=10)
    stage.start_beat()
    kill_in_the_act(stage, 20, lambda: stage.start_worker(SENDERS), expected)
    stage.start_worker(SENDERS)
    stage.wait_until(all_settled, 180, "all reminders to be sent")

    assert expected == 1000
    assert_nothing_lost(stage, expected, most_duplicates=20 * SENDERS)


@pytest.mark.fault
def test_after_three_days_without_beat_each_person_gets_one_catch_up(clock, stage):
    expected = due(records=20, people=5)
    # As beat left it three days ago: everything up to then was dealt with, and three mornings have passed since.
    silent_since = timezone.now() - timedelta(days=3)
    Deadline.objects.update(reminded_until=silent_since, next_reminder_at=silent_since + timedelta(hours=1))
    Heartbeat.objects.create(name="beat", at=silent_since)
    stage.start_worker(SENDERS)
    stage.start_beat()
    stage.wait_until(all_settled, 90, "the catch-up")
    swept_on = Heartbeat.objects.get(name="sweep").at
    stage.wait_until(
        lambda: Heartbeat.objects.get(name="sweep").at > swept_on + timedelta(seconds=3), 30, "more sweeps"
    )

    assert_nothing_lost(stage, expected, most_duplicates=0)
    assert Heartbeat.objects.get(name="beat").at > timezone.now() - timedelta(minutes=1)


@pytest.mark.fault
def test_two_beats_and_a_loop_at_once_send_no_duplicates(clock, stage):
    expected = due(records=30, people=10)
    for start in (stage.start_beat, stage.start_beat, stage.start_loop, lambda: stage.start_worker(SENDERS)):
        start()
    stage.wait_until(all_settled, 120, "all reminders to be sent")
    swept_on = Heartbeat.objects.get(name="sweep").at
    stage.wait_until(
        lambda: Heartbeat.objects.get(name="sweep").at > swept_on + timedelta(seconds=5), 30, "more sweeps"
    )

    assert_nothing_lost(stage, expected, most_duplicates=0)
    assert not list(islice(Reminder.objects.filter(attempts__gt=1), 1))


@pytest.mark.fault
def test_a_worker_told_to_stop_finishes_what_it_has_in_hand(clock, stage):
    expected = due(records=60, people=10)
    stage.start_beat()
    for _ in range(4):
        seen = len(stage.received())
        worker = stage.start_worker(SENDERS)
        stage.wait_until(lambda seen=seen: len(stage.received()) > seen or all_settled(), 60, "the worker to send")
        stage.ask_to_stop(worker)
    stage.start_worker(SENDERS)
    stage.wait_until(all_settled, 120, "all reminders to be sent")

    assert_nothing_lost(stage, expected, most_duplicates=0)
