"""What the business unit and the health page must know about reminders."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, Min, Q, QuerySet, When
from django.utils import timezone

from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import NOT_DELIVERED, Deadline, Heartbeat, Mail, Reminder

LATEST_REMINDER = timedelta(minutes=15)


def deadlines_without_recipient() -> QuerySet[Deadline]:
    """Return the open deadlines for which a reminder is due that nobody may receive: an alarm for the business unit."""
    return Deadline.objects.filter(state=DeadlineState.OPEN, unreachable_since__isnull=False)


def failed_reminders() -> QuerySet[Reminder]:
    """Return the reminders that could not be delivered, for deadlines that are still open."""
    return Reminder.objects.filter(state=MailState.FAILED, deadline__state=DeadlineState.OPEN).select_related(
        "deadline", "person"
    )


def oldest_unsent() -> datetime | None:
    """Return since when the oldest mail has been due and not dealt with, or None when none is waiting.

    Covers the reminders that no sweep has written yet, and the mails of every kind that are written but not sent. What
    had to wait, as for office hours, waits since then; what the mail server did not take, since it was written.
    """
    now = timezone.now()
    unwritten = Deadline.objects.filter(state=DeadlineState.OPEN, next_reminder_at__lte=now, unreachable_since=None)
    unsent = Q(state=MailState.PENDING, try_at__lte=now) | Q(state=MailState.SENDING, lease_until__lte=now)
    since = Min(Case(When(reason__startswith=NOT_DELIVERED, then="created_at"), default="try_at"))
    waiting: Iterable[datetime | None] = (
        unwritten.aggregate(oldest=Min("next_reminder_at"))["oldest"],
        *(kind._default_manager.filter(unsent).aggregate(oldest=since)["oldest"] for kind in Mail.__subclasses__()),
    )
    return min((moment for moment in waiting if moment), default=None)


def waited_too_long() -> bool:
    """Whether a reminder has been due for longer than any should."""
    oldest = oldest_unsent()
    return oldest is not None and timezone.now() - oldest > LATEST_REMINDER


def heartbeat(name: str) -> datetime | None:
    """Return when a part of the service last gave a sign of life: "beat", "worker" or "sweep"."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
