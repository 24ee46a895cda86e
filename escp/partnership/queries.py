"""Who may see which case, person and child. Every list, search, count, form choice and mail goes through these."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet, expressions
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.choices import Part
from escp.partnership.matching import Identifying, Likeness, all_like, names_of
from escp.partnership.models import (
    Agency,
    Case,
    CaseAccess,
    Child,
    ChildIdentity,
    ConflictOfInterest,
    Deputy,
    Group,
    GroupMembership,
    Membership,
    Person,
    Priority,
)
from escp.partnership.policies import Quorum, quorum

Row = TypeVar("Row", bound=Model)


def _named_on_access_list(person: Person | OuterRef, path: str) -> Exists:
    now = timezone.now()
    return Exists(
        CaseAccess.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=now), case=OuterRef(path), person=person, starts_at__lte=now
        )
    )


def without_conflict(person: Person | OuterRef, path: str = "case") -> Q:
    """Return the condition that a person has declared no conflict of interest in a row's case."""
    return ~Q(Exists(ConflictOfInterest.objects.filter(case=OuterRef(path), person=person)))


def case_open_to(person: Person | OuterRef, path: str = "case") -> Q:
    """Return the condition under which a row about a case may be known to a person.

    For any model with a nullable foreign key `path` to Case, or for cases themselves with the path "pk". A conflict of
    interest beats everything; a restricted case is open only to those its access list names; a row about no case is
    open. The role still has to permit the act. The person may be one of an outer query.
    """
    restricted = "restricted" if path == "pk" else f"{path}__restricted"
    return without_conflict(person, path) & (
        Q(**{f"{path}__isnull": True}) | Q(**{restricted: False}) | Q(_named_on_access_list(person, path))
    )


def case_granted_to(person: Person, path: str = "case") -> Q:
    """Return the condition for a person who may see only cases whose access list names them, such as a reviewer."""
    return case_open_to(person, path) & Q(_named_on_access_list(person, path))


def casework_for(person: Person, rows: QuerySet[Row], path: str = "case") -> QuerySet[Row]:
    """Return those of `rows` (about cases being worked on) that a person may know of."""
    if person.may(Permission.SEE_CASES_IN_PROGRESS):
        return rows.filter(case_open_to(person, path))
    if person.may(Permission.SEE_GRANTED_CASES):
        return rows.filter(case_granted_to(person, path))
    return rows.none()


def cases_for(person: Person) -> QuerySet[Case]:
    """Return the cases that a person may know of."""
    return casework_for(person, Case.objects.all(), path="pk")


def children_for(person: Person) -> QuerySet[Child]:
    """Return the children, by pseudonym, of the cases that a person may know of."""
    return casework_for(person, Child.objects.select_related("case"))


def identities_for(person: Person) -> QuerySet[Child]:
    """Return the children whose identity a person may ask to open, with a reason."""
    if not person.may(Permission.OPEN_IDENTITY):
        return Child.objects.none()
    return children_for(person)


def children_of(case: Case) -> QuerySet[Any]:
    """Return a case's children by pseudonym, each with whether an identity is held, and nothing of that identity."""
    held = Exists(ChildIdentity.objects.filter(child=OuterRef("pk")))
    return case.children.annotate(identity_held=held)


def identity_is_held(child: Child) -> bool:
    """Say whether an identity is held for a child, without opening it."""
    return ChildIdentity.objects.filter(child=child).exists()


def births_in(case: Case) -> list[tuple[str, date]]:
    """Return the children of a case whose day of birth is held, each by pseudonym: to work out an age from.

    The day itself is never shown: whoever may know it opens the identity, with a reason.
    """
    held = ChildIdentity.objects.filter(child__case=case, date_of_birth__isnull=False).order_by("child")
    born = held.values_list("child__pseudonym", "date_of_birth")
    return [(pseudonym, day) for pseudonym, day in born if day is not None]


def names_in(case: Case) -> list[str]:
    """Return the names of the children of a case: to find them where none should stand. They are never shown."""
    held = ChildIdentity.objects.filter(child__case=case).order_by("child").values_list("full_name", "other_names")
    return [name for full_name, others in held for name in names_of(full_name, others)]


