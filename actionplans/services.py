"""Writes to actions other than moves. Each is one transaction, asks who may, and refuses once an action has ended."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.figures import Figure
from actionplans.models import Action, ActionLink, Evidence, ImpactMeasure, ProgressNote, Reading
from actionplans.pasting import PastedReading
from actionplans.periods import Period
from actionplans.policies import may_manage, may_update
from actionplans.queries import measure_of, readings_at
from escp.access.predicates import Predicate
from escp.partnership.models import Person
from learning.models import LearningPoint

CHANGED_MEANWHILE = "Someone recorded readings of these periods while you looked. Check the table again, then save."


def _take(action: Action, *, by: Person, asking: Predicate) -> Action:
    """Lock an action for a change. Raises PermissionDenied, and ValidationError when it is closed or withdrawn."""
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if not asking(by, locked):
        raise PermissionDenied(asking.reason)
    if locked.has_ended:
        state = locked.get_state_display().lower()
        raise ValidationError(f"{locked.reference} is {state}, so nothing about it can be changed.")
    return locked


def _measure(action: Action) -> ImpactMeasure:
    """Return the action's measure. Raises ValidationError when no one has said what will be measured."""
    measure = measure_of(action)
    if measure is None:
        raise ValidationError("Say what will be measured first.")
    return measure


@transaction.atomic
def record_action(
    *, by: Person, action: Action, learning_points: Iterable[LearningPoint] = (), why: str = ""
) -> Action:
    """Save a new action as a draft, joined to the learning points that it answers."""
    if not may_manage(by, action):
        raise PermissionDenied(may_manage.reason)
    action.recorded_by = by
    action.save()
    for point in learning_points:
        link(by=by, action=action, learning_point=point, why=why)
    return action


@transaction.atomic
def change_action(*, by: Person, action: Action) -> Action:
    """Save changed facts of an action. Its deadline moves with its due date."""
    _take(action, by=by, asking=may_manage)
    action.save()
    return action


@transaction.atomic
def link(*, by: Person, action: Action, learning_point: LearningPoint, why: str = "") -> ActionLink:
    """Join an action to a learning point that it answers. Raises ValidationError when they are joined already."""
    _take(action, by=by, asking=may_manage)
    joined, created = ActionLink.objects.get_or_create(
        action=action, learning_point=learning_point, defaults={"linked_by": by, "why": why}
    )
    if not created:
        raise ValidationError({"learning_point": f"{action.reference} answers {learning_point.reference} already."})
    return joined


@transaction.atomic
def add_progress(*, by: Person, action: Action, text: str, at: datetime | None = None) -> ProgressNote:
    """Write how an action is going, now or, for history brought in later, at a moment. Notes are never changed."""
    _take(action, by=by, asking=may_update)
    return ProgressNote.objects.create(action=action, text=text, by=by, at=at or timezone.now())


@transaction.atomic
def set_measure(*, by: Person, action: Action, measure: ImpactMeasure) -> ImpactMeasure:
    """Save what an action is measured by. From agreement on it must stay complete."""
    locked = _take(action, by=by, asking=may_manage)
    missing = measure.missing()
    if locked.is_agreed and missing:
        raise ValidationError(f"The action is agreed, so its measure must stay complete: {', '.join(missing)} missing.")
    measure.action = action
    measure.save()
    return measure


@transaction.atomic
def record_reading(*, by: Person, action: Action, period: Period, figure: Figure, note: str = "") -> Reading:
    """Save one reading of a period that has none. Raises ValidationError when it has one."""
    measure = _measure(_take(action, by=by, asking=may_update))
    if earlier := readings_at(measure, [period.start]).get(period.start):
        raise ValidationError(
            {"period": f"There is a reading for {earlier.period} already: {earlier.typed}. Correct that one instead."}
        )
    reading = Reading(measure=measure, recorded_by=by)
    return _write(reading, period, figure, note)


@transaction.atomic
def correct_reading(*, by: Person, reading: Reading, figure: Figure, note: str = "") -> Reading:
    """Save a corrected reading of the same period. What it said before stays in its history."""
    _take(reading.measure.action, by=by, asking=may_update)
    return _write(reading, Period(reading.period, reading.period_start, ""), figure, note)


@transaction.atomic
def record_readings(
    *, by: Person, action: Action, readings: Iterable[PastedReading], replacing: Mapping[date, str]
) -> list[Reading]:
    """Save a pasted table: new periods are added, those in `replacing` (start → the text shown) are replaced.

    Raises ValidationError when what would be replaced is not what was shown: all of the table is saved, or none.
    """
    measure = _measure(_take(action, by=by, asking=may_update))
    pasted = list(readings)
    existing = readings_at(measure, [each.period.start for each in pasted])
    if {start: reading.typed for start, reading in existing.items()} != dict(replacing):
        raise ValidationError(CHANGED_MEANWHILE)
    return [
        _write(existing.get(each.period.start) or Reading(measure=measure, recorded_by=by), each.period, each.figure)
        for each in pasted
    ]


def _write(reading: Reading, period: Period, figure: Figure, note: str | None = None) -> Reading:
    reading.period, reading.period_start = period.label, period.start
    reading.typed, reading.value, reading.mark = figure.typed, figure.value, figure.mark
    reading.note = reading.note if note is None else note
    reading.save()
    return reading


@transaction.atomic
def add_evidence(*, by: Person, action: Action, evidence: Evidence) -> Evidence:
    """Save a new item of evidence for an action's measure."""
    evidence.measure = _measure(_take(action, by=by, asking=may_update))
    evidence.recorded_by = by
    evidence.save()
    return evidence


@transaction.atomic
def correct_evidence(*, by: Person, evidence: Evidence) -> Evidence:
    """Save corrected evidence. What it said before stays in its history."""
    _take(evidence.measure.action, by=by, asking=may_update)
    evidence.save()
    return evidence
