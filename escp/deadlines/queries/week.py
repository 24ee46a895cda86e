"""My week: what a person owes by date, what those they stand in for owe, and what else a page wants beside it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.utils import timezone

from escp.deadlines.calendar import london_date
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline, Pause
from escp.deadlines.queries.deadlines import clocks_owed, deadlines_for, open_to, owed_by, stood_in_for
from escp.partnership.models import Person
from escp.partnership.queries import principals_of

MOST_SHOWN = 8
# What follows later is only looked at from afar.
MOST_LATER = 5
DAYS_FOR_OTHERS = 7


@dataclass(frozen=True)
class Part:
    """The first deadlines of a selection by date, and how many there are in all."""

    rows: list[Deadline] = field(default_factory=list)
    total: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Deadline]:
        return iter(self.rows)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Week:
    """What a person owes, sorted as My week shows it. `principals` holds what those they stand in for owe."""

    late: Part
    today: Part
    this_week: Part
    later: Part
    paused: Part
    principals: list[tuple[Person, Part]]
    beside: dict[str, Part]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the person owes, part by part."""
        return self.late, self.today, self.this_week, self.later, self.paused

    @property
    def total(self) -> int:
        """How many deadlines the person owes, those that stand still included."""
        return sum(part.total for part in self.parts)

    @property
    def more(self) -> int:
        """How many of them are not shown."""
        return sum(part.more for part in self.parts)

    @property
    def due(self) -> int:
        """How many are late or due by Sunday."""
        return self.late.total + self.today.total + self.this_week.total


def week_of(
    person: Person,
    now: datetime | None = None,
    *,
    principals: Collection[Person] | None = None,
    beside: Mapping[str, QuerySet[Deadline]] | None = None,
) -> Week:
    """Return what a person owes, the first of each part by date. Weeks end on Sunday; what is paused is never late.

    `principals` are those they stand in for, where the caller has read them already; `beside` names other selections
    that the same page shows. Two queries, whatever there is, and a third for who stands in for somebody.
    """
    now = now or timezone.now()
    today = london_date(now)
    sunday = today + timedelta(days=6 - today.weekday())
    owed = deadlines_for(person)
    principals = principals_of(person) if principals is None else principals
    soon = today + timedelta(days=DAYS_FOR_OTHERS)
    beside = beside or {}
    among = clocks_owed(principals)
    parts = _gathered(
        {
            "late": owed.filter(due_at__lt=now),
            "today": owed.filter(due_at__gte=now, due_on=today),
            "this week": owed.filter(due_on__gt=today, due_on__lte=sunday),
            "later": owed.filter(due_on__gt=sunday),
            "paused": paused_for(person),
            # What both of them owe, being of one team, stands among what is the person's own.
            **{
                f"for {one.pk}": stood_in_for(one, person, among).filter(due_on__lte=soon).exclude(owed_by(person))
                for one in principals
            },
            **{f"beside {name}": rows for name, rows in beside.items()},
        }
    )
    return Week(
        late=parts["late"],
        today=parts["today"],
        this_week=parts["this week"],
        later=parts["later"],
        paused=parts["paused"],
        principals=[(one, parts[f"for {one.pk}"]) for one in principals],
        beside={name: parts[f"beside {name}"] for name in beside},
    )


def paused_for(person: Person) -> QuerySet[Deadline]:
    """Return the deadlines that a person owes and may see and that stand still."""
    if not person.current_memberships:
        return Deadline.objects.none()
    # Through the pauses that last: few rows, where a search for the state would read every deadline there ever was.
    standing_still = Pause.objects.filter(ends_on=None).values("deadline")
    mine = Q(owed_by(person), open_to(person), state=DeadlineState.PAUSED, pk__in=standing_still)
    return Deadline.objects.filter(mine)


def _gathered(selections: Mapping[str, QuerySet[Deadline]]) -> dict[str, Part]:
    """Return the first deadlines of each selection, and how many there are in each. One query for all of them."""
    first, *rest = [_labelled(name, rows) for name, rows in selections.items()]
    found: dict[str, list[Deadline]] = {name: [] for name in selections}
    totals = dict.fromkeys(selections, 0)
    rows: QuerySet[Any] = first.union(*rest, all=True).order_by("due_at", "id")
    for row in rows:
        found[row.part].append(row)
        totals[row.part] = row.total
    return {name: Part(shown, totals[name]) for name, shown in found.items()}


def _labelled(name: str, rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    counted = rows.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    shown = rows.order_by("due_at", "pk")[: MOST_LATER if name == "later" else MOST_SHOWN]
    return (
        Deadline.objects.filter(pk__in=shown.values("pk"))
        .defer("rule", "working")
        .select_related("owed_person", "owed_agency")
        .annotate(part=Value(name), total=Subquery(counted, output_field=IntegerField()))
        .order_by()
    )