def identities_in(cases: Iterable[int]) -> list[ChildIdentity]:
    """Return the identities that are held of the children of several cases, by number: to find in a text what must not
    stand there. They are never shown.
    """
    held = ChildIdentity.objects.filter(child__case__in=list(cases))
    return list(held.select_related("child").order_by("child"))


def cases_with_identities() -> list[int]:
    """Return the cases, by number, in which the identity of a child is held."""
    return sorted(set(ChildIdentity.objects.order_by().values_list("child__case", flat=True)))


def names_outside(cases: Iterable[int]) -> list[str]:
    """Return the names that are held of children in all cases but some, by number: to find in a text, never shown."""
    held = ChildIdentity.objects.exclude(child__case__in=list(cases)).order_by("full_name")
    return list(held.values_list("full_name", flat=True).distinct())


def pseudonyms_in(cases: Iterable[int]) -> list[str]:
    """Return what several cases, by number, and their children are called."""
    held = Case.objects.filter(pk__in=list(cases)).values_list("pseudonym", "children__pseudonym")
    return sorted({name for pair in held for name in pair if name})


def cases_of_the_same_child(child: Child) -> list[int]:
    """Return the other cases in which an identity like this child's is held: numbers, no identity. No twin's."""
    mine = ChildIdentity.objects.filter(child=child).values().first()
    if mine is None:
        return []
    like = [number for number, how in identities_like(Identifying.of(mine)) if how != Likeness.TWIN]
    return list(Child.objects.filter(pk__in=like).exclude(case=child.case_id).values_list("case", flat=True))


def identities_like(one: Identifying) -> list[tuple[int, Likeness]]:
    """Return the children whose held identity is like one, by number, and how: no identity leaves the room.

    Those born on another day are left out by the database; the rest are compared by rules.
    """
    rows = ChildIdentity.objects.all()
    if one.born_on:
        same_number = Q(nhs_number=one.nhs_number) if one.nhs_number else Q(pk__in=[])
        rows = rows.filter(Q(date_of_birth=one.born_on) | Q(date_of_birth=None) | same_number)
    held = (
        (row["child"], Identifying.of(row))
        for row in rows.order_by("child").values("child", "full_name", "other_names", "date_of_birth", "nhs_number")
    )
    return all_like(one, held)


def people_to_name() -> QuerySet[Person]:
    """Return the people who may be named as an owner: those with a current membership."""
    people: QuerySet[Person] = Person.objects.current()
    return people


def has_conflict(person: Person, case: Case | None) -> bool:
    """Say whether a person has declared a conflict of interest in a case."""
    return case is not None and ConflictOfInterest.objects.filter(case=case, person=person).exists()


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Return everybody else with a current membership."""
    return people_to_name().exclude(pk=person.pk)


def agencies_to_name() -> QuerySet[Agency]:
    """Return the agencies that exist today."""
    agencies: QuerySet[Agency] = Agency.objects.active()
    return agencies


def priorities_to_name(year: int | None = None) -> QuerySet[Priority]:
    """Return the Business Plan's priorities, of one year when given."""
    return Priority.objects.filter(year=year) if year else Priority.objects.all()


# Deputies


def principals_of(person: Person) -> list[Person]:
    """Return the people for whom a person stands in today, each with the memberships held now. One query.

    Somebody who has left owes nothing, so nobody stands in for them; a deputy who has left stands in for nobody. It
    does not go on: the deputy of a deputy stands in for the deputy alone.
    """
    if not person.current_memberships:
        return []
    standing_in = Deputy.objects.current().filter(deputy=person)
    return _who_hold(Membership.objects.current().filter(person__in=standing_in.values("person")))


def person_signed_in(pk: int) -> Person | None:
    """Return an active person with the memberships held now. One query; a second for who holds none any more."""
    held = _who_hold(Membership.objects.current().filter(person=pk))
    return held[0] if held else Person.objects.filter(pk=pk, is_active=True).first()


def _who_hold(memberships: QuerySet[Membership]) -> list[Person]:
    """Return the active people who hold these memberships, by name, each with them in order. One query."""
    people: dict[int, Person] = {}
    rows = memberships.filter(person__is_active=True).select_related("person", "agency")
    for membership in rows.order_by("person__full_name", "person", "starts_at", "pk"):
        person = people.setdefault(membership.person_id, membership.person)
        person.__dict__.setdefault("current_memberships", []).append(membership)
    return list(people.values())


