"""The days of the year plan, for rooms below the plan: read here, and moved here with a reason.

The plan registers itself when the service starts. Whoever asks names a year, by its April, and what recurs in it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from escp.partnership.models import Person


@dataclass(frozen=True)
class PlanDay:
    """One fixed point: what it is, by when, whether the plan of that year holds it yet, and where it stands."""

    key: str
    label: str
    due_on: date
    in_plan: bool = False
    is_open: bool = False
    moved_because: str = ""
    url: str = ""


class Plan(Protocol):
    """What the year plan answers."""

    def days(self, year: int, keys: tuple[str, ...]) -> dict[str, PlanDay]:
        """Return the days of a year, by their rule where the plan does not hold them yet. One query."""

    def move(self, *, by: Person, year: int, key: str, due_on: date, reason: str) -> None:
        """Move a day with the reason. Raises ValidationError where the plan does not hold it, or it is done."""

    def finish(self, *, by: Person, year: int, key: str, done_on: date, note: str) -> None:
        """Say that a day is done, because a record says so; one that is settled or not in the plan stays as it is."""


_plans: list[Plan] = []


def register(plan: Plan) -> None:
    """Make the plan known; a later one takes its place."""
    _plans[:] = [plan]


def days(year: int, keys: tuple[str, ...]) -> dict[str, PlanDay]:
    """Return the days of a year by what recurs; nothing where no plan is known."""
    return _plans[0].days(year, keys) if _plans else {}


def move(*, by: Person, year: int, key: str, due_on: date, reason: str) -> None:
    """Move a day of the plan, with the reason."""
    _plans[0].move(by=by, year=year, key=key, due_on=due_on, reason=reason)


def finish(*, by: Person, year: int, key: str, done_on: date, note: str) -> None:
    """Tick a day of the plan from the record that shows it is done; without a plan nothing happens."""
    if _plans:
        _plans[0].finish(by=by, year=year, key=key, done_on=done_on, note=note)
