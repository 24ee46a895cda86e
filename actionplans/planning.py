"""Writes about how an action is planned: its milestones, a colour set by hand, and why it has no measure.

Each is one transaction, asks who may, and refuses once the action has ended.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.choices import BY_HAND
from actionplans.models import Action, ImpactMeasure, Milestone
from actionplans.policies import may_agree, may_manage, may_update
from actionplans.queries import measure_of
from actionplans.services import take
from escp.partnership.models import Person

# A colour that nobody looks at again says nothing: half a year at most. A proposal of ours.
LONGEST_BY_HAND = timedelta(days=183)


@transaction.atomic
def set_milestone(*, by: Person, action: Action, milestone: Milestone) -> Milestone:
    """Save a new or changed milestone. Raises ValidationError for one that is done or dropped."""
    take(action, by=by, asking=may_manage)
    if not milestone.is_open:
        raise ValidationError("This milestone is settled, so it stays as it is.")
    if milestone.pk is None:
        milestone.action, milestone.recorded_by = action, by
    milestone.save()
    return milestone


@transaction.atomic
def milestones_done(
    *, by: Person, action: Action, milestones: Iterable[Milestone], done_on: date | None = None
) -> None:
    """Record that milestones were reached, today or on an earlier day. Those that are settled stay as they are."""
    take(action, by=by, asking=may_update)
    done_on = done_on or timezone.localdate()
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "The date cannot be in the future."})
    for one in Milestone.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in milestones]):
        if one.is_open:
            one.done_on, one.done_by = done_on, by
            one.save()


@transaction.atomic
def drop_milestone(*, by: Person, milestone: Milestone, dropped_because: str) -> Milestone:
    """Record that a milestone is no longer wanted, with the reason. Raises ValidationError for a settled one."""
    take(milestone.action, by=by, asking=may_manage)
    if not milestone.is_open:
        raise ValidationError("This milestone is settled, so it stays as it is.")
    milestone.dropped_because = dropped_because
    milestone.save()
    return milestone


@transaction.atomic
def set_colour(*, by: Person, action: Action, colour: str, because: str, until: date) -> Action:
    """Say how an action stands in place of what is worked out, until the end of a day; then it ends by itself.

    Raises ValidationError for blue, which only evidence gives, and for a day that is past or too far ahead.
    """
    locked = take(action, by=by, asking=may_manage)
    today = timezone.localdate()
    if colour not in BY_HAND:
        raise ValidationError({"colour": "Blue says that a difference is shown: only closing gives it."})
    if not today <= until <= today + LONGEST_BY_HAND:
        raise ValidationError({"until": "The date must be today or later, and within half a year."})
    locked.set_colour, locked.set_because = colour, because
    locked.set_on, locked.set_until, locked.set_by = today, until, by
    locked._change_reason = "The colour was set by hand"  # type: ignore[attr-defined]
    locked.save()
    return locked


@transaction.atomic
def clear_colour(*, by: Person, action: Action) -> Action:
    """Let an action stand as it is worked out again. What was set before stays in its history."""
    locked = take(action, by=by, asking=may_manage)
    locked.set_colour = locked.set_because = ""
    locked.set_on = locked.set_until = locked.set_by = None
    locked._change_reason = "The colour is worked out again"  # type: ignore[attr-defined]
    locked.save()
    return locked


@transaction.atomic
def waive_measure(*, by: Person, action: Action, difference: str, because: str) -> ImpactMeasure:
    """Record by name why an action is agreed without a complete measure. Evidence is asked for all the same."""
    locked = take(action, by=by, asking=may_agree)
    measure = measure_of(locked) or ImpactMeasure(action=locked)
    measure.difference = difference
    measure.waived_because, measure.waived_on, measure.waived_by = because, timezone.localdate(), by
    measure.save()
    return measure
