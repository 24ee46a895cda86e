"""BRAG: how an action stands, worked out from its state and dates (never stored). Pure.

`queries.brag_on` says the same in SQL, so that lists filter and sort by it; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date

from actionplans.choices import ActionState, Brag

RED_AFTER_DAYS = 30


@dataclass(frozen=True)
class Rating:
    """A colour and the words that say why; colour alone never carries the meaning."""

    colour: Brag
    why: str

    @property
    def words(self) -> str:
        return f"{self.colour.label}: {self.why}"


def rate(*, state: str, starts_on: date | None, due_on: date | None, measured_by_on: date | None, on: date) -> Rating:
    """Return the rating of an action on a day.

    `measured_by_on` is when its measure is to be judged: a delivered action whose impact should have been shown by now
    is amber, because delivered is not yet a difference.
    """
    if state == ActionState.CLOSED:
        return Rating(Brag.BLUE, "impact shown")
    if state == ActionState.WITHDRAWN:
        return Rating(Brag.GREY, "withdrawn")
    if state == ActionState.COMPLETE_PENDING_IMPACT:
        if measured_by_on is not None and measured_by_on < on:
            return Rating(Brag.AMBER, "impact not yet shown")
        return Rating(Brag.GREEN, "impact to be shown")
    if state == ActionState.BLOCKED:
        return Rating(Brag.RED, "blocked")
    late = (on - due_on).days if due_on is not None else 0
    if late > RED_AFTER_DAYS:
        return Rating(Brag.RED, f"{late} days overdue")
    if late > 0:
        return Rating(Brag.AMBER, f"{late} {'day' if late == 1 else 'days'} late")
    if state == ActionState.IN_PROGRESS:
        return Rating(Brag.GREEN, "on track")
    if state == ActionState.AGREED and starts_on is not None and starts_on < on:
        return Rating(Brag.AMBER, "late to start")
    return Rating(Brag.GREY, "not started")
