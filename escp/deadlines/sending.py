"""Sending reminders under a lease: claim, send, then mark; never mark before the mail server has taken the message.

A sender that dies leaves an expired lease, and the next one sends again with the same Message-ID: at worst one message
twice for each death, never one lost. No database lock is held while the mail server is spoken to.
"""

import logging
import smtplib
import time
import uuid
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from escp.deadlines import moved, queries
from escp.deadlines.calendar import Calendar
from escp.deadlines.choices import MailState
from escp.deadlines.messages import message_for
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.queries import Holders

logger = logging.getLogger(__name__)

# A sweep ends in good time, so that a worker which is told to stop can; the next sweep goes on.
LONGEST_SECONDS = getattr(settings, "REMINDER_SWEEP_SECONDS", 20)
LEASE = timedelta(seconds=getattr(settings, "REMINDER_LEASE_SECONDS", 120))
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
MOST_ATTEMPTS = 12
# When the mail server itself is away, every message would fail alike: the next sweep tries again.
MOST_FAILURES_IN_A_ROW = 3
PERMANENT = 500


class Refused(Exception):
    """Raised when the mail server will never take this message, so that trying again is no use."""


def send_due() -> int:
    """Send the reminders that wait, one by one. Returns how many were sent; one failure stops no other."""
    sent = failures = 0
    end = time.monotonic() + LONGEST_SECONDS
    connection = get_connection()
    try:
        while failures < MOST_FAILURES_IN_A_ROW and time.monotonic() < end and (reminder := claim()):
            if not _still_wanted(reminder):
                continue
            try:
                _send(reminder, connection)
            except Refused as refusal:
                _finish(reminder, MailState.FAILED, str(refusal))
            except Exception as error:
                logger.warning("Reminder %s could not be sent: %s", reminder.pk, type(error).__name__)
                _close(connection)
                _try_later(reminder, error)
                failures += 1
            else:
                _finish(reminder, MailState.SENT)
                sent += 1
                failures = 0
    finally:
        _close(connection)
    return sent


@transaction.atomic
def claim() -> Reminder | None:
    """Take the reminder that has waited longest, for the length of a lease; None when none waits."""
    now = timezone.now()
    waiting = Q(state=MailState.PENDING, try_at__lte=now) | Q(state=MailState.SENDING, lease_until__lte=now)
    reminder = (
        Reminder.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(waiting)
        .order_by("try_at", "pk")
        .first()
    )
    if reminder is None:
        return None
    reminder.state = MailState.SENDING
    reminder.lease_id, reminder.lease_until = uuid.uuid4(), now + LEASE
    reminder.attempts += 1
    reminder.save(update_fields=["state", "lease_id", "lease_until", "attempts"])
    return Reminder.objects.select_related("deadline", "person").get(pk=reminder.pk)


def _still_wanted(reminder: Reminder) -> bool:
    """Check again, at the last moment, that this person should have this message; else settle it with the reason."""
    if reminder.attempts > MOST_ATTEMPTS:
        _finish(reminder, MailState.FAILED, f"Given up after {MOST_ATTEMPTS} attempts.")
        return False
    if reminder.due_on != reminder.deadline.due_on:
        _finish(reminder, MailState.SUPERSEDED, "The due date has moved.")
        return False
    calendar, now = queries.calendar(), timezone.now()
    if reason := _why_not(reminder, calendar, now):
        _finish(reminder, MailState.SUPPRESSED, reason)
        _sound_alarm(reminder)
        return False
    allowed = reminder.deadline.kept_rule.plan(reminder.deadline.span, calendar).allowed(now)
    if allowed > now:
        _release(reminder, allowed, "Waits for office hours.")
    return allowed <= now


def _why_not(reminder: Reminder, calendar: Calendar, now: datetime) -> str:
    """Return why this person should no longer be reminded, or nothing."""
    if moved.is_of_a_move(reminder):
        return moved.why_not_told(reminder)
    deadline, person = reminder.deadline, reminder.person
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


def _send(reminder: Reminder, connection: BaseEmailBackend) -> None:
    """Hand one message to the mail server. Raises Refused for what will never be taken, else what went wrong."""
    message = message_for(reminder)
    message.connection = connection
    # Opened here, the connection stays open for the messages that follow.
    connection.open()
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        if code >= PERMANENT:
            raise Refused(f"The mail server refused the address ({code}).") from error
        raise smtplib.SMTPResponseException(code, text) from error
    except smtplib.SMTPDataError as error:
        if error.smtp_code >= PERMANENT:
            raise Refused(f"The mail server refused the message ({error.smtp_code}).") from error
        raise


def _finish(reminder: Reminder, state: MailState, reason: str = "") -> None:
    """Settle a reminder, if the lease is still ours: another sender may have taken over."""
    Reminder.objects.filter(pk=reminder.pk, state=MailState.SENDING, lease_id=reminder.lease_id).update(
        state=state,
        sent_at=timezone.now() if state == MailState.SENT else None,
        lease_id=None,
        lease_until=None,
        reason=reason[:300],
    )


def _try_later(reminder: Reminder, error: Exception) -> None:
    wait = BACK_OFF[min(reminder.attempts, len(BACK_OFF)) - 1]
    code = f" {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else ""
    _release(reminder, timezone.now() + wait, f"Not delivered yet: {type(error).__name__}{code}.")


def _release(reminder: Reminder, until: datetime, reason: str) -> None:
    Reminder.objects.filter(pk=reminder.pk, state=MailState.SENDING, lease_id=reminder.lease_id).update(
        state=MailState.PENDING, try_at=until, lease_id=None, lease_until=None, reason=reason[:300]
    )


def _sound_alarm(reminder: Reminder) -> None:
    """Flag an open deadline when the last of the people to remind has fallen away."""
    others = Reminder.objects.filter(
        deadline=reminder.deadline,
        offset=reminder.offset,
        due_on=reminder.due_on,
        state__in=[MailState.PENDING, MailState.SENDING, MailState.SENT],
    )
    if reminder.deadline.is_open and not moved.is_of_a_move(reminder) and not others.exists():
        Deadline.objects.filter(pk=reminder.deadline_id).update(unreachable_since=timezone.now())


def _close(connection: BaseEmailBackend) -> None:
    with suppress(Exception):
        connection.close()
