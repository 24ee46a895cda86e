"""Which deadlines a record has, which a person owes, and what was sent about them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from escp.deadlines.calendar import london_date
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.registry import CLOCKS
from escp.partnership.models import Person
from escp.partnership.queries import case_open_to


def about(record: Any) -> Q:
    """Return which deadlines are a record's."""
    return Q(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


def deadlines_of(record: Any) -> QuerySet[Deadline]:
    """Return a record's deadlines, those still owed first, nearest first. One query, with the moves in a second."""
    owed = When(state__in=[DeadlineState.OPEN, DeadlineState.PAUSED], then=0)
    return (
        Deadline.objects.filter(about(record))
        .exclude(state=DeadlineState.WITHDRAWN)
        .select_related("lateness")
        .prefetch_related("moves__by")
        .order_by(Case(owed, default=1), "due_at", "pk")
    )


def owed_by(person: Person) -> Q:
    """Return which deadlines a person owes: their own, and those of the roles they hold now, where no one is named."""
    owed = Q(owed_person=person)
    for membership in person.current_memberships:
        anywhere_or_here = Q(owed_agency=None) | Q(owed_agency=membership.agency_id)
        owed |= Q(anywhere_or_here, owed_role=membership.role, owed_person=None)
    return owed


def deadlines_for(person: Person) -> QuerySet[Deadline]:
    """Return the open deadlines that a person owes and may see, nearest first.

    Nothing for somebody without a current membership; nothing of a case that is closed to them.
    """
    if not person.current_memberships:
        return Deadline.objects.none()
    return Deadline.objects.filter(owed_by(person), case_open_to(person, "case"), state=DeadlineState.OPEN)


@dataclass(frozen=True)
class Week:
    """What a person owes, sorted as My week shows it."""

    late: list[Deadline]
    today: list[Deadline]
    this_week: list[Deadline]
    later: list[Deadline]

    @property
    def total(self) -> int:
        return len(self.late) + len(self.today) + len(self.this_week) + len(self.later)


def week_of(person: Person, now: datetime | None = None, *, days_ahead: int = 28, limit: int = 200) -> Week:
    """Return a person's late deadlines and those of the coming four weeks. One query; weeks end on Sunday."""
    now = now or timezone.now()
    today = london_date(now)
    sunday = today + timedelta(days=6 - today.weekday())
    rows = list(deadlines_for(person).filter(due_on__lte=today + timedelta(days=days_ahead))[:limit])
    week = Week([], [], [], [])
    for row in rows:
        if row.due_at < now:
            week.late.append(row)
        elif row.due_on == today:
            week.today.append(row)
        elif row.due_on <= sunday:
            week.this_week.append(row)
        else:
            week.later.append(row)
    return week


def count_for(person: Person, *, until: date | None = None) -> int:
    """Count what a person owes, all of it or what is due up to a day."""
    deadlines = deadlines_for(person)
    return (deadlines.filter(due_on__lte=until) if until else deadlines).count()


def visible_to(person: Person, deadline: Deadline) -> bool:
    """Say whether a person may see the record of a deadline now. Asked again at the moment of sending."""
    clock = CLOCKS.get(deadline.clock)
    if clock is None or clock.visible is None:
        return False
    open_to_them = Deadline.objects.filter(case_open_to(person, "case"), pk=deadline.pk)
    return open_to_them.exists() and bool(clock.visible(person).filter(pk=deadline.object_id).exists())


def sent_about(record: Any) -> QuerySet[Reminder]:
    """Return what was sent to whom about a record, latest first, for its timeline."""
    content_type = ContentType.objects.get_for_model(record)
    return (
        Reminder.objects.filter(
            deadline__content_type=content_type, deadline__object_id=record.pk, state=MailState.SENT
        )
        .select_related("deadline", "person")
        .order_by("-sent_at")
    )
