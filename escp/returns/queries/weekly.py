"""Who gets the weekly mail of their agency's door, and what is open behind it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from escp.access.permissions import Permission
from escp.access.roles import ROLES
from escp.partnership.models import Membership, Person
from escp.returns.choices import WITH_THE_AGENCY
from escp.returns.models import MONDAY, DoorChoice, Return, WeeklyDoor
from escp.returns.queries import asked_of

ANSWERING = [key for key, role in ROLES.items() if Permission.ANSWER_FOR_AGENCY in role.permissions]


def weekday_of(person: Person) -> int | None:
    """Return on which weekday a person gets the weekly mail: what they chose, or Monday; None for none."""
    choice = DoorChoice.objects.filter(person=person).first()
    return MONDAY if choice is None else choice.weekday


def people_to_write_to(week: date, weekdays: Collection[int]) -> list[int]:
    """Return the keys of those who answer for an agency, chose one of these weekdays and had none yet. One query."""
    had = Exists(WeeklyDoor.objects.filter(person=OuterRef("pk"), week=week))
    answers = Exists(Membership.objects.current().filter(person=OuterRef("pk"), role__in=ANSWERING))
    chosen = Q(door_choice__weekday__in=weekdays)
    if MONDAY in weekdays:
        chosen |= Q(door_choice=None)
    return list(Person.objects.current().filter(~had, answers, chosen).order_by("pk").values_list("pk", flat=True))


def open_at_the_door(person: Person) -> QuerySet[Return]:
    """Return what is asked of a person and their agency and is not sent yet."""
    return asked_of(person).filter(state__in=WITH_THE_AGENCY)
