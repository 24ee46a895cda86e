"""Which deadlines a record has, which a person owes, and what was sent about them."""

from collections.abc import Collection
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import Deadline, Reminder
from escp.deadlines.registry import CLOCKS
from escp.partnership.models import Person
from escp.partnership.queries import case_open_to


def open_to(person: Person) -> Q:
    """Return which deadlines a person may know of: of no case that is closed to them, of no clock kept from them.

    A clock that is kept from them shows what they owe by name, and that alone. Every selection of deadlines for a
    person rests on this, whatever else it asks.
    """
    kept_from_them = [
        clock.key for clock in CLOCKS.values() if clock.only_for and not any(map(person.may, clock.only_for))
    ]
    return case_open_to(person, "case") & (~Q(clock__in=kept_from_them) | Q(owed_person=person))


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


def owed_by_any(people: Collection[Person]) -> Q:
    """Return which deadlines any of several people owes; none for nobody."""
    return reduce(or_, (owed_by(person) for person in people), Q(pk__in=[]))


def deadlines_for(person: Person) -> QuerySet[Deadline]:
    """Return the open deadlines that a person owes and may see, nearest first.

    Nothing for somebody without a current membership; nothing of a case that is closed to them.
    """
    if not person.current_memberships:
        return Deadline.objects.none()
    return Deadline.objects.filter(owed_by(person), open_to(person), state=DeadlineState.OPEN)


def seen_by(person: Person, among: Collection[str] | None = None) -> Q:
    """Return which deadlines a person may see: the clock says for which records, and no case is closed to them.

    In SQL, for lists. `visible_to` says the same of one deadline. Each kind of record asks its own question: where the
    caller knows `among` which clocks to look, the others are not asked.
    """
    kinds: dict[Any, list[str]] = {}
    for clock in CLOCKS.values():
        if clock.visible is not None and (among is None or clock.key in among):
            kinds.setdefault(clock.visible, []).append(clock.key)
    seen = Q(pk__in=[])
    for visible, keys in kinds.items():
        seen |= Q(Exists(visible(person).filter(pk=OuterRef("object_id"))), clock__in=keys)
    return seen & open_to(person)


def stood_in_for(principal: Person, deputy: Person, among: Collection[str] | None = None) -> QuerySet[Deadline]:
    """Return the open deadlines that somebody owes, as far as the person who stands in for them may see the records.

    To be asked for the people that `principals_of` returns; `among` the clocks by which they owe anything, if known.
    """
    return Deadline.objects.filter(owed_by(principal), seen_by(deputy, among), state=DeadlineState.OPEN)


def clocks_owed(people: Collection[Person]) -> set[str]:
    """Return by which clocks any of several people owes something now. One query; none for nobody."""
    owed = Deadline.objects.filter(owed_by_any(people), state=DeadlineState.OPEN)
    return set(owed.order_by().values_list("clock", flat=True).distinct())


def deadlines_to_list(person: Person) -> QuerySet[Deadline]:
    """Return the deadlines that a person owes, watches or may see, done or not, with what a list shows of each."""
    if not person.current_memberships:
        return Deadline.objects.none()
    seen = seen_by(person) | (owed_by(person) & open_to(person))
    rows = Deadline.objects.filter(seen).exclude(state=DeadlineState.WITHDRAWN)
    return rows.select_related("owed_person", "owed_agency").defer("rule", "working")


def count_for(person: Person, *, until: date | None = None) -> int:
    """Count what a person owes, all of it or what is due up to a day."""
    deadlines = deadlines_for(person)
    return (deadlines.filter(due_on__lte=until) if until else deadlines).count()


def visible_to(person: Person, deadline: Deadline) -> bool:
    """Say whether a person may see the record of a deadline now. Asked again at the moment of sending."""
    clock = CLOCKS.get(deadline.clock)
    if clock is None or clock.visible is None:
        return False
    open_to_them = Deadline.objects.filter(open_to(person), pk=deadline.pk)
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
