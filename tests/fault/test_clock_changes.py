"""Both changes of the clocks, minute by minute with a sweep at each: every reminder once, at its time."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from escp.deadlines.choices import Level, MailState
from escp.deadlines.clocks import Hours, after_due, before_due, working_day
from escp.deadlines.models import Reminder
from escp.deadlines.queries import calendar
from escp.deadlines.sweep import sweep
from tests.deadlines.records import a_person, a_record, declare, the_deadline

pytestmark = pytest.mark.django_db
# The Saturdays before: the clocks change at 1am UTC on the day after.
FORWARD, BACK = datetime(2027, 3, 27, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)


def step(saturday: datetime, start: timedelta, first: timedelta, minutes: int) -> None:
    """Begin a clock of 24 hours, sweep at every minute, and hold what went out against the plan."""
    declare(
        length=Hours(24),
        level=Level.NATIONAL,
        remind=(working_day(0), *(before_due(n, "h") for n in range(24)), *(after_due(n, "h") for n in range(1, 24))),
        escalate=(),
    )
    begins, last = saturday + first, saturday + first + timedelta(minutes=minutes - 1)
    with time_machine.travel(saturday + start, tick=False) as traveller:
        a_person()
        deadline = the_deadline(a_record(saturday + start))
        sweep()
        for minute in range(minutes):
            traveller.move_to(begins + timedelta(minutes=minute))
            sweep()
    plan = deadline.kept_rule.plan(deadline.span, calendar())
    # Of two that fall on the same moment one goes out.
    moments = dict(sorted((at, code) for at, code in [*plan.fixed(), plan.late(1)] if begins < at <= last))
    expected = {code: at for at, code in moments.items()}
    sent = [reminder for reminder in Reminder.objects.all() if reminder.created_at > begins]

    assert len(expected) >= 3
    assert Counter(reminder.offset for reminder in sent) == Counter(expected.keys())
    assert {reminder.offset: reminder.created_at for reminder in sent} == expected
    assert {reminder.state for reminder in Reminder.objects.all()} == {MailState.SENT}
    # A digest may go out beside them, on Monday morning.
    delivered = Counter(message.extra_headers["Message-ID"] for message in mail.outbox)
    assert all(delivered[reminder.message_id] == 1 for reminder in Reminder.objects.all())


@pytest.mark.parametrize("saturday", [FORWARD, BACK], ids=["forward", "back"])
def test_across_the_change_each_reminder_goes_out_once_at_its_hour(connected, saturday):
    step(saturday, timedelta(hours=15), timedelta(hours=23, minutes=30), 240)


@pytest.mark.fault
@pytest.mark.parametrize("saturday", [FORWARD, BACK], ids=["forward", "back"])
def test_over_two_days_each_reminder_goes_out_once_at_its_hour(connected, saturday):
    step(saturday, timedelta(hours=12), timedelta(hours=12), 48 * 60)
