"""The digest: what a person owes, in one mail on the days that they chose.

Promised: at most one a day, written and sent between half past eight and five in the evening in London, on working days
alone; none that would say nothing; none to somebody who has left. Any number of sweeps, at any moment, write the same
rows. After an outage over the morning it comes later the same day, never the day after. What it says is put together
when it is sent, from what its reader may see then. It does not count what reminders have said: what is due today may
stand in a reminder and in the digest of the same morning.
"""

from datetime import date, datetime, time

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from escp.deadlines import queries
from escp.deadlines.calendar import at_time, london_date
from escp.deadlines.choices import MailState
from escp.deadlines.mailing import Kind, Later, Settled, message_id
from escp.deadlines.messages import digest_message
from escp.deadlines.models import Digest
from escp.deadlines.offsets import EVENING

DIGEST_TIME = time(8, 30)


def write_digests(now: datetime) -> int:
    """Write the digests of today for those who chose it. Returns how many were asked to be written."""
    today = london_date(now)
    if not opens(today) <= now < closes(today) or not queries.calendar().is_working_day(today):
        return 0
    written = [_digest(person_id, today, now) for person_id in queries.people_to_send_digest(today)]
    Digest.objects.bulk_create(written, ignore_conflicts=True)
    return len(written)


def opens(day: date) -> datetime:
    return at_time(day, DIGEST_TIME)


def closes(day: date) -> datetime:
    return at_time(day, EVENING)


def _digest(person_id: int, day: date, now: datetime) -> Digest:
    return Digest(
        person_id=person_id,
        day=day,
        message_id=message_id(person_id, day.isoformat(), kind="digest"),
        created_at=now,
        try_at=now,
    )


class Digests(Kind[Digest]):
    """What a person owes, in one message on a day that they chose."""

    model = Digest

    def objection(self, mail: Digest) -> Settled | Later | None:
        now, person = timezone.now(), mail.person
        if now < opens(mail.day):
            return Later(opens(mail.day), "Waits for the morning.")
        if now >= closes(mail.day):
            return Settled(MailState.SUPPRESSED, "Its day was over before it could be sent.")
        if not person.is_active:
            return Settled(MailState.SUPPRESSED, "The account is closed.")
        if not person.current_memberships:
            return Settled(MailState.SUPPRESSED, "The person has no current membership.")
        if mail.day.weekday() not in queries.digest_days_of(person):
            return Settled(MailState.SUPPRESSED, "The person no longer wants it on this day.")
        if not queries.digest_contents(person, now):
            return Settled(MailState.SUPPRESSED, "There was nothing to tell.")
        return None

    def message(self, mail: Digest) -> EmailMultiAlternatives:
        return digest_message(mail, queries.digest_contents(mail.person, timezone.now()))
