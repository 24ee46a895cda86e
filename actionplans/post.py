"""Letters to owners as a kind of mail: which actions are still theirs and owed, asked when it is sent."""

from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.utils import timezone

from actionplans.choices import STILL_OWED_STATES
from actionplans.models import Action, ActionLetter
from actionplans.queries import actions_for
from escp.deadlines import queries as deadlines
from escp.deadlines.choices import MailState
from escp.deadlines.mailing import Kind, Later, Settled
from escp.deadlines.messages import link_to, mail_from
from escp.deadlines.offsets import next_office_hours
from escp.ui.words import date_in_words


class ActionLetters(Kind[ActionLetter]):
    """One message to one owner about some of their actions: references and dates alone."""

    model = ActionLetter

    def objection(self, mail: ActionLetter) -> Settled | Later | None:
        if not mail.person.is_active:
            return Settled(MailState.SUPPRESSED, "The account is closed.")
        if not still_owed(mail).exists():
            return Settled(MailState.SUPPRESSED, "Nothing of it is theirs to do any more.")
        now = timezone.now()
        allowed = next_office_hours(now, deadlines.calendar())
        return Later(allowed, "Waits for office hours.") if allowed > now else None

    def message(self, mail: ActionLetter) -> EmailMultiAlternatives:
        lines = "\n".join(line_of(action) for action in still_owed(mail))
        words: dict[str, object] = {"subject": mail.subject, "text": f"{mail.text}\n\n{lines}"}
        return mail_from(mail, "email/letter.txt", "email/letter.html", words)


ACTION_LETTERS = ActionLetters()


def still_owed(mail: ActionLetter) -> QuerySet[Action]:
    """Return the actions of a letter that its person still owns, owes, and may see."""
    theirs = actions_for(mail.person).filter(letters=mail, owner=mail.person, state__in=STILL_OWED_STATES)
    return theirs.order_by("due_on", "reference")


def line_of(action: Action) -> str:
    """Return what a letter says of one action: its reference, its date, and where it is."""
    due = f", due {date_in_words(action.due_on)}" if action.due_on else ""
    return f"{action.reference}{due}: {link_to(action.reference)}"
