"""Whom to write to about an event: added and taken off by the unit, written to when questions open, then forgotten."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.deadlines.mailing import message_id
from escp.partnership.models import Person
from escp.returns.services.people import Pasted, person_for
from learning.choices import EvaluationTime, EventState
from learning.embedding.queries import events_to_forget, open_askings
from learning.embedding.services import CANCELLED
from learning.models import Attendee, Evaluation, EvaluationMail, Event

FIRST, REMINDER = 1, 2
# The partnership's own times: asked again 90 days after the day, and reminded once, after 104.
REMINDED_AFTER = {EvaluationTime.LATER: timedelta(days=14)}
ALL_ASKED = "The last questions about it have closed: nobody is written to any more."


@transaction.atomic
def keep_attendees(*, by: Person, event: Event, added: Sequence[Pasted], taken_off: Collection[int]) -> Event:
    """Add people as pasted, and take off those chosen. Raises ValidationError once nobody is written to any more."""
    if event.state == EventState.CANCELLED:
        raise ValidationError(CANCELLED)
    if events_to_forget().filter(pk=event.pk).exists():
        raise ValidationError(ALL_ASKED)
    event.attendees.filter(pk__in=taken_off).delete()
    for pasted in added:
        person = person_for(by=by, pasted=pasted)
        Attendee.objects.get_or_create(event=event, person=person, defaults={"added_by": by})
    event.save()
    return event


@transaction.atomic
def write_evaluation_mails() -> int:
    """Write to the attendees of each asking that is open, once, and again where they are reminded; return how many.

    Side effect: who came to an event is asked again with the first mail of three months after, and its clock stops.
    """
    today, made = timezone.localdate(), 0
    for asked in open_askings(today):
        people = [attendee.person_id for attendee in asked.event.attendees.all()]
        made += _write(asked, people, FIRST) + _write(asked, _to_remind(asked, people, today), REMINDER)
        if asked.time == EvaluationTime.LATER and asked.event.followed_up_on is None:
            asked.event.followed_up_on = today
            asked.event.save()
    return made


def _to_remind(asked: Evaluation, people: Collection[int], today: date) -> Collection[int]:
    """Return who has had the first message for long enough to be reminded now."""
    after = REMINDED_AFTER.get(EvaluationTime(asked.time))
    if after is None or today < asked.opens_on + after:
        return ()
    first = asked.mails.filter(number=FIRST, person__in=people, created_at__date__lt=asked.opens_on + after)
    return list(first.values_list("person", flat=True))


def _write(asked: Evaluation, people: Collection[int], number: int) -> int:
    """Write what is not written yet, and return how many that were."""
    now = timezone.now()
    known = set(asked.mails.filter(number=number).values_list("person", flat=True))
    rows = [
        EvaluationMail(
            evaluation=asked,
            person_id=person,
            number=number,
            message_id=message_id(asked.pk, person, number, kind="evaluation"),
            created_at=now,
            try_at=now,
        )
        for person in people
        if person not in known
    ]
    EvaluationMail.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def forget_attendees() -> int:
    """Take everybody off the events whose last questions have closed, or which were cancelled; return how many.

    They stay known as people without a role, like whoever was asked anything once (`escp.returns.services.people`).
    """
    over = events_to_forget()
    EvaluationMail.objects.filter(evaluation__event__in=over).delete()
    return Attendee.objects.filter(event__in=over).delete()[0]
