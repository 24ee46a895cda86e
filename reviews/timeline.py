"""What a timeline of a whole case is made of, and who contributes to it.

    register(Contribution("meetings", "Meetings of the panel", happenings))

Rooms above this one contribute in `AppConfig.ready()`, as the reviews' own contributions do. Each function asks its own
queries for the person, costs the same whatever it finds, and returns nothing that the person may not know of.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone

from escp.partnership.models import Case, Person


@dataclass(frozen=True)
class Happening:
    """Something that happened or is to come, with its moment where that is known, else its day. Shown as an Event."""

    title: str
    at: date
    by: str = ""
    text: str = ""
    url: str = ""

    @property
    def order(self) -> tuple[date, time]:
        """Its place: a day without a time stands before the moments of that day."""
        if isinstance(self.at, datetime):
            local = timezone.localtime(self.at)
            return local.date(), local.time()
        return self.at, time.min


@dataclass
class Whole:
    """A case with the records of it that a person may see, each kind read once. `records` says what steps are of."""

    person: Person
    case: Case
    incidents: list[Any] = field(default_factory=list)
    rapid_reviews: list[Any] = field(default_factory=list)
    local_reviews: list[Any] = field(default_factory=list)
    processes: list[Any] = field(default_factory=list)
    returns: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    actions: list[Any] = field(default_factory=list)
    deadlines: list[Any] = field(default_factory=list)

    @cached_property
    def records(self) -> list[Any]:
        """Every record whose steps are kept."""
        points = {link.learning_point_id: link.learning_point for link in self.links}
        reviews = (*self.incidents, *self.rapid_reviews, *self.local_reviews)
        return [*reviews, *self.processes, *self.returns, *points.values(), *self.actions]


@dataclass(frozen=True)
class Contribution:
    """One kind of what happened: its name in the filter, and what of it a person may know."""

    key: str
    label: str
    happenings: Callable[[Whole], Iterable[Happening]]


CONTRIBUTIONS: dict[str, Contribution] = {}


def register(contribution: Contribution) -> None:
    """Add a kind to the timeline; the same key replaces."""
    CONTRIBUTIONS[contribution.key] = contribution
