"""One sweep: write the reminders and digests that are due, then send what waits. Idempotent, safe with many at once."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from escp.deadlines.deadman import call_if_good
from escp.deadlines.digests import write_digests
from escp.deadlines.models import Heartbeat
from escp.deadlines.reminders import write_due
from escp.deadlines.sending import KINDS, send_due


@dataclass(frozen=True)
class Swept:
    """What one sweep did. Digests count as reminders here."""

    looked_at: int
    sent: int

    def __str__(self) -> str:
        return f"{self.looked_at} deadlines looked at, {self.sent} reminders sent"


def sweep() -> Swept:
    """Remind everyone who is due now, leave a sign of life, and when all is well call the dead-man address."""
    now = timezone.now()
    looked_at = write_due(now)
    write_digests(now)
    for kind in KINDS:
        kind.write(now)
    swept = Swept(looked_at, send_due())
    beat("sweep", note=str(swept))
    call_if_good()
    return swept


def beat(name: str, at: datetime | None = None, note: str = "") -> None:
    """Leave a sign of life of a part of the service."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at or timezone.now(), "note": note})
