"""The words of a reminder: what to do, by when, why, and where. Never a fact of a case.

Everything comes from the clock's declaration and from dates; the reference is the only thing that a record adds.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from escp.deadlines import moved
from escp.deadlines.banners import due_in_words, full_date
from escp.deadlines.calendar import london_date
from escp.deadlines.invitations import attach_invitation
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.registry import CLOCKS
from escp.ui.words import date_in_words


def message_for(reminder: Reminder) -> EmailMultiAlternatives:
    """Return the mail for a reminder: one recipient, answers to the business unit, the same Message-ID every time."""
    deadline = reminder.deadline
    context = words_for(deadline)
    if moved.is_of_a_move(reminder):
        context |= words_of_a_move(reminder)
    message = EmailMultiAlternatives(
        subject=str(context["subject"]),
        body=render_to_string("email/reminder.txt", context),
        to=[reminder.person.email],
        reply_to=[settings.UNIT_EMAIL],
        headers={"Message-ID": reminder.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("email/reminder.html", context), "text/html")
    attach_invitation(message, reminder)
    return message


def subject_for(deadline: Deadline) -> str:
    """Return the marking (if the installation sets one), the reference, the ask and the date."""
    marking = f"[{settings.HANDLING_MARKING}] " if settings.HANDLING_MARKING else ""
    due = date_in_words(deadline.due_on)
    ask = f"late: {deadline.ask}, due by {due}" if deadline.is_late else f"{deadline.ask} by {due}"
    return f"{marking}{deadline.reference}: {ask}"


def words_of_a_move(reminder: Reminder) -> dict[str, object]:
    """Return what is said otherwise when a date has moved: dates alone, never why."""
    deadline = reminder.deadline
    marking = f"[{settings.HANDLING_MARKING}] " if settings.HANDLING_MARKING else ""
    now = date_in_words(deadline.due_on)
    return {
        "subject": f"{marking}{deadline.reference}: the date has moved to {now}: {deadline.label}",
        "first_line": f"{deadline.label}. {moved.sentence(reminder)}",
    }


def words_for(deadline: Deadline) -> dict[str, object]:
    """Return what the templates say."""
    rule = deadline.kept_rule
    due = due_in_words(deadline, rule.length)
    late = deadline.is_late
    first = f"This is late. {deadline.ask}: it was due by {due}." if late else f"{deadline.ask} by {due}."
    worked = deadline.worked_out
    clock = CLOCKS.get(deadline.clock)
    started = f"{clock.started_by if clock else 'The clock started'} on {full_date(london_date(deadline.started_at))}"
    return {
        "subject": subject_for(deadline),
        "first_line": first,
        "why": f"{started}; {rule.length} from then." if rule.length else f"{started}; the date was agreed.",
        "authority": f"{rule.level.label}: {rule.authority}.",
        "target": f"Aim for {full_date(worked.target)}, the working day before." if worked and worked.target else "",
        "reference": deadline.reference,
        "link": f"{settings.SITE_ADDRESS}/r/{deadline.reference}",
        "marking": settings.HANDLING_MARKING,
        "service": settings.SERVICE_NAME,
        "partnership": settings.PARTNERSHIP_NAME,
        "unit_email": settings.UNIT_EMAIL,
    }
