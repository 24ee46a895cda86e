"""How an action is planned, in words: its milestones, and the colour that somebody set by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action, Milestone
from escp.ui.words import date_in_words


@dataclass(frozen=True)
class Line:
    """One milestone: what, by when, who, how far, and where it is changed (empty for those who may not)."""

    what: str
    due: str
    agency: str
    state: str
    colour: str
    done_url: str = ""
    change_url: str = ""
    drop_url: str = ""


def lines_of(action: Action, milestones: Sequence[Milestone], *, may_update: bool, may_manage: bool) -> list[Line]:
    """Return the milestones of an action as its page shows them."""

    def place(name: str, one: Milestone, allowed: bool) -> str:
        return reverse(f"actionplans:{name}", args=[action.reference, one.pk]) if allowed and one.is_open else ""

    return [
        Line(
            one.what,
            date_in_words(one.due_on),
            str(one.agency or action.lead_agency or ""),
            *how_far(one),
            place("milestone-done", one, may_update),
            place("milestone", one, may_manage),
            place("milestone-drop", one, may_manage),
        )
        for one in milestones
    ]


def how_far(milestone: Milestone) -> tuple[str, str]:
    """Return how far a milestone is, in words and as the colour of its tag."""
    if milestone.done_on:
        return f"Done on {date_in_words(milestone.done_on)}", "green"
    if milestone.dropped_because:
        return f"Dropped: {milestone.dropped_because}", "grey"
    if milestone.is_late:
        late = (timezone.localdate() - milestone.due_on).days
        return f"{late} {'day' if late == 1 else 'days'} late", "orange"
    return "Open", "blue"


def milestones_status(milestones: Sequence[Milestone]) -> str:
    """Return how far the milestones have come, for the list of parts."""
    if not milestones:
        return "None"
    wanted = [one for one in milestones if not one.dropped_because]
    late = sum(one.is_late for one in wanted)
    done = sum(one.done_on is not None for one in wanted)
    return f"{done} of {len(wanted)} done" + (f", {late} late" if late else "")


def _day(day: date | None) -> str:
    return date_in_words(day) if day else ""


def standing_of(action: Action) -> str:
    """Return how an action stands; beside a colour set by hand, who set it, when, why and until when."""
    rating = action.rating
    if not action.is_set_by_hand:
        return rating.words
    worked_out = action.worked_out_on(timezone.localdate())
    return (
        f"{rating.colour.label}, set by hand on {_day(action.set_on)} by {action.set_by} until "
        f"{_day(action.set_until)}: {action.set_because}\nWorked out: {worked_out.words}"
    )
