"""What the worker does when beat asks. The queue is a hint; the database is the truth."""

from datetime import datetime, timedelta
from typing import Any

from celery import Task, shared_task
from django.utils import timezone

from escp.deadlines import sweep as sweeping


# Acknowledged when it arrives: a sweep that is lost is done by the next one, a minute later, while an acknowledgement
# that comes after the queue went away ends the whole worker.
@shared_task(bind=True, ignore_result=True, acks_late=False)
def sweep(self: Task, lifetime: int | None = None) -> str:
    """Remind everyone who is due. The arrival of this task proves that beat ran, its execution that a worker does.

    `lifetime` is how many seconds beat lets the task wait: from its expiry follows when beat sent it.
    """
    sweeping.beat("worker")
    if lifetime is not None:
        sweeping.beat("beat", at=sent_at(self.request.expires, lifetime))
    return str(sweeping.sweep())


def sent_at(expires: Any, lifetime: int) -> datetime:
    """Return when beat sent a task that expires then; now where it is run at once."""
    if not expires:
        return timezone.now()
    moment = expires if isinstance(expires, datetime) else datetime.fromisoformat(str(expires))
    return min(moment - timedelta(seconds=lifetime), timezone.now())
