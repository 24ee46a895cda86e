"""A record with a clock, for tests of the kernel: leave to open a case, which starts, ends and belongs to a case."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Escalation,
    Guidance,
    Level,
    Owed,
    WorkingDays,
    before_due,
    register,
    working_day,
)
from escp.deadlines.models import ClockRule, Deadline
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, Case, CaseAccess, Membership, Person
from escp.partnership.queries import case_open_to

KEY = "tests.example"
LONG_AGO = datetime(2018, 1, 1, tzinfo=UTC)
numbers = count(1)


def leave_open_to(person: Person) -> Any:
    return CaseAccess.objects.filter(case_open_to(person))


def example_clock(**changes: Any) -> Clock:
    """A statutory clock of fifteen working days on leave to open a case; `changes` replace what it declares."""
    declared: dict[str, Any] = {
        "key": KEY,
        "label": "Send the example to the National Panel",
        "ask": "Send the example to the National Panel",
        "started_by": "The notification was sent",
        "length": WorkingDays(15),
        "authority": "Panel guidance for examples",
        "guidance": (Guidance.PANEL,),
        "level": Level.PANEL,
        "owed_by": Owed(RoleKey.BUSINESS_MANAGER),
        "remind": (working_day(10), before_due(1), before_due(0)),
        "escalate": (Escalation(before_due(0), RoleKey.STATUTORY_PARTNER),),
        "model": "partnership.CaseAccess",
        "starts": "starts_at",
        "stops": "ends_at",
        "visible": leave_open_to,
        "case": "case",
        "reference": lambda leave: f"EX-{leave.pk:05}",
    }
    return Clock(**declared | changes)


def declare(**changes: Any) -> Clock:
    return register(example_clock(**changes))


def an_agency(**fields: Any) -> Agency:
    number = next(numbers)
    return Agency.objects.create(
        **{"name": f"Agency {number}", "short_name": f"A{number}", "kind": AgencyKind.values[0]} | fields
    )


def a_person(role: RoleKey | None = RoleKey.BUSINESS_MANAGER, agency: Agency | None = None, **fields: Any) -> Person:
    number = next(numbers)
    person = Person.objects.create(
        **{"email": f"person{number}@partnership.example", "full_name": f"Person {number}"} | fields
    )
    if role:
        Membership.objects.create(person=person, agency=agency or an_agency(), role=role, starts_at=LONG_AGO)
    return person


def a_case(**fields: Any) -> Case:
    return Case.objects.create(**{"pseudonym": f"Case {next(numbers)}"} | fields)


def a_record(starts_at: datetime, **fields: Any) -> CaseAccess:
    person = fields.pop("person", None) or a_person(role=None)
    return CaseAccess.objects.create(
        **{"case": fields.pop("case", None) or a_case(), "person": person, "granted_by": person, "reason": "A reason"}
        | {"starts_at": starts_at}
        | fields
    )


def an_agreed_rule(**fields: Any) -> ClockRule:
    """A local change to a clock's rule that counts."""
    person, now = a_person(role=None), timezone.now()
    agreed = {"needs_second": False, "proposed_by": person, "proposed_at": now, "agreed_by": person, "agreed_at": now}
    return ClockRule.objects.create(**{"clock": KEY, "reason": "Agreed"} | agreed | fields)


def the_deadline(record: Any) -> Deadline:
    return Deadline.objects.get(object_id=record.pk, clock=KEY)
