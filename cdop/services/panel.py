"""The panel meets: deaths are put on its list, decided, and the family is told. Each write is one transaction.

Not among the services that `cdop.services` gives: what the panel decides moves a death, and moves stand above those.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cdop.choices import PanelOutcome
from cdop.lifecycle import CHILD_DEATH
from cdop.models import ChildDeath, PanelCase, PanelMeeting
from escp.partnership.models import Person

NOT_MET = "The panel has not met yet: this is decided at its meeting."
CALLED_OFF = "This meeting does not take place: change that first."


@transaction.atomic
def plan_meeting(*, by: Person, meeting: PanelMeeting) -> PanelMeeting:
    """Add a meeting of the panel."""
    meeting.recorded_by = by
    meeting.save()
    return meeting


@transaction.atomic
def change_meeting(*, by: Person, meeting: PanelMeeting) -> PanelMeeting:
    """Save a change to a meeting. Raises ValidationError where something was decided and it would not have been held.

    The day on which deaths were reviewed stands in their records: it is not moved from here.
    """
    decided = meeting.cases.exclude(outcome="").exists()
    if decided and meeting.called_off_because:
        raise ValidationError({"called_off_because": "Deaths were decided at this meeting: it took place."})
    if decided and PanelMeeting.objects.get(pk=meeting.pk).held_on != meeting.held_on:
        raise ValidationError({"held_on": "Deaths were decided at this meeting: its day stays."})
    meeting.save()
    return meeting


@transaction.atomic
def record_attendance(
    *, by: Person, meeting: PanelMeeting, present: Iterable[Person], others: str, quorum: str
) -> PanelMeeting:
    """Keep who took part, and what the group’s rule says of it today."""
    _must_have_met(meeting)
    meeting.others, meeting.quorum = others, quorum
    meeting.save()
    meeting.present.set(present)
    return meeting


@transaction.atomic
def put_on(*, by: Person, meeting: PanelMeeting, deaths: Iterable[ChildDeath]) -> PanelMeeting:
    """Put deaths on the list of a meeting, after those that stand there. Raises ValidationError for one called off."""
    _must_take_place(meeting)
    last: int = meeting.cases.aggregate(last=Max("place"))["last"] or 0
    for place, death in enumerate(deaths, start=last + 1):
        PanelCase.objects.create(meeting=meeting, death=death, place=place, put_on_by=by)
    meeting.save()
    return meeting


@transaction.atomic
def put_in_order(*, by: Person, meeting: PanelMeeting, places: Mapping[PanelCase, int | None]) -> PanelMeeting:
    """Say in which order the deaths are taken. One without a place comes off the list, and is ready again.

    Raises ValidationError for one that was decided: that stays.
    """
    for case, place in places.items():
        if place is not None:
            case.place = place
            case.save()
        elif case.outcome:
            raise ValidationError(f"{case.reference} was decided at this meeting: it stays on its list.")
        else:
            case.delete()
    meeting.save()
    return meeting


@transaction.atomic
def decide(
    *, by: Person, case: PanelCase, outcome: str, reason: str = "", decided: str = "", learning: str = "", withdrew: str
) -> PanelCase:
    """Record what the panel decided of a death. Reviewed, the death takes its own move, with all that this needs.

    Words may be put right later; the outcome stays. Raises ValidationError for what is missing, Refused by the move.
    """
    _must_have_met(case.meeting)
    _what_is_missing(outcome, reason, decided)
    if case.outcome and case.outcome != outcome:
        raise ValidationError({"outcome": f"It was decided: “{case.get_outcome_display()}”. That stays."})
    if not case.outcome:
        case.decided_at, case.decided_by = timezone.now(), by
        if outcome == PanelOutcome.REVIEWED:
            CHILD_DEATH.apply("review", case.death, by=by, panel_on=case.meeting.held_on)
    case.outcome, case.reason, case.decided = outcome, reason.strip(), decided.strip()
    case.learning, case.withdrew = learning.strip(), withdrew.strip()
    case.save()
    return case


def _what_is_missing(outcome: str, reason: str, decided: str) -> None:
    if outcome == PanelOutcome.REVIEWED and not decided.strip():
        raise ValidationError({"decided": "Enter what the panel decided."})
    if outcome != PanelOutcome.REVIEWED and not reason.strip():
        raise ValidationError({"reason": "Enter why it is put off, or what is asked of whom."})


@transaction.atomic
def record_feedback(*, by: Person, case: PanelCase, feedback: str, feedback_by: str, feedback_on: date) -> PanelCase:
    """Keep what the family is told after the panel, by whom and when. Raises ValidationError before it is decided."""
    if not case.outcome:
        raise ValidationError("Record first what the panel decided.")
    if feedback_on < case.meeting.held_on:
        raise ValidationError({"feedback_on": "The family is told after the meeting."})
    case.feedback, case.feedback_by, case.feedback_on = feedback, feedback_by, feedback_on
    case.save()
    return case


def _must_take_place(meeting: PanelMeeting) -> None:
    if meeting.called_off_because:
        raise ValidationError(CALLED_OFF)


def _must_have_met(meeting: PanelMeeting) -> None:
    _must_take_place(meeting)
    if meeting.is_to_come:
        raise ValidationError(NOT_MET)