def deputy_pairs(deputy: Person | None = None) -> frozenset[tuple[int, int]]:
    """Return (principal, deputy) for all who stand in today, or for one of them. One query."""
    pairs = Deputy.objects.current()
    if deputy is not None:
        pairs = pairs.filter(deputy=deputy)
    return frozenset(pairs.values_list("person_id", "deputy_id"))


def deputies_of(person: Person) -> QuerySet[Deputy]:
    """Return everybody who stood in, stands in or will stand in for a person, the latest first."""
    return person.deputies.select_related("deputy", "named_by").order_by("-starts_on", "-pk")


def deputies_for(person: Person) -> QuerySet[Deputy]:
    """Return the deputies that a person may change: their own, and everybody's for those who keep the deadlines."""
    rows = Deputy.objects.select_related("person", "deputy", "named_by").order_by("-starts_on", "-pk")
    return rows if person.may(Permission.MANAGE_DEADLINES) else rows.filter(person=person)


def meanwhile(rows: QuerySet[Row], starts_on: date, ends_on: date | None) -> QuerySet[Row]:
    """Return those of deputies or memberships that are in force on any day of a time."""
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


def not_over(rows: QuerySet[Row], on: date | None = None) -> QuerySet[Row]:
    """Return those that are in force on a day, today unless given, or will be later."""
    return meanwhile(rows, on or timezone.localdate(), None)


def deputies_meanwhile(person: Person, starts_on: date, ends_on: date | None) -> QuerySet[Deputy]:
    """Return who stands in for a person on any day of a time."""
    return meanwhile(deputies_of(person), starts_on, ends_on)


# Groups: whoever belongs to the partnership may know who sits where


def groups_to_read() -> QuerySet[Group]:
    """Return every group, each with its members of today as `today`."""
    members = in_order(GroupMembership.objects.current().filter(person__in=people_to_name()))
    return Group.objects.prefetch_related(Prefetch("memberships", queryset=members, to_attr="today"))


def in_order(rows: QuerySet[GroupMembership]) -> QuerySet[GroupMembership]:
    """Return memberships as a list of members shows them: chair, vice chair, members, advisers."""
    parts = expressions.Case(*(expressions.When(part=part, then=place) for place, part in enumerate(Part.values)))
    return rows.select_related("person", "agency").order_by(parts, "person__full_name", "pk")


def memberships_of(group: Group) -> QuerySet[GroupMembership]:
    """Return all memberships of a group, those of the past and of days to come too, with whether they have left.

    `here` is false where the person no longer belongs to the partnership.
    """
    return in_order(group.memberships.annotate(here=Exists(people_to_name().filter(pk=OuterRef("person")))))


def group_of_kind(kind: str) -> Group | None:
    """Return the group of a kind of which there is one, with its members of today; None where there is none."""
    return groups_to_read().filter(kind=kind).first()


def voting_members(group: Group) -> list[GroupMembership]:
    """Return who has a vote in a group today. Whoever has left the partnership has none, nor has an adviser."""
    here = people_to_name()
    return list(in_order(group.memberships.current().exclude(part=Part.ADVISER).filter(person__in=here)))


def deputies_today(people: Iterable[Person]) -> list[Deputy]:
    """Return who stands in today for any of some people, and belongs to the partnership."""
    rows = Deputy.objects.current().filter(person__in=people, deputy__in=people_to_name())
    return list(rows.select_related("person", "deputy").order_by("deputy__full_name", "pk"))


def quorum_of(
    group: Group, voting: Iterable[GroupMembership], deputies: Iterable[Deputy], present: Iterable[int]
) -> Quorum:
    """Say whether a meeting of a group with these people present may decide. No query: all of it is given."""
    return quorum(
        least=group.quorum_least,
        agencies=group.quorum_agencies,
        seats={row.person_id: row.agency.kind for row in voting},
        present=present,
        stands_in=[(row.person_id, row.deputy_id) for row in deputies],
    )


def saved_of(group: Group, most: int) -> list[Any]:
    """Return the newest rows of the history of a group and of its memberships, the latest first."""
    of_group = group.history.select_related("history_user")[:most]
    of_members = GroupMembership.history.filter(group=group).select_related("history_user", "person", "agency")[:most]
    return sorted([*of_group, *of_members], key=lambda row: (row.history_date, row.history_id), reverse=True)[:most]
