"""The message after a meeting: each person's own actions by reference, with their days as calendar entries."""

from email.mime.text import MIMEText

from django.core.mail import EmailMultiAlternatives

from escp.deadlines.choices import MailState
from escp.deadlines.mailing import Kind, Later, Settled
from escp.deadlines.messages import Line, before_subject, link_to, mail_from
from escp.ui.words import date_in_words
from home.meetings.entries import entries_of
from home.meetings.queries import own_actions
from home.models import MeetingMail

FILE_NAME = "your-actions.ics"


class MeetingMails(Kind[MeetingMail]):
    """One message to one person after one meeting, at once: it should be there before the room is empty."""

    model = MeetingMail
    joined = ("meeting__group", "person")

    def objection(self, mail: MeetingMail) -> Settled | Later | None:
        if not mail.person.is_active:
            return Settled(MailState.SUPPRESSED, "The account is closed.")
        if not own_actions(mail.person, mail.meeting):
            return Settled(MailState.SUPPRESSED, "No action from the meeting is theirs now.")
        return None

    def message(self, mail: MeetingMail) -> EmailMultiAlternatives:
        meeting, actions = mail.meeting, own_actions(mail.person, mail.meeting)
        number = "1 action" if len(actions) == 1 else f"{len(actions)} actions"
        day = date_in_words(meeting.held_on)
        words: dict[str, object] = {
            "subject": f"{before_subject()}{meeting.reference}: you have {number} from the meeting of {day}",
            "first_line": f"You have {number} from the meeting of {day}.",
            "lines": [
                Line(one.reference, link_to(one.reference), "by", date_in_words(one.due_on) if one.due_on else "")
                for one in actions
            ],
            "reference": meeting.reference,
            "link": link_to(meeting.reference),
        }
        message = mail_from(mail, "email/meeting.txt", "email/meeting.html", words)
        part = MIMEText(entries_of(actions).decode(), "calendar", "utf-8")
        part.set_param("method", "PUBLISH")
        part.add_header("Content-Disposition", "attachment", filename=FILE_NAME)
        message.attach(part)
        return message


MEETING_MAILS = MeetingMails()
