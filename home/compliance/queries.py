"""How many duties fell due, and how they were kept: counted in SQL, of what is open to the person who asks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.deadlines.queries import open_to
from escp.deadlines.registry import CLOCKS
from escp.partnership.models import Person
from home.compliance.periods import Period, reporting_year

STATUTORY, LOCAL, ALL = "statutory", "local", "all"
YEARS_SHOWN = 5


@dataclass(frozen=True)
class Tally:
    """How a number of duties were kept."""

    met: int = 0
    met_late: int = 0
    late_open: int = 0
    to_come: int = 0
    paused: int = 0

    @property
    def judged(self) -> int:
        """How many fell due or were met before: those of which it can be said whether they were in time."""
        return self.met + self.met_late + self.late_open

    @property
    def late(self) -> int:
        return self.met_late + self.late_open

    @property
    def total(self) -> int:
        return self.judged + self.to_come + self.paused

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.met + other.met,
            self.met_late + other.met_late,
            self.late_open + other.late_open,
            self.to_come + other.to_come,
            self.paused + other.paused,
        )


@dataclass(frozen=True)
class Kept:
    """How each clock's duties were kept in a period, and why the late ones were late."""

    clocks: dict[str, Tally]
    labels: dict[str, str]
    reasons: dict[str, Tally]
    """The late ones by the code of their reason, "" where none has been given."""

    @property
    def total(self) -> Tally:
        return sum(self.clocks.values(), Tally())


def duties_for(person: Person, period: Period, duties: str) -> QuerySet[Deadline]:
    """Return the deadlines with a due date in a period that are not withdrawn and whose case is open to the person."""
    rows = Deadline.objects.filter(open_to(person), due_on__range=(period.start, period.end))
    if duties != ALL:
        rows = rows.filter(statutory=duties == STATUTORY)
    return rows.exclude(state=DeadlineState.WITHDRAWN).annotate(overdue=_overdue())


def late_or_open_for(person: Person, period: Period, duties: str) -> QuerySet[Deadline]:
    """Return those that were met late or are still open, with their reasons, nearest first.

    They are named by reference, so whoever may not know of cases in progress gets those that are about no case.
    """
    rows = duties_for(person, period, duties).exclude(state=DeadlineState.MET)
    if not person.may(Permission.SEE_CASES_IN_PROGRESS):
        rows = rows.filter(case=None)
    return rows.select_related("lateness").order_by("due_at", "pk")


def kept_by(person: Person, period: Period, duties: str) -> Kept:
    """Count by clock and by reason. One query, whatever the rows."""
    groups = duties_for(person, period, duties).order_by().annotate(why=F("lateness__reason"))
    rows = _counted(groups, "why")
    clocks: dict[str, Tally] = {}
    reasons: dict[str, Tally] = {}
    for row in rows:
        counted = _tally(row)
        clocks[row["clock"]] = clocks.get(row["clock"], Tally()) + counted
        if counted.late:
            reasons[row["why"] or ""] = reasons.get(row["why"] or "", Tally()) + counted
    return Kept(clocks, _labels(rows), reasons)


def kept_by_year(person: Person, last: int, duties: str) -> dict[int, Kept]:
    """Count by clock and reporting year, of the five years that end with `last`. One query, whatever the rows."""
    years = range(last - YEARS_SHOWN + 1, last + 1)
    span = Period(reporting_year(years[0]).start, reporting_year(last).end)
    starts_in = ExtractYear("due_on") - Case(
        When(due_on__month__lt=4, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    groups = duties_for(person, span, duties).order_by().annotate(year=starts_in)
    rows = _counted(groups, "year")
    found = {}
    for year in years:
        of_year = [row for row in rows if row["year"] == year]
        clocks: dict[str, Tally] = {}
        for row in of_year:
            clocks[row["clock"]] = clocks.get(row["clock"], Tally()) + _tally(row)
        found[year] = Kept(clocks, _labels(of_year), {})
    return found


def _counted(groups: QuerySet[Any], by: str) -> list[dict[str, Any]]:
    """Return how many there are of each clock, state and `by`: the database counts, and sends a row for each."""
    return list(groups.values("clock", "state", "overdue", by).annotate(number=Count("pk"), name=Max("label")))


def _overdue() -> Case:
    late = Q(state=DeadlineState.OPEN, due_at__lt=timezone.now())
    return Case(When(late, then=Value(True)), default=Value(False), output_field=BooleanField())


def _tally(row: dict[str, Any]) -> Tally:
    number = row["number"]
    if row["state"] == DeadlineState.OPEN:
        return Tally(late_open=number) if row["overdue"] else Tally(to_come=number)
    return {
        DeadlineState.MET: Tally(met=number),
        DeadlineState.MET_LATE: Tally(met_late=number),
        DeadlineState.PAUSED: Tally(paused=number),
    }[row["state"]]


def _labels(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return what each clock is called today; one that is no longer declared, as its rows remember it."""
    return {row["clock"]: CLOCKS[row["clock"]].label if row["clock"] in CLOCKS else row["name"] for row in rows}


def ordered(kept: Iterable[Kept]) -> list[tuple[str, str]]:
    """Return every clock that occurs, with its label: those with most duties first, then by name."""
    numbers: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for one in kept:
        labels |= one.labels
        for clock, tally in one.clocks.items():
            numbers[clock] += tally.total
    return sorted(labels.items(), key=lambda pair: (-numbers[pair[0]], pair[1], pair[0]))
