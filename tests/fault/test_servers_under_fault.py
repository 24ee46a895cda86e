"""Redis stopped, killed and emptied, PostgreSQL restarted in the act: nothing lost, nothing left half done."""

import shutil
import time
from collections.abc import Callable

import pytest
from django.db import connection

from tests.fault.harness import Stage
from tests.fault.servers import OwnPostgres, OwnRedis, own_postgres
from tests.fault.test_reminders_under_fault import SENDERS, all_settled, assert_nothing_lost, due

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database server that outlives its clients"),
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs Redis"),
]


def hurt(stage: Stage, expected: int, times: int, harm: Callable[[], None]) -> None:
    """Wait until more has been sent, do harm, and again; the moments lie evenly over all that is due."""
    for time_ in range(1, times + 1):
        enough = expected * time_ // (times + 1)
        stage.wait_until(lambda enough=enough: len(stage.received()) >= enough, 60, "the senders to send")
        harm()


def sweep_under_redis(stage: Stage, expected: int, harms: int) -> None:
    redis = OwnRedis(stage)
    stage.start_worker(SENDERS)
    stage.start_beat()

    def stopped() -> None:
        redis.stop()
        time.sleep(0.5)
        redis.start()

    def killed() -> None:
        redis.kill()
        time.sleep(0.5)
        redis.start()

    kinds = [redis.empty, killed, stopped]
    hurt(stage, expected, harms, lambda: kinds[len(stage.received()) % len(kinds)]())
    stage.wait_until(all_settled, 120, "all reminders to be sent")
    assert_nothing_lost(stage, expected, most_duplicates=0)


def test_redis_lost_while_sweeping_loses_no_reminder(clock, stage):
    sweep_under_redis(stage, due(records=8, people=4), harms=1)


@pytest.mark.fault
def test_redis_stopped_killed_and_emptied_again_and_again_loses_no_reminder(clock, stage):
    sweep_under_redis(stage, due(records=60, people=10), harms=6)


def sweep_under_postgres(stage: Stage, restarts: int, start: Callable[[], None], records: int, people: int) -> None:
    expected = due(records, people)
    with own_postgres() as cluster:
        stage.servers["DATABASE_URL"] = cluster.address
        start()
        hurt(stage, expected, restarts, cluster.restart_at_once)
        stage.wait_until(lambda: settled(cluster), 120, "all reminders to be sent")
        ids = stage.ids()
        recorded = {row[0] for row in cluster.read("SELECT message_id FROM deadlines_reminder")}
        written = cluster.read(
            "SELECT count(r.id) FROM deadlines_deadline d LEFT JOIN deadlines_reminder r ON r.deadline_id = d.id"
            " WHERE d.clock = 'tests.example' GROUP BY d.id"
        )
        stage.stop()
    duplicates = ids.total() - len(ids)
    print(f"{expected} due, {len(ids)} at the sink, {duplicates} twice after {restarts} restarts")  # noqa: T201

    assert len(ids) == expected
    assert set(ids) == recorded
    assert written == [(people,)] * records
    assert duplicates <= restarts * (SENDERS + 1)


def settled(cluster: OwnPostgres) -> bool:
    [(waiting,)] = cluster.read(
        "SELECT (SELECT count(*) FROM deadlines_deadline WHERE state = 'open' AND next_reminder_at <= now())"
        " + (SELECT count(*) FROM deadlines_reminder WHERE state <> 'sent')"
        " + (SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM deadlines_reminder)"
    )
    return waiting == 0


def test_postgres_restarted_in_the_act_loses_no_reminder_and_leaves_none_half_done(clock, stage):
    sweep_under_postgres(stage, 1, lambda: stage.start_loop() and None, records=8, people=3)


@pytest.mark.fault
def test_postgres_restarted_five_times_loses_no_reminder_and_leaves_none_half_done(clock, stage):
    def start() -> None:
        stage.start_beat()
        stage.start_worker(SENDERS)
        stage.start_loop()

    sweep_under_postgres(stage, 5, start, records=60, people=5)
