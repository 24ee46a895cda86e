"""The message to attendees as a kind of mail: in office hours, with the reference and the day, never a title."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from escp.deadlines import queries as deadlines
from escp.deadlines.choices import MailState
from escp.deadlines.mailing import Kind, Later, Settled
from escp.deadlines.messages import before_subject, mail_from
from escp.deadlines.offsets import next_office_hours
from escp.ui.words import date_in_words
from learning.choices import EvaluationTime
from learning.embedding.attendees import REMINDER
from learning.models import EvaluationMail

ASKS = {
    EvaluationTime.BEFORE: ("before you come", "You are invited to {event}. Say before you come where you stand"),
    EvaluationTime.AFTER: (
        "what was it worth to you?",
        "You were invited to {event}. Say what it was worth to you",
    ),
    EvaluationTime.LATER: ("what has changed since?", "You were invited to {event}. Say what has changed since"),
}
TEXT = """\
{ask}: a few sentences to agree or disagree with, until {closes}. If you could not come, there is nothing to do.

No answer carries a name. So nobody can see whether you have answered{again}."""
AGAIN = ", and this reminder goes to everybody. It is the last one"


class EvaluationMails(Kind[EvaluationMail]):
    """One message to one attendee about one asking."""

    model = EvaluationMail
    joined = ("evaluation__event", "person")

    def objection(self, mail: EvaluationMail) -> Settled | Later | None:
        asked, now = mail.evaluation, timezone.now()
        if not asked.is_open:
            return Settled(MailState.SUPPRESSED, "The questions had closed before it could be sent.")
        if not mail.person.is_active:
            return Settled(MailState.SUPPRESSED, "The account is closed.")
        if not asked.event.attendees.filter(person=mail.person_id).exists():
            return Settled(MailState.SUPPRESSED, "The person was taken off the list.")
        allowed = next_office_hours(now, deadlines.calendar())
        return Later(allowed, "Waits for office hours.") if allowed > now else None

    def message(self, mail: EvaluationMail) -> EmailMultiAlternatives:
        asked, event = mail.evaluation, mail.evaluation.event
        question, ask = ASKS[EvaluationTime(asked.time)]
        named = f"the {event.get_kind_display().lower()} of {date_in_words(event.happens_on)}"
        words: dict[str, object] = {
            "subject": f"{before_subject()}{event.reference}: {question}",
            "text": TEXT.format(
                ask=ask.format(event=named),
                closes=date_in_words(asked.closes_on),
                again=AGAIN if mail.number == REMINDER else "",
            ),
            "reference": "the questions",
            "link": f"{settings.SITE_ADDRESS}{asked.get_absolute_url()}",
        }
        return mail_from(mail, "email/letter.txt", "email/letter.html", words)


EVALUATION_MAILS = EvaluationMails()
