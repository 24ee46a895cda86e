"""The invitation that a statutory reminder carries, so that the date can be kept in a calendar by one click."""

from email.mime.text import MIMEText

from django.core.mail import EmailMultiAlternatives

from escp.deadlines.ics import invitation
from escp.deadlines.models import Deadline, Reminder

FILE_NAME = "invitation.ics"


def attach_invitation(message: EmailMultiAlternatives, reminder: Reminder) -> None:
    """Attach the invitation where the duty is statutory and its date still lies ahead; otherwise do nothing."""
    deadline: Deadline = reminder.deadline
    if not (deadline.statutory and deadline.is_open) or deadline.is_late:
        return
    part = MIMEText(invitation(deadline, reminder.person.email), "calendar", "utf-8")
    part.set_param("method", "REQUEST")
    part.add_header("Content-Disposition", "attachment", filename=FILE_NAME)
    message.attach(part)
