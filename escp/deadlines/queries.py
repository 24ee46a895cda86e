"""Which deadlines a record has, which a person owes, and what the business unit must know about reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Min, Q, QuerySet, When
from django.utils import timezone

from escp.deadlines.calendar import Calendar, london_date
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import ClockRule, Deadline, Edition, Heartbeat, LocalHoliday, Reminder
from escp.deadlines.registry import CLOCKS, RuleBook
from escp.partnership.models import Membership, Person
from escp.partnership.queries import case_open_to


def calendar() -> Calendar:
    """Return England and Wales with the extra bank holidays of this installation. One query."""
    return Calendar(dict(LocalHoliday.objects.values_list("day", "title")))


def rule_book() -> RuleBook:
    """Return everything local that due dates depend on. Three queries: read it once for many."""
    local: dict[str, list[Any]] = {}
    for row in ClockRule.objects.agreed():
        local.setdefault(row.clock, []).append(row.revision)
    return RuleBook(calendar(), local, tuple(edition.as_declared for edition in Edition.objects.agreed()))


def deadlines_of(record: Any) -> QuerySet[Deadline]:
    """Return a record's deadlines, those still open first, nearest first. One query, with the moves in a second."""
    content_type = ContentType.objects.get_for_model(record)
    return (
        Deadline.objects.filter(content_type=content_type, object_id=record.pk)
        .exclude(state=DeadlineState.WITHDRAWN)
        .prefetch_related("moves__by")
        .order_by(Case(When(state=DeadlineState.OPEN, then=0), default=1), "due_at", "pk")
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


# Who is to be reminded


@dataclass(frozen=True)
class Holders:
    """Who holds which role in which agency now, read once for many deadlines."""

    rows: frozenset[tuple[str, int, int]]

    @classmethod
    def now(cls, person: Person | None = None) -> "Holders":
        """Read the memberships in force, of one person when given. One query."""
        current = Membership.objects.current().filter(person__is_active=True)
        if person is not None:
            current = current.filter(person=person)
        return cls(frozenset(current.values_list("role", "agency_id", "person_id")))

    def of(self, role: str, agency_id: int | None = None) -> set[int]:
        return {who for held, where, who in self.rows if held == role and agency_id in (None, where)}

    def is_current(self, person_id: int) -> bool:
        return any(who == person_id for _, _, who in self.rows)


def recipients(deadline: Deadline, at: datetime, holders: Holders, calendar: Calendar) -> set[int]:
    """Return the keys of the people to remind at a moment: those who owe it, and those it has escalated to by then."""
    if deadline.owed_person_id:
        people = {deadline.owed_person_id} if holders.is_current(deadline.owed_person_id) else set()
    else:
        people = holders.of(deadline.owed_role, deadline.owed_agency_id)
    for escalation in deadline.kept_rule.escalate:
        if escalation.at.moment(deadline.span, calendar) <= at:
            people |= holders.of(escalation.role, deadline.owed_agency_id if escalation.same_agency else None)
    return people


# What the business unit and the health page must know


def deadlines_without_recipient() -> QuerySet[Deadline]:
    """Return the open deadlines for which a reminder is due that nobody may receive: an alarm for the business unit."""
    return Deadline.objects.filter(state=DeadlineState.OPEN, unreachable_since__isnull=False)


def failed_reminders() -> QuerySet[Reminder]:
    """Return the reminders that could not be delivered, for deadlines that are still open."""
    return Reminder.objects.filter(state=MailState.FAILED, deadline__state=DeadlineState.OPEN).select_related(
        "deadline", "person"
    )


def oldest_unsent() -> datetime | None:
    """Return since when the oldest reminder has been due and not dealt with, or None when none is waiting.

    Covers both those that no sweep has written yet and those written but not sent.
    """
    now = timezone.now()
    unwritten = Deadline.objects.filter(state=DeadlineState.OPEN, next_reminder_at__lte=now, unreachable_since=None)
    unsent = Reminder.objects.filter(
        Q(state=MailState.PENDING, try_at__lte=now) | Q(state=MailState.SENDING, lease_until__lte=now)
    )
    waiting: Iterable[datetime | None] = (
        unwritten.aggregate(oldest=Min("next_reminder_at"))["oldest"],
        unsent.aggregate(oldest=Min("created_at"))["oldest"],
    )
    return min((moment for moment in waiting if moment), default=None)


def heartbeat(name: str) -> datetime | None:
    """Return when a part of the service last gave a sign of life: "beat", "worker" or "sweep"."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


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
