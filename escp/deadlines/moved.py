"""The mail that says that a due date has moved: what it was, what it is now. One to everybody who relied on the old.

It is a reminder with an offset of its own, `moved-` and the key of the move, so that it is written once, sent under the
same lease, and checked again at the moment of sending: whether the record is open to the person, and whether another
move has overtaken it. It goes out also about what is paused or done, and to those who were reminded and no longer owe.
"""

from datetime import datetime

from django.utils import timezone

from escp.deadlines import queries
from escp.deadlines.banners import exact_in_words, full_date
from escp.deadlines.calendar import london_date
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.mailing import message_id
from escp.deadlines.models import Deadline, DeadlineMove, Reminder
from escp.deadlines.queries import Holders

PREFIX = "moved-"


def is_of_a_move(reminder: Reminder) -> bool:
    return reminder.offset.startswith(PREFIX)


def tell(move: DeadlineMove) -> None:
    """Write the mail to everybody who is or was reminded of the deadline. Sending is the next sweep's."""
    deadline, now, offset = move.deadline, timezone.now(), f"{PREFIX}{move.pk}"
    reminded = Reminder.objects.filter(deadline=deadline, state__in=[MailState.SENT, MailState.PENDING])
    people = set(reminded.values_list("person_id", flat=True))
    people |= queries.recipients(deadline, now, Holders.now(), queries.calendar())
    Reminder.objects.bulk_create(
        Reminder(
            deadline=deadline,
            person_id=person_id,
            offset=offset,
            due_on=deadline.due_on,
            message_id=message_id(deadline.pk, person_id, offset),
            created_at=now,
            try_at=now,
        )
        for person_id in sorted(people)
    )


def why_not_told(reminder: Reminder) -> str:
    """Return why this person should no longer be told of a move, or nothing."""
    if reminder.deadline.state == DeadlineState.WITHDRAWN:
        return "It is no longer owed."
    if not reminder.person.is_active:
        return "The account is closed."
    if not Holders.now(reminder.person).is_current(reminder.person.pk):
        return "The person has no current membership."
    if not queries.visible_to(reminder.person, reminder.deadline):
        return "The record is not open to the person."
    return ""


def sentence(reminder: Reminder) -> str:
    """Return "The date has moved: it was …, it is now …"; without the old date where the move is gone."""
    deadline = reminder.deadline
    move = deadline.moves.filter(pk=reminder.offset.removeprefix(PREFIX)).first()
    was = f"it was {_in_words(deadline, move.due_was)}, " if move is not None else ""
    return f"The date has moved: {was}it is now {_in_words(deadline, deadline.due_at)}."


def _in_words(deadline: Deadline, due_at: datetime) -> str:
    length, day = deadline.kept_rule.length, full_date(london_date(due_at))
    return exact_in_words(due_at) if length is not None and length.exact else day
