"""The words of a reminder and of a digest: what to do, by when, why, and where. Never a fact of a case.

Everything comes from the clock's declaration and from dates; the reference is the only thing that a record adds. A
digest names the people whose deputy its reader is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from escp.deadlines import moved
from escp.deadlines.banners import due_in_words, full_date
from escp.deadlines.calendar import london_date
from escp.deadlines.invitations import attach_invitation
from escp.deadlines.models import Deadline, Digest, Mail, Reminder
from escp.deadlines.queries import Contents
from escp.deadlines.registry import CLOCKS
from escp.ui.words import date_in_words


def message_for(reminder: Reminder) -> EmailMultiAlternatives:
    """Return the mail for a reminder: one recipient, answers to the business unit, the same Message-ID every time."""
    words = words_for(reminder.deadline)
    if moved.is_of_a_move(reminder):
        words |= words_of_a_move(reminder)
    message = mail_from(reminder, "email/reminder.txt", "email/reminder.html", words)
    attach_invitation(message, reminder)
    return message


def mail_from(mail: Mail, text: str, html: str, words: dict[str, object]) -> EmailMultiAlternatives:
    """Return a message of any kind: one recipient, answers to the business unit, the same Message-ID every time."""
    words = {
        "marking": settings.HANDLING_MARKING,
        "service": settings.SERVICE_NAME,
        "partnership": settings.PARTNERSHIP_NAME,
        "unit_email": settings.UNIT_EMAIL,
        **words,
    }
    message = EmailMultiAlternatives(
        subject=str(words["subject"]),
        body=render_to_string(text, words),
        to=[mail.person.email],
        reply_to=[settings.UNIT_EMAIL],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(html, words), "text/html")
    return message


def subject_for(deadline: Deadline) -> str:
    """Return the marking (if the installation sets one), the reference, the ask and the date."""
    due = date_in_words(deadline.due_on)
    ask = f"late: {deadline.ask}, due by {due}" if deadline.is_late else f"{deadline.ask} by {due}"
    return f"{before_subject()}{deadline.reference}: {ask}"


def before_subject() -> str:
    """Return what stands before the subject of every message: the handling marking, if the installation sets one."""
    return f"[{settings.HANDLING_MARKING}] " if settings.HANDLING_MARKING else ""


def words_of_a_move(reminder: Reminder) -> dict[str, object]:
    """Return what is said otherwise when a date has moved: dates alone, never why."""
    deadline = reminder.deadline
    now = date_in_words(deadline.due_on)
    return {
        "subject": f"{before_subject()}{deadline.reference}: the date has moved to {now}: {deadline.label}",
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
        "link": link_to(deadline.reference),
    }


def link_to(reference: str) -> str:
    return f"{settings.SITE_ADDRESS}/r/{reference}"


# The digest

MOST_LINES = 25


@dataclass(frozen=True)
class Line:
    """One line of a digest: a reference with its address, what it is about, and when."""

    reference: str
    link: str
    label: str
    when: str = ""


@dataclass(frozen=True)
class Part:
    """Some lines of a digest under a heading. `more` are not listed: the service shows them all."""

    heading: str
    lines: tuple[Line, ...]
    more: int = 0


def digest_message(digest: Digest, contents: Contents) -> EmailMultiAlternatives:
    """Return the mail for a digest, late things first, what others owe apart."""
    words: dict[str, object] = {
        "subject": f"{before_subject()}Your week: {summary(contents)}",
        "first_line": f"Your week: {summary(contents)}.",
        "parts": [part for part in _parts(contents) if part.lines],
        "link": f"{settings.SITE_ADDRESS}/",
        "all_link": settings.SITE_ADDRESS + reverse("deadlines:deadlines"),
        "settings_link": settings.SITE_ADDRESS + reverse("deadlines:reminders"),
    }
    return mail_from(digest, "email/digest.txt", "email/digest.html", words)


def summary(contents: Contents) -> str:
    """Return "2 late, 3 due this week, 1 to decide, 4 for a colleague", without what is nothing."""
    others = sum(len(due.late) + len(due.soon) for _, due in contents.principals)
    counts = [
        (len(contents.own.late), "late"),
        (len(contents.own.soon), "due this week"),
        (len(contents.decisions), "to decide"),
        (others, "for a colleague" if len(contents.principals) == 1 else "for colleagues"),
    ]
    return ", ".join(f"{number} {what}" for number, what in counts if number)


def _parts(contents: Contents) -> Iterator[Part]:
    yield _part("Late", contents.own.late)
    yield _part("Due in the next seven days", contents.own.soon)
    decisions = [
        Line(decision.reference, settings.SITE_ADDRESS + decision.url, decision.ask) for decision in contents.decisions
    ]
    yield Part("Needs your decision", tuple(decisions[:MOST_LINES]), max(0, len(decisions) - MOST_LINES))
    for principal, due in contents.principals:
        yield _part(f"For {principal}, whose deputy you are: late", due.late)
        yield _part(f"For {principal}, whose deputy you are: due in the next seven days", due.soon)


def _part(heading: str, deadlines: list[Deadline]) -> Part:
    lines = [
        Line(deadline.reference, link_to(deadline.reference), deadline.label, full_date(deadline.due_on))
        for deadline in deadlines[:MOST_LINES]
    ]
    return Part(heading, tuple(lines), max(0, len(deadlines) - MOST_LINES))
