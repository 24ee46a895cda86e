"""Urgent flags as a kind of mail: at once, at any hour, with references alone."""

import logging

from celery import shared_task
from django.core.mail import EmailMultiAlternatives
from kombu.exceptions import OperationalError

from audits.models import FlagAlert
from audits.queries.audit_tools import may_hear_of
from escp.deadlines.choices import MailState
from escp.deadlines.mailing import Kind, Later, Settled
from escp.deadlines.messages import before_subject, link_to, mail_from
from escp.deadlines.sending import send_due

TEXT = """\
The auditor of {agency} has marked {reference} of the audit {audit} as urgent: a child may be at risk now in a way \
that nobody is acting on.

Telephone the agency’s safeguarding lead today. The case stops until the business unit records what was done."""
HINT_LIVES_SECONDS = 60

logger = logging.getLogger(__name__)


class FlagAlerts(Kind[FlagAlert]):
    """One message to one person about one urgent flag."""

    model = FlagAlert
    joined = ("flag__of__agency", "flag__tool__case__audit", "person")

    def objection(self, mail: FlagAlert) -> Settled | Later | None:
        if not mail.flag.is_open:
            return Settled(MailState.SUPPRESSED, "It was acknowledged before this went out.")
        if not may_hear_of(mail.person, mail.flag):
            return Settled(MailState.SUPPRESSED, "The person is no longer one of those who are told.")
        return None

    def message(self, mail: FlagAlert) -> EmailMultiAlternatives:
        flag = mail.flag
        words: dict[str, object] = {
            "subject": f"{before_subject()}Urgent: {flag.of.reference} of the audit {flag.reference}",
            "text": TEXT.format(agency=flag.of.agency, reference=flag.of.reference, audit=flag.reference),
            "reference": flag.reference,
            "link": link_to(flag.reference),
        }
        return mail_from(mail, "email/letter.txt", "email/letter.html", words)


ALERTS = FlagAlerts()


@shared_task(ignore_result=True)
def post_alerts() -> None:
    """Send the alerts that wait."""
    send_due([ALERTS])


def tell_the_worker(flag_id: int) -> None:
    """Say that alerts wait. Where the queue is away they are not lost: the sweep sends them within a minute."""
    try:
        post_alerts.apply_async(expires=HINT_LIVES_SECONDS, retry=False)
    except (OperationalError, OSError):
        logger.warning("The queue does not answer. The alerts of urgent flag %s wait for the sweep.", flag_id)
