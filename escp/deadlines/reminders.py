"""Reminders: which are due, to whom, and at the last moment whether one is still wanted.

Any number of sweeps may run at once, at any moment and after any pause, and write the same rows: a deadline is locked
while it is looked at, a row is unique, and after an outage only the latest of the missed reminders is written.
"""

from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from escp.deadlines import moved, queries
from escp.deadlines.calendar import Calendar
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.mailing import Kind, Later, Settled, message_id
from escp.deadlines.messages import message_for
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.queries import Holders

BATCH = 500
# How soon to look again for somebody to remind, where nobody holds the role.
LOOK_AGAIN = timedelta(minutes=15)
PLANNED = ("next_reminder_at", "reminded_until", "unreachable_since")
# What a reminder is worked out from; the rest of a row is not read for it.
NEEDED = (*PLANNED, "rule", "started_at", "due_at", "due_on", "owed_role", "owed_agency", "owed_person")


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
        .only(*NEEDED)
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
    _keep_plans(deadlines)
    return len(deadlines)


def _keep_plans(deadlines: list[Deadline]) -> None:
    """Save when to look at each next: one statement for all that share their moments, most often 9am of some day."""
    alike: dict[tuple[datetime | None, ...], list[int]] = {}
    for deadline in deadlines:
        moments = tuple(getattr(deadline, name) for name in PLANNED)
        alike.setdefault(moments, []).append(deadline.pk)
    for moments, keys in alike.items():
        Deadline.objects.filter(pk__in=keys).update(**dict(zip(PLANNED, moments, strict=True)))


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


class Reminders(Kind[Reminder]):
    """One message to one person about one deadline."""

    model = Reminder
    joined = ("deadline", "person")

    def objection(self, mail: Reminder) -> Settled | Later | None:
        deadline, now = mail.deadline, timezone.now()
        if mail.due_on != deadline.due_on:
            return Settled(MailState.SUPERSEDED, "The due date has moved.")
        calendar = queries.calendar()
        if reason := _why_not(mail, calendar, now):
            return Settled(MailState.SUPPRESSED, reason)
        allowed = deadline.kept_rule.plan(deadline.span, calendar).allowed(now)
        return Later(allowed, "Waits for office hours.") if allowed > now else None

    def message(self, mail: Reminder) -> EmailMultiAlternatives:
        return message_for(mail)

    def left_out(self, mail: Reminder) -> None:
        """Flag an open deadline when the last of the people to remind has fallen away."""
        others = Reminder.objects.filter(
            deadline=mail.deadline,
            offset=mail.offset,
            due_on=mail.due_on,
            state__in=[MailState.PENDING, MailState.SENDING, MailState.SENT],
        )
        if mail.deadline.is_open and not moved.is_of_a_move(mail) and not others.exists():
            Deadline.objects.filter(pk=mail.deadline_id).update(unreachable_since=timezone.now())


def _why_not(mail: Reminder, calendar: Calendar, now: datetime) -> str:
    """Return why this person should no longer be reminded, or nothing."""
    if moved.is_of_a_move(mail):
        return moved.why_not_told(mail)
    deadline, person = mail.deadline, mail.person
    if deadline.is_paused:
        return "The clock stands still."
    if not deadline.is_open:
        return "It is no longer owed." if deadline.stopped_at is None else "It was done before this was sent."
    if not person.is_active:
        return "The account is closed."
    holders = Holders.now(person)
    if not holders.is_current(person.pk):
        return "The person has no current membership."
    if person.pk not in queries.recipients(deadline, now, holders, calendar):
        return "The person no longer holds the role that owes it."
    if not queries.visible_to(person, deadline):
        return "The record is not open to the person."
    return ""
