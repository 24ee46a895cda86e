"""Writing down events, who came, and what has to change in a policy. Each function is one transaction."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Agency, Person
from learning.choices import EvaluationTime, EventState, PolicyState
from learning.models import Attendance, Evaluation, Event, LearningPoint, PolicyChange
from learning.sharing.pulses import OPEN_DAYS

CANCELLED = "It was cancelled and stays as it is."
SETTLED = "It is settled and stays as it is."
NOT_YET = "Its day lies ahead. Change the day first if it was held sooner."
# Questions before are open for two weeks up to the day; those of three months after, for three weeks from then.
DAYS_BEFORE, DAYS_LATER = 14, 90
FROM_NOTHING = "Choose a learning point or a theme that requires it."


@transaction.atomic
def keep_event(*, by: Person, event: Event, points: Iterable[LearningPoint]) -> Event:
    """Save an event and what it is about. Raises ValidationError once it was cancelled."""
    if event.state == EventState.CANCELLED:
        raise ValidationError(CANCELLED)
    if event.recorded_by_id is None:
        event.recorded_by = by
    event.save()
    event.points.set(points)
    for asked in event.evaluations.filter(time=EvaluationTime.BEFORE, opens_on__lt=event.happens_on):
        # The day was moved: people may answer until then.
        asked.closes_on = event.happens_on
        asked.save()
    return event


@transaction.atomic
def count(*, by: Person, event: Event, numbers: Mapping[Agency, tuple[int, int]]) -> Event:
    """Write down how many each agency had invited and how many came, as numbers; none at all takes a row away.

    Raises ValidationError once it was cancelled, and where people came to what is not held yet.
    """
    if event.state == EventState.CANCELLED:
        raise ValidationError(CANCELLED)
    if event.state == EventState.PLANNED and any(came for _, came in numbers.values()):
        raise ValidationError("Record that it was held first: nobody has come yet.")
    known = {row.agency_id: row for row in event.attendance.all()}
    for agency, (invited, came) in numbers.items():
        row = known.get(agency.pk) or Attendance(event=event, agency=agency)
        if invited or came:
            row.invited, row.came = invited, came
            row.save()
        elif row.pk:
            row.delete()
    event.save()
    return event


def open_evaluation(event: Event) -> None:
    """Open the page on which people say without a name what it was worth to them, for three weeks from today."""
    today = timezone.localdate()
    if event.happens_on > today:
        raise ValidationError(NOT_YET)
    Evaluation.objects.create(event=event, opens_on=today, closes_on=today + timedelta(days=OPEN_DAYS))


@transaction.atomic
def open_due_evaluations() -> int:
    """Open the questions before and three months after events whose day has come; return how many. Again: none."""
    today, opened = timezone.localdate(), 0
    planned = Event.objects.filter(
        state=EventState.PLANNED, happens_on__gt=today, happens_on__lte=today + timedelta(days=DAYS_BEFORE)
    )
    held = Event.objects.filter(
        state=EventState.HELD,
        happens_on__range=(today - timedelta(days=DAYS_LATER + OPEN_DAYS - 1), today - timedelta(days=DAYS_LATER)),
    )
    for time, due in ((EvaluationTime.BEFORE, planned), (EvaluationTime.LATER, held)):
        for event in due.exclude(evaluations__time=time).select_for_update(of=("self",)):
            later = time == EvaluationTime.LATER
            opens = event.happens_on + timedelta(days=DAYS_LATER) if later else today
            closes = opens + timedelta(days=OPEN_DAYS) if later else event.happens_on
            facts = {"opens_on": opens, "closes_on": closes}
            opened += Evaluation.objects.get_or_create(event=event, time=time, defaults=facts)[1]
    return opened


@transaction.atomic
def keep_policy_change(*, by: Person, change: PolicyChange) -> PolicyChange:
    """Save what has to change. Side effect: its deadline. Raises ValidationError once settled, or from nothing."""
    if change.state != PolicyState.REQUIRED:
        raise ValidationError(SETTLED)
    if change.learning_point is None and change.theme is None:
        raise ValidationError({"learning_point": FROM_NOTHING})
    if change.recorded_by_id is None:
        change.recorded_by = by
    change.save()
    return change
