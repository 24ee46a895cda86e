"""One sweep over many open deadlines of which a few are due, against the bare indexed SQL of the same work.

The bare SQL picks the same rows by the same index, locks them, writes one reminder for each owner, and moves the moment
of the next: what a program would do that had every answer ready. Both are rolled back, so that each round is the same.
"""

import argparse
import time
from collections.abc import Callable

import django
from django.db import connection, transaction
from django.utils import timezone

BARE = """
WITH due AS (
    SELECT id, owed_person_id, due_on FROM deadlines_deadline
    WHERE state = 'open' AND next_reminder_at <= now() ORDER BY next_reminder_at, id FOR UPDATE SKIP LOCKED
), written AS (
    INSERT INTO deadlines_reminder (deadline_id, person_id, "offset", due_on, message_id, created_at, try_at, state,
        attempts, reason)
    SELECT id, owed_person_id, 'due-1wd', due_on, '<' || md5(id::text) || '@partnership.example>', now(), now(),
        'pending', 0, ''
    FROM due ON CONFLICT DO NOTHING
)
UPDATE deadlines_deadline
SET next_reminder_at = now() + interval '1 day', reminded_until = now(), unreachable_since = NULL
FROM due WHERE deadlines_deadline.id = due.id
"""
READ_ONLY = """
SELECT id, owed_person_id, due_on FROM deadlines_deadline
WHERE state = 'open' AND next_reminder_at <= now() ORDER BY next_reminder_at, id
"""


def undone(work: Callable[[], object]) -> float:
    """Return how long some work takes that is rolled back afterwards."""
    with transaction.atomic():
        began = time.perf_counter()
        work()
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return took


def bare(statement: str) -> Callable[[], object]:
    def run() -> object:
        with connection.cursor() as cursor:
            return cursor.execute(statement)

    return run


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench sweep", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="open deadlines")
    parser.add_argument("--due", type=int, default=1_000, help="how many of them are due")
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()

    django.setup()
    from django.core.management import call_command

    from escp.deadlines.models import Deadline, Reminder
    from escp.deadlines.reminders import write_due
    from tests.bench import seed
    from tests.bench.rounds import in_turn, show

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    seed.deadlines(asked.rows, seed.people())
    with connection.cursor() as cursor:
        # Spread over the table, and begun on different days, as in life.
        cursor.execute(
            "UPDATE deadlines_deadline SET next_reminder_at = now() - interval '1 second' WHERE object_id %% %s = 0",
            [asked.rows // asked.due],
        )
        cursor.execute("VACUUM ANALYZE deadlines_deadline")
    print(f"{asked.rows:,} open deadlines, {asked.due:,} due, made in {time.perf_counter() - began:.0f} s")  # noqa: T201

    def sweep() -> None:
        assert write_due(timezone.now()) == asked.due

    with transaction.atomic():
        sweep()
        written = Reminder.objects.count()
        assert written == asked.due, written
        assert not Deadline.objects.filter(next_reminder_at__lte=timezone.now()).exists()
        transaction.set_rollback(True)
    works = {
        "bare SQL, selection alone": lambda: undone(bare(READ_ONLY)),
        "bare SQL, selected and written": lambda: undone(bare(BARE)),
        "the sweep’s selection and writing": lambda: undone(sweep),
    }
    show(in_turn(works, asked.rounds), {"the sweep’s selection and writing": "bare SQL, selected and written"})


if __name__ == "__main__":
    main()
