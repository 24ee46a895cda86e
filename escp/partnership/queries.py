"""Who may see which case, person and child. Every list, search, count, form choice and mail goes through these."""

from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Agency, Case, CaseAccess, Child, ChildIdentity, ConflictOfInterest, Person, Priority

Row = TypeVar("Row", bound=Model)


def _named_on_access_list(person: Person, path: str) -> Exists:
    now = timezone.now()
    return Exists(
        CaseAccess.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=now), case=OuterRef(path), person=person, starts_at__lte=now
        )
    )


def case_open_to(person: Person, path: str = "case") -> Q:
    """Return the condition under which a row about a case may be known to a person.

    For any model with a nullable foreign key `path` to Case, or for cases themselves with the path "pk". A conflict of
    interest beats everything; a restricted case is open only to those its access list names; a row about no case is
    open. The role still has to permit the act.
    """
    restricted = "restricted" if path == "pk" else f"{path}__restricted"
    conflicted = Exists(ConflictOfInterest.objects.filter(case=OuterRef(path), person=person))
    return ~conflicted & (
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


def people_to_name() -> QuerySet[Person]:
    """Return the people who may be named as an owner: those with a current membership."""
    people: QuerySet[Person] = Person.objects.current()
    return people


def agencies_to_name() -> QuerySet[Agency]:
    """Return the agencies that exist today."""
    agencies: QuerySet[Agency] = Agency.objects.active()
    return agencies


def priorities_to_name(year: int | None = None) -> QuerySet[Priority]:
    """Return the Business Plan's priorities, of one year when given."""
    return Priority.objects.filter(year=year) if year else Priority.objects.all()
