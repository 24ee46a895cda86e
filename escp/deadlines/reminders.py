"""Writing reminders: which are due, and to whom. Nothing is sent here.

Any number of sweeps may run at once, at any moment and after any pause, and write the same rows: a deadline is locked
while it is looked at, a row is unique, and after an outage only the latest of the missed reminders is written.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from escp.deadlines import queries
from escp.deadlines.calendar import Calendar
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.queries import Holders

BATCH = 500
# How soon to look again for somebody to remind, where nobody holds the role.
LOOK_AGAIN = timedelta(minutes=15)


def write_due(now: datetime) -> int:
    """Write the reminders whose time has come, batch by batch. Returns how many deadlines were looked at."""
    total = 0
    while looked_at := _write_batch(now):
        total += looked_at
    return total


@transaction.atomic
def _write_batch(now: datetime) -> int:
    deadlines = list(
        Deadline.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=DeadlineState.OPEN, next_reminder_at__lte=now)
        .order_by("next_reminder_at", "pk")[:BATCH]
    )
    if not deadlines:
        return 0
    calendar, holders = queries.calendar(), Holders.now()
    written = [reminder for deadline in deadlines for reminder in _due(deadline, now, holders, calendar)]
    told = {reminder.deadline_id for reminder in written}
    earlier = Reminder.objects.filter(deadline__in=told, state=MailState.PENDING)
    earlier.exclude(offset__startswith="moved-").update(
        state=MailState.SUPERSEDED, reason="A later reminder took its place."
    )
    Reminder.objects.bulk_create(written, ignore_conflicts=True)
    Deadline.objects.bulk_update(deadlines, ["next_reminder_at", "reminded_until", "unreachable_since"])
    return len(deadlines)


def _due(deadline: Deadline, now: datetime, holders: Holders, calendar: Calendar) -> list[Reminder]:
    """Return the reminders to write for one deadline, and set on it when to look next."""
    plan = deadline.kept_rule.plan(deadline.span, calendar)
    if (allowed := plan.allowed(now)) > now:
        deadline.next_reminder_at = allowed
        return []
    offset = plan.latest(now)
    people = queries.recipients(deadline, now, holders, calendar)
    if offset and not people:
        deadline.unreachable_since = deadline.unreachable_since or now
        deadline.next_reminder_at = now + LOOK_AGAIN
        return []
    coming = plan.after(now)
    deadline.reminded_until, deadline.unreachable_since = now, None
    deadline.next_reminder_at = coming[0] if coming else None
    return [_reminder(deadline, person_id, offset, now) for person_id in sorted(people)] if offset else []


def _reminder(deadline: Deadline, person_id: int, offset: str, now: datetime) -> Reminder:
    return Reminder(
        deadline=deadline,
        person_id=person_id,
        offset=offset,
        due_on=deadline.due_on,
        message_id=message_id(deadline.pk, person_id, offset, deadline.due_on.isoformat()),
        created_at=now,
        try_at=now,
    )


def message_id(*key: object) -> str:
    """Return the Message-ID of a reminder: always the same for the same row, and telling nothing to others."""
    text = ":".join(str(part) for part in ("reminder", *key))
    digest = hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_ADDRESS).hostname}>"
