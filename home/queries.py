"""What looks over every app: what waits for a person, what they wait for, and where a reference leads."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from actionplans.queries import actions_for, awaiting_agreement_of
from escp.access.permissions import Permission
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_without_recipient, failed_reminders, owed_by
from escp.partnership.models import Person
from escp.partnership.queries import case_open_to
from home.year_plan.queries import fixed_points_for
from learning.choices import PointState
from learning.queries import (
    activities_for,
    findings_for,
    learning_points_for,
    of_reference,
    themes_for,
    waiting_at_each_stage,
)

WAITING_DAYS = 14
MOST_SHOWN = 25


@dataclass(frozen=True)
class Decision:
    """Something that only a person with the right role can settle."""

    reference: str
    title: str
    ask: str
    url: str


def decisions_for(person: Person) -> list[Decision]:
    """Return what waits for this person's decision: learning points to agree, actions to agree or close."""
    decisions: list[Decision] = []
    if person.may(Permission.AGREE_LEARNING):
        points = learning_points_for(person).filter(state=PointState.CAPTURED, finding_links__isnull=False).distinct()
        decisions += [
            Decision(point.reference, point.statement, "Agree this learning point", point.get_absolute_url())
            for point in points[:MOST_SHOWN]
        ]
    decisions += [
        Decision(action.reference, action.title, ask, action.get_absolute_url())
        for action, ask in awaiting_agreement_of(person)[:MOST_SHOWN]
    ]
    return decisions


def reaching_nobody(person: Person) -> list[Deadline]:
    """Return the deadlines whose reminders reach nobody: no recipient, or the mail system refused. For the unit."""
    if not person.may(Permission.MANAGE_ACTIONS):
        return []
    refused = failed_reminders().values("deadline")
    silent = Deadline.objects.filter(
        Q(pk__in=deadlines_without_recipient().values("pk")) | Q(pk__in=refused), case_open_to(person)
    )
    return list(silent.order_by("due_at", "pk")[:MOST_SHOWN])


def numbers_of_the_cycle(person: Person) -> Counter[str]:
    """Count what stands at each stage of the cycle: the first three by name, actions by their state. One query."""
    actions = actions_for(person).order_by().values_list("state").annotate(Count("pk"))
    return Counter(dict(waiting_at_each_stage(person).union(actions, all=True)))


def waiting_for_others(person: Person) -> QuerySet[Deadline]:
    """Return the open deadlines that others owe and the business unit watches: late, or due within a fortnight."""
    if not person.may(Permission.MANAGE_ACTIONS):
        return Deadline.objects.none()
    soon = timezone.localdate() + timedelta(days=WAITING_DAYS)
    return (
        Deadline.objects.filter(case_open_to(person), state=DeadlineState.OPEN, due_on__lte=soon)
        .exclude(owed_by(person))
        .select_related("owed_person", "owed_agency")
        .order_by("due_at", "pk")[:MOST_SHOWN]
    )


def record_of(person: Person, reference: str) -> Any:
    """Return the record with a reference, typed in any case, if the person may know of it."""
    for rows in (activities_for, findings_for, learning_points_for, themes_for, actions_for, fixed_points_for):
        if (record := of_reference(rows(person), reference)) is not None:
            return record
    return None
