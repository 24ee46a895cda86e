"""Writes to actions other than moves, and to recommendations. Each is one transaction and asks who may.

Those to an action refuse once it has ended.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.choices import Response
from actionplans.figures import Figure
from actionplans.models import (
    Action,
    ActionLink,
    Correction,
    Evidence,
    ImpactMeasure,
    ProgressNote,
    Reading,
    Recommendation,
    RecommendationLink,
)
from actionplans.pasting import PastedReading
from actionplans.periods import Period
from actionplans.policies import may_manage, may_update
from actionplans.queries import measure_of, readings_at
from actionplans.queries.recommendations import next_number, numbers_taken
from actionplans.signing import is_brought_in, is_locked
from escp.access.predicates import Predicate
from escp.partnership.models import Agency, Person
from escp.ui.words import date_in_words
from learning.models import Activity, LearningPoint

CHANGED_MEANWHILE = "Someone recorded readings of these periods while you looked. Check the table again, then save."


def take(action: Action, *, by: Person, asking: Predicate) -> Action:
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
    *,
    by: Person,
    action: Action,
    learning_points: Iterable[LearningPoint] = (),
    recommendation: Recommendation | None = None,
    contributing: Iterable[Agency] = (),
    why: str = "",
) -> Action:
    """Save a new action as a draft, joined to the learning points and the recommendation that it answers."""
    if not may_manage(by, action):
        raise PermissionDenied(may_manage.reason)
    action.recorded_by = by
    action.save()
    if contributing:
        action.contributing.set(contributing)
    for point in learning_points:
        link(by=by, action=action, learning_point=point, why=why)
    if recommendation is not None:
        join_recommendation(by=by, recommendation=recommendation, action=action, why=why)
    return action


@transaction.atomic
def change_action(*, by: Person, action: Action, contributing: Iterable[Agency] | None = None) -> Action:
    """Save changed facts of an action, and who contributes where that is given. Its deadline moves with its date."""
    take(action, by=by, asking=may_manage)
    action.save()
    if contributing is not None:
        action.contributing.set(contributing)
    return action


@transaction.atomic
def link(*, by: Person, action: Action, learning_point: LearningPoint, why: str = "") -> ActionLink:
    """Join an action to a learning point that it answers. Raises ValidationError when they are joined already."""
    take(action, by=by, asking=may_manage)
    joined, created = ActionLink.objects.get_or_create(
        action=action, learning_point=learning_point, defaults={"linked_by": by, "why": why}
    )
    if not created:
        raise ValidationError({"learning_point": f"{action.reference} answers {learning_point.reference} already."})
    return joined


@transaction.atomic
def add_progress(*, by: Person, action: Action, text: str, at: datetime | None = None) -> ProgressNote:
    """Write how an action is going, now or, for history brought in later, at a moment. Notes are never changed."""
    take(action, by=by, asking=may_update)
    return ProgressNote.objects.create(action=action, text=text, by=by, at=at or timezone.now())


@transaction.atomic
def set_measure(*, by: Person, action: Action, measure: ImpactMeasure) -> ImpactMeasure:
    """Save what an action is measured by. From agreement on it must stay complete."""
    locked = take(action, by=by, asking=may_manage)
    missing = measure.missing()
    if locked.is_agreed and missing:
        raise ValidationError(f"The action is agreed, so its measure must stay complete: {', '.join(missing)} missing.")
    measure.action = action
    if not measure.unsaid():
        # Now everything is said: the reason for what was missing stays in the history.
        measure.waived_because, measure.waived_on, measure.waived_by = "", None, None
    measure.save()
    return measure


@transaction.atomic
def record_reading(*, by: Person, action: Action, period: Period, figure: Figure, note: str = "") -> Reading:
    """Save one reading of a period that has none. Raises ValidationError when it has one."""
    measure = _measure(take(action, by=by, asking=may_update))
    if earlier := readings_at(measure, [period.start]).get(period.start):
        raise ValidationError(
            {"period": f"There is a reading for {earlier.period} already: {earlier.typed}. Correct that one instead."}
        )
    reading = Reading(measure=measure, recorded_by=by)
    return _write(reading, period, figure, note)


@transaction.atomic
def correct_reading(*, by: Person, reading: Reading, figure: Figure, note: str = "") -> Reading:
    """Save a corrected reading of the same period. What it said before stays in its history."""
    take(reading.measure.action, by=by, asking=may_update)
    return _write(reading, Period(reading.period, reading.period_start, ""), figure, note)


@transaction.atomic
def record_readings(
    *, by: Person, action: Action, readings: Iterable[PastedReading], replacing: Mapping[date, str]
) -> list[Reading]:
    """Save a pasted table: new periods are added, those in `replacing` (start → the text shown) are replaced.

    Raises ValidationError when what would be replaced is not what was shown: all of the table is saved, or none.
    """
    measure = _measure(take(action, by=by, asking=may_update))
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
    evidence.measure = _measure(take(action, by=by, asking=may_update))
    evidence.recorded_by = by
    evidence.save()
    return evidence


@transaction.atomic
def correct_evidence(*, by: Person, evidence: Evidence) -> Evidence:
    """Save corrected evidence. What it said before stays in its history."""
    take(evidence.measure.action, by=by, asking=may_update)
    evidence.save()
    return evidence


# Recommendations


def _may_manage(by: Person) -> None:
    if not may_manage(by, None):
        raise PermissionDenied(may_manage.reason)


def _number_of(activity: Activity, number: int) -> int:
    if number in numbers_taken(activity):
        raise ValidationError({"number": f"{activity.reference} has a recommendation {number} already."})
    return number


@transaction.atomic
def record_recommendation(
    *, by: Person, activity: Activity, recommendation: Recommendation, agencies: Iterable[Agency] = (), reason: str = ""
) -> Recommendation:
    """Save one more recommendation of an activity, word for word.

    Once the activity is signed off it needs a reason, kept as a correction; copied ones never do. Raises
    ValidationError when its number is taken or the reason is missing.
    """
    _may_manage(by)
    Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    late = is_locked(activity) and not is_brought_in(activity)
    if late and not reason:
        raise ValidationError({"reason": "The review is signed off. Say why this was left out."})
    recommendation.activity, recommendation.recorded_by = activity, by
    recommendation.number = _number_of(activity, recommendation.number or next_number(activity))
    recommendation.save()
    recommendation.agencies.set(agencies)
    if late:
        Correction.objects.create(recommendation=recommendation, reason=reason, by=by)
    return recommendation


@transaction.atomic
def record_recommendations(
    *, by: Person, activity: Activity, words: Iterable[tuple[int | None, str]], reason: str = ""
) -> list[Recommendation]:
    """Save a list of recommendations, each with its number where it has one: all of them, or none."""
    made = []
    for number, text in words:
        recommendation = Recommendation(words=text)
        if number is not None:
            recommendation.number = number
        made.append(record_recommendation(by=by, activity=activity, recommendation=recommendation, reason=reason))
    return made


@transaction.atomic
def change_recommendation(
    *, by: Person, recommendation: Recommendation, agencies: Iterable[Agency], reason: str = ""
) -> Recommendation:
    """Save a changed recommendation. Once its review is signed off, what it said is kept with the reason.

    Filling in what nobody had said yet (to whom, by when) puts nothing right and needs no reason. Raises
    ValidationError when its number is taken, or when a correction has no reason.
    """
    _may_manage(by)
    before = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if recommendation.number != before.number:
        _number_of(before.activity, recommendation.number)
    said = _said(before)
    recommendation.save()
    recommendation.agencies.set(agencies)
    now = _said(Recommendation.objects.get(pk=recommendation.pk))
    replaced = [f"{name}: {text}" for name, text in said.items() if text and text != now[name]]
    if replaced and is_locked(before.activity):
        if not reason:
            raise ValidationError({"reason": "The review is signed off. Say why this is put right."})
        Correction.objects.create(recommendation=recommendation, before="\n".join(replaced), reason=reason, by=by)
    return recommendation


def _said(recommendation: Recommendation) -> dict[str, str]:
    """Return what stands when a review is signed off, each by its name in words."""
    return {
        "Number": str(recommendation.number),
        "Words": recommendation.words,
        "To": recommendation.to_whom,
        "By": date_in_words(recommendation.due_on) if recommendation.due_on else "",
    }


@transaction.atomic
def respond(
    *, by: Person, recommendation: Recommendation, response: str, responded_on: date, response_reason: str = ""
) -> Recommendation:
    """Record whether the partners accept a recommendation. What they said before stays in its history.

    Raises ValidationError when a reason is missing or the date lies ahead.
    """
    _may_manage(by)
    if responded_on > timezone.localdate():
        raise ValidationError({"responded_on": "The date cannot be in the future."})
    if response != Response.ACCEPTED and not response_reason:
        raise ValidationError({"response_reason": "Enter the reason: it stands beside the recommendation."})
    recommendation.response, recommendation.responded_on = response, responded_on
    recommendation.response_reason = "" if response == Response.ACCEPTED else response_reason
    recommendation.save()
    return recommendation


@transaction.atomic
def join_recommendation(
    *,
    by: Person,
    recommendation: Recommendation,
    learning_point: LearningPoint | None = None,
    action: Action | None = None,
    why: str = "",
) -> Recommendation:
    """Join a recommendation to a learning point that it leads to, to an action that answers it, or to both."""
    _may_manage(by)
    for name, target in (("learning_point", learning_point), ("action", action)):
        if target is None:
            continue
        _, created = RecommendationLink.objects.get_or_create(
            recommendation=recommendation, **{name: target}, defaults={"linked_by": by, "why": why}
        )
        if not created:
            raise ValidationError({name: f"{recommendation.reference} is joined to {target.reference} already."})
    return recommendation
