"""How a fixed point stands today, in words: what people said of it, and what follows from the day."""

from dataclasses import dataclass
from datetime import date

from home.choices import PlanState
from home.models import FixedPoint


@dataclass(frozen=True)
class Standing:
    """How a fixed point stands today: a word, the colour of its tag, the sign before it in the plan, what it means."""

    key: str
    word: str
    colour: str
    sign: str
    meaning: str


LATE = Standing("late", "Late", "red", "!", "its day has passed")
DUE = Standing("due", "Due", "orange", "●", "the work on it should have begun")
UNDER_WAY = Standing("under-way", "Under way", "blue", "◐", "somebody has begun")
COMING = Standing("coming", "To come", "grey", "○", "later in the year")
WAITS = Standing("waits", "Waits", "grey", "…", "its date hangs on something before it")
DONE = Standing("done", "Done", "green", "✓", "done, with its day")
DONE_LATE = Standing("done", "Done late", "green", "✓", "done after its day")
NOT_THIS_YEAR = Standing("left-out", "Not this year", "grey", "–", "left out, with the reason")
LEGEND = (LATE, DUE, UNDER_WAY, COMING, WAITS, DONE, NOT_THIS_YEAR)


def standing(point: FixedPoint, today: date) -> Standing:
    """Return how a fixed point stands on a day."""
    if point.done_on is not None:
        return DONE_LATE if point.done_on > point.due_on else DONE
    if point.state == PlanState.NOT_THIS_YEAR:
        return NOT_THIS_YEAR
    if point.is_forecast:
        return WAITS
    if point.due_on < today:
        return LATE
    if point.state == PlanState.UNDER_WAY:
        return UNDER_WAY
    return DUE if point.starts_on <= today else COMING
