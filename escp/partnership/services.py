"""Writes about people, cases and identities. Each is one transaction."""

import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.access.log import record_access
from escp.access.permissions import Permission
from escp.partnership.choices import Part
from escp.partnership.models import (
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
)
from escp.partnership.models.groups import ONE_OF_A_KIND
from escp.partnership.pseudonyms import WORDS
from escp.partnership.queries import deputies_meanwhile, meanwhile
from escp.partnership.shipped_groups import SHIPPED_GROUPS
from escp.ui.words import date_in_words


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


def add_child(*, by: Person, case: Case, age_band: str) -> Child:
    """Add a child to a case that is open already, under a pseudonym of its own."""
    return Child.objects.create(case=case, pseudonym=_new_pseudonym(), age_band=age_band)


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
    fields = [field.name for field in ChildIdentity._meta.fields if field.name not in ("id", "child")]
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
def grant_access(
    *,
    by: Person,
    case: Case,
    person: Person,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> CaseAccess:
    """Name a person on a case's access list from a moment, now unless given, until another."""
    starts_at = starts_at or timezone.now()
    return CaseAccess.objects.create(
        case=case, person=person, reason=reason, starts_at=starts_at, ends_at=ends_at, granted_by=by
    )


@transaction.atomic
def change_access(*, by: Person, access: CaseAccess, starts_at: datetime, ends_at: datetime) -> CaseAccess:
    """Let a person's leave to open a case run from another moment, or to another."""
    access.starts_at, access.ends_at = starts_at, ends_at
    access.save()
    return access


@transaction.atomic
def end_access(*, by: Person, access: CaseAccess) -> CaseAccess:
    """End a person's leave to open a case now; one that has ended stays as it was."""
    now = timezone.now()
    if access.ends_at is None or access.ends_at > now:
        access.starts_at, access.ends_at = min(access.starts_at, now), now
        access.save()
    return access


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


@transaction.atomic
def name_deputy(*, by: Person, person: Person, deputy: Person, starts_on: date, ends_on: date | None = None) -> Deputy:
    """Let a colleague see and be told what a person owes, from one day to another, both included.

    It opens no record to them. One deputy at a time, named by the person or by those who keep the deadlines. Raises
    PermissionError, or ValidationError for a time that cannot be.
    """
    if by != person and not by.may(Permission.MANAGE_DEADLINES):
        raise PermissionError("Your role does not let you name a deputy for somebody else.")
    # Two who name a deputy at once wait for each other here, so that two times never overlap.
    Person.objects.select_for_update().get(pk=person.pk)
    if person == deputy:
        raise ValidationError({"deputy": "Choose somebody else: nobody is their own deputy."})
    if not deputy.current_memberships:
        raise ValidationError({"deputy": f"{deputy} has no current membership, so they would see nothing."})
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day must be the first day or later"})
    if other := deputies_meanwhile(person, starts_on, ends_on).first():
        until = f"until {date_in_words(other.ends_on)}" if other.ends_on else "with no last day"
        start = date_in_words(other.starts_on)
        raise ValidationError({"starts_on": f"{other.deputy} stands in from {start} {until}. Choose other days"})
    return Deputy.objects.create(person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on, named_by=by)


@transaction.atomic
def end_deputy(*, by: Person, deputy: Deputy) -> Deputy | None:
    """Make today a deputy's last day; one who has not begun never will, and is gone but for the history.

    Returns None for the latter. One whose time is over stays as they were. Raises PermissionError.
    """
    if by.pk != deputy.person_id and not by.may(Permission.MANAGE_DEADLINES):
        raise PermissionError("Your role does not let you end somebody else’s deputy.")
    today = timezone.localdate()
    if deputy.starts_on > today:
        deputy.delete()
        return None
    if deputy.ends_on is None or deputy.ends_on > today:
        deputy.ends_on = today
        deputy.save()
    return deputy


def _may_keep_groups(by: Person) -> None:
    if not by.may(Permission.KEEP_GROUPS):
        raise PermissionError(f"Your role does not let you {Permission.KEEP_GROUPS}.")


@transaction.atomic
def keep_group(*, by: Person, group: Group) -> Group:
    """Keep a new group, or what was changed of one. Raises PermissionError."""
    _may_keep_groups(by)
    _saved_by(by, group)
    return group


@transaction.atomic
def seat(*, by: Person, membership: GroupMembership) -> GroupMembership:
    """Keep a new membership of a group, or what was changed of one: who, for whom, as what, from when to when, why.

    One person has one seat at a time, and a group one chair. Raises PermissionError, or ValidationError.
    """
    _may_keep_groups(by)
    # Two who seat people at once wait for each other here, so that two times never overlap.
    Group.objects.select_for_update().get(pk=membership.group_id)
    if membership.pk is None and not membership.person.current_memberships:
        raise ValidationError({"person": f"{membership.person} has no current membership of the partnership."})
    others = membership.group.memberships.exclude(pk=membership.pk).select_related("person")
    beside = meanwhile(others, membership.starts_on, membership.ends_on)
    if other := beside.filter(person=membership.person_id).first():
        said = f"{other.person} has a seat {_times(other)}. End it first, or choose other days"
        raise ValidationError({"starts_on": said})
    if membership.part == Part.CHAIR and (other := beside.filter(part=Part.CHAIR).first()):
        raise ValidationError({"part": f"{other.person} is the chair {_times(other)}. A group has one chair at a time"})
    _saved_by(by, membership)
    return membership


def _saved_by(by: Person, row: Group | GroupMembership) -> None:
    """Save a row, and let its history name who did it: a command has no request that would say so."""
    setattr(row, "_history_user", by)  # noqa: B010
    row.save()


def _times(row: GroupMembership) -> str:
    until = f"until {date_in_words(row.ends_on)}" if row.ends_on else "on"
    return f"from {date_in_words(row.starts_on)} {until}"


@transaction.atomic
def load_groups(*, by: Person) -> list[tuple[str, bool]]:
    """Make the framework's own groups that are not there yet, and say of each whether it is new. Changes none."""
    found = Group.objects.all()
    known, kinds = set(found.values_list("name", flat=True)), set(found.values_list("kind", flat=True))
    done = []
    for shipped in SHIPPED_GROUPS:
        is_new = shipped["name"] not in known and not (shipped["kind"] in ONE_OF_A_KIND and shipped["kind"] in kinds)
        if is_new:
            keep_group(by=by, group=Group(**shipped))
        done.append((shipped["name"], is_new))
    return done
