"""Sending mail of every kind under a lease: claim, send, then mark; never mark before the server has taken the message.

A sender that dies leaves an expired lease, and the next one sends again with the same Message-ID: at worst one message
twice for each death, never one lost. No database lock is held while the mail server is spoken to. Reminders go first:
a digest never holds one up.
"""

import logging
import smtplib
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from escp.deadlines.choices import MailState
from escp.deadlines.digests import Digests
from escp.deadlines.mailing import Kind, Later
from escp.deadlines.models import NOT_DELIVERED, Mail
from escp.deadlines.reminders import Reminders

logger = logging.getLogger(__name__)

# In the order in which they go out. Apps add theirs in `AppConfig.ready()`, by `also_send`.
KINDS: list[Kind[Any]] = [Reminders(), Digests()]

# A sweep ends in good time, so that a worker which is told to stop can; the next sweep goes on.
LONGEST_SECONDS = getattr(settings, "REMINDER_SWEEP_SECONDS", 20)
LEASE = timedelta(seconds=getattr(settings, "REMINDER_LEASE_SECONDS", 120))
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
MOST_ATTEMPTS = 12
# When the mail server itself is away, every message would fail alike: the next sweep tries again.
MOST_FAILURES_IN_A_ROW = 3
PERMANENT = 500
CLOSING = 421


class Refused(Exception):
    """Raised when the mail server will never take this message, so that trying again is no use."""


def also_send(kind: Kind[Any]) -> None:
    """Add a kind of mail, to go out after those that are known. Twice adds it once."""
    if all(type(known) is not type(kind) for known in KINDS):
        KINDS.append(kind)


def send_due(kinds: Sequence[Kind[Any]] = KINDS) -> int:
    """Send what waits, one by one, of all kinds or of some. Returns how many were sent; one failure stops no other."""
    sent = failures = 0
    end = time.monotonic() + LONGEST_SECONDS
    connection = get_connection()
    try:
        while failures < MOST_FAILURES_IN_A_ROW and time.monotonic() < end and (claimed := claim_any(kinds)):
            kind, mail = claimed
            if not _still_wanted(kind, mail):
                continue
            try:
                _send(kind.message(mail), connection)
            except Refused as refusal:
                _finish(mail, MailState.FAILED, str(refusal))
            except Exception as error:
                logger.warning("%s %s could not be sent: %s", type(mail).__name__, mail.pk, type(error).__name__)
                _close(connection)
                _try_later(mail, error)
                failures += not _is_about_this_one(error)
            else:
                _finish(mail, MailState.SENT)
                sent += 1
                failures = 0
    finally:
        _close(connection)
    return sent


def claim_any(kinds: Sequence[Kind[Any]] = KINDS) -> tuple[Kind[Any], Any] | None:
    """Take one message of the first kind of which any waits."""
    for kind in kinds:
        if (mail := claim(kind)) is not None:
            return kind, mail
    return None


@transaction.atomic
def claim(kind: Kind[Any] = KINDS[0]) -> Any:
    """Take the message of a kind that has waited longest, for the length of a lease; None when none waits."""
    now = timezone.now()
    waiting = Q(state=MailState.PENDING, try_at__lte=now) | Q(state=MailState.SENDING, lease_until__lte=now)
    rows = kind.model._default_manager
    mail = rows.select_for_update(skip_locked=True, of=("self",)).filter(waiting).order_by("try_at", "pk").first()
    if mail is None:
        return None
    mail.state = MailState.SENDING
    mail.lease_id, mail.lease_until = uuid.uuid4(), now + LEASE
    mail.attempts += 1
    mail.save(update_fields=["state", "lease_id", "lease_until", "attempts"])
    return rows.select_related(*kind.joined).get(pk=mail.pk)


def _still_wanted(kind: Kind[Any], mail: Mail) -> bool:
    """Check again, at the last moment, that this person should have this message; else settle it with the reason."""
    if mail.attempts > MOST_ATTEMPTS:
        _finish(mail, MailState.FAILED, f"Given up after {MOST_ATTEMPTS} attempts.")
        return False
    objection = kind.objection(mail)
    if objection is None:
        return True
    if isinstance(objection, Later):
        _release(mail, objection.until, objection.reason)
        return False
    _finish(mail, objection.state, objection.reason)
    if objection.state == MailState.SUPPRESSED:
        kind.left_out(mail)
    return False


def _send(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> None:
    """Hand one message to the mail server. Raises Refused for what will never be taken, else what went wrong."""
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


def _is_about_this_one(error: Exception) -> bool:
    """Whether the mail server is there and puts off this message alone: the others need not wait."""
    kind = (smtplib.SMTPResponseException, smtplib.SMTPDataError)
    return type(error) in kind and getattr(error, "smtp_code", CLOSING) != CLOSING


def _finish(mail: Mail, state: MailState, reason: str = "") -> None:
    """Settle a message, if the lease is still ours: another sender may have taken over."""
    _held(mail).update(
        state=state,
        sent_at=timezone.now() if state == MailState.SENT else None,
        lease_id=None,
        lease_until=None,
        reason=reason[:300],
    )


def _try_later(mail: Mail, error: Exception) -> None:
    wait = BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
    code = f" {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else ""
    _release(mail, timezone.now() + wait, f"{NOT_DELIVERED}: {type(error).__name__}{code}.")


def _release(mail: Mail, until: datetime, reason: str) -> None:
    _held(mail).update(state=MailState.PENDING, try_at=until, lease_id=None, lease_until=None, reason=reason[:300])


def _held(mail: Mail) -> Any:
    """Return the row as long as our lease holds it."""
    return type(mail)._default_manager.filter(pk=mail.pk, state=MailState.SENDING, lease_id=mail.lease_id)


def _close(connection: BaseEmailBackend) -> None:
    with suppress(Exception):
        connection.close()
