"""Letters as a kind of mail: whether one is still wanted, and what it says, asked at the moment of sending.

What the unit writes goes out in office hours; a receipt or a code, which somebody waits for, at once. Somebody with an
account is led to the return, somebody without one to a link of their own, which opens nothing without a code.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from escp.deadlines import queries as deadlines
from escp.deadlines.choices import MailState
from escp.deadlines.mailing import Kind, Later, Settled
from escp.deadlines.messages import link_to, mail_from
from escp.deadlines.offsets import next_office_hours
from escp.returns.choices import SETTLED
from escp.returns.models import Letter, LetterKind
from escp.returns.policies import answers_for
from escp.returns.queries import helps_with, link_with_code, returns_for
from escp.returns.services.links import code_of, link_for

AT_ONCE = (LetterKind.CODE, LetterKind.RECEIPT)


class Letters(Kind[Letter]):
    """One message to one person about one return."""

    model = Letter
    joined = ("of__request", "of__agency", "person")

    def objection(self, mail: Letter) -> Settled | Later | None:
        if reason := _why_not(mail):
            return Settled(MailState.SUPPRESSED, reason)
        if mail.kind in AT_ONCE:
            return None
        now = timezone.now()
        allowed = next_office_hours(now, deadlines.calendar())
        return Later(allowed, "Waits for office hours.") if allowed > now else None

    def message(self, mail: Letter) -> EmailMultiAlternatives:
        words: dict[str, object] = {"subject": mail.subject, "text": mail.text}
        if mail.kind == LetterKind.CODE:
            link = link_with_code(mail.of, mail.person)
            # It may have ended in the instant since `objection` looked: then the message is tried again, and left out.
            words["code"] = code_of(link) if link else ""
        else:
            words |= {"reference": mail.of.reference, "link": _address(mail)}
        return mail_from(mail, "email/letter.txt", "email/letter.html", words)


LETTERS = Letters()


def _why_not(mail: Letter) -> str:
    """Return why this letter is no longer wanted, or nothing."""
    asked, person = mail.of, mail.person
    if not person.is_active:
        return "The account is closed."
    if mail.kind == LetterKind.CODE:
        return "" if link_with_code(asked, person) else "The code is no longer good."
    if mail.kind == LetterKind.RECEIPT:
        return ""
    if not asked.is_open:
        return "It was sent or settled before this went out."
    is_asked = asked.person_id in (None, person.pk) and answers_for(person, asked)
    if not (is_asked or helps_with(person, asked)):
        return "Somebody else is asked now."
    if not returns_for(person).filter(pk=asked.pk).exists():
        return "The case is not open to the person."
    return ""


def _address(mail: Letter) -> str:
    """Return where a letter leads; nowhere for somebody without an account once everything is settled."""
    if mail.person.current_memberships:
        return link_to(mail.of.reference)
    if mail.of.state in SETTLED:
        return ""
    _, token = link_for(asked=mail.of, person=mail.person)
    return f"{settings.SITE_ADDRESS}/returns/by-link/{token}/"
