"""Writes about people, cases and identities. Each is one transaction."""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from escp.access.log import record_access
from escp.access.permissions import Permission
from escp.partnership.models import Case, CaseAccess, Child, ChildIdentity, ConflictOfInterest, Membership, Person
from escp.partnership.pseudonyms import WORDS


def _new_pseudonym() -> str:
    """Choose a word at random that no child has, adding a number once the words run out. Order would tell a story."""
    taken = set(Child.objects.values_list("pseudonym", flat=True)) | set(
        Case.objects.values_list("pseudonym", flat=True)
    )
    for lap in range(1, 1000):
        free = [name for word in WORDS if (name := f"Child {word}" if lap == 1 else f"Child {word} {lap}") not in taken]
        if free:
            return secrets.choice(free)
    raise RuntimeError("No pseudonym is left: add words to escp/partnership/pseudonyms.py.")


@transaction.atomic
def open_case(*, by: Person, age_bands: list[str]) -> Case:
    """Open a case for one or more children, each with a pseudonym of its own; the case takes the first child's."""
    pseudonyms = [_new_pseudonym()]
    case = Case.objects.create(pseudonym=pseudonyms[0])
    for band in age_bands:
        name = pseudonyms.pop() if pseudonyms else _new_pseudonym()
        Child.objects.create(case=case, pseudonym=name, age_band=band)
    return case


def _reference(child: Child, under: str) -> str:
    """Return what the log calls a child: the reference under which they were looked up, never the pseudonym."""
    return under or f"CHILD-{child.pk}"


@transaction.atomic
def hold_identity(*, by: Person, child: Child, under: str = "", **facts: str | date | None) -> ChildIdentity:
    """Put a child's identity in its own room, or correct it. Logged by field name, never by value."""
    record_access(by, "identity written", reference=_reference(child, under), fields=facts)
    identity, _ = ChildIdentity.objects.update_or_create(child=child, defaults=facts)
    return identity


def open_identity(*, by: Person, child: Child, purpose: str, under: str = "") -> ChildIdentity | None:
    """Return a child's identity after the opening and its reason are on the log: no log, no identity.

    Raises PermissionError when the person's role does not open identities.
    """
    if not by.may(Permission.OPEN_IDENTITY):
        raise PermissionError(f"Your role does not let you {Permission.OPEN_IDENTITY}.")
    fields = ("full_name", "date_of_birth", "address", "school")
    with transaction.atomic():
        record_access(by, "identity opened", reference=_reference(child, under), fields=fields, purpose=purpose)
    return ChildIdentity.objects.filter(child=child).first()


@transaction.atomic
def declare_conflict(*, by: Person, case: Case, person: Person, reason: str) -> ConflictOfInterest:
    """Shut a case to a person from the next request on, whatever else permits them. Twice changes nothing."""
    conflict, _ = ConflictOfInterest.objects.get_or_create(
        case=case, person=person, defaults={"reason": reason, "declared_by": by}
    )
    return conflict


@transaction.atomic
def grant_access(*, by: Person, case: Case, person: Person, reason: str, ends_at: datetime | None = None) -> CaseAccess:
    """Name a person on a case's access list until a moment."""
    return CaseAccess.objects.create(case=case, person=person, reason=reason, ends_at=ends_at, granted_by=by)


@transaction.atomic
def restrict(*, by: Person, case: Case, reason: str) -> Case:
    """Close a case to all but its access list; the person who restricts it is put on that list."""
    case.restricted = True
    case.save()
    grant_access(by=by, case=case, person=by, reason=reason)
    return case


@transaction.atomic
def end_membership(*, by: Person, membership: Membership) -> Membership:
    """End a membership now. Access stops at the person's next request."""
    membership.ends_at = timezone.now()
    membership.save()
    return membership
