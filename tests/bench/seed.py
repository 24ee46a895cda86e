"""Many deadlines, made in the database itself: a row a statement would take an hour."""

import json
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import registry
from escp.deadlines.registry import RuleBook
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, CaseAccess, Membership, Person

PEOPLE = 200

DEADLINES = """
INSERT INTO deadlines_deadline (clock, content_type_id, object_id, label, ask, reference, statutory, rule, working,
    started_at, due_at, due_on, state, owed_role, owed_person_id, next_reminder_at, reminded_until)
SELECT %(clock)s, %(kind)s, n, %(label)s, %(ask)s, 'EX-' || n, true, %(rule)s::jsonb, %(working)s::jsonb,
    at, at + interval '21 days', (at + interval '21 days')::date, 'open', %(role)s, (%(people)s)[1 + n %% %(number)s],
    now() + interval '1 day' + n * interval '1 second', at
FROM (SELECT n, now() - (n %% 20) * interval '1 day' AS at FROM generate_series(1, %(rows)s) AS n) AS made
"""


def people(number: int = PEOPLE) -> list[int]:
    """Make people of one agency who hold a role, and return their keys."""
    agency = Agency.objects.create(name="An agency", short_name="AA", kind=AgencyKind.values[0])
    made = Person.objects.bulk_create(
        Person(email=f"person{n}@partnership.example", full_name=f"Person {n}") for n in range(number)
    )
    Membership.objects.bulk_create(
        Membership(person=person, agency=agency, role=RoleKey.BUSINESS_OFFICER, starts_at=timezone.now() - timedelta(9))
        for person in made
    )
    return [person.pk for person in made]


def deadlines(rows: int, owners: list[int], key: str = "reviews.rapid-review") -> None:
    """Make open deadlines under a real rule, owed by the owners in turn; none is to be reminded of yet."""
    clock = registry.get(key)
    rule, worked = RuleBook().work_out(clock, timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            DEADLINES,
            {
                "clock": clock.key,
                "kind": ContentType.objects.get_for_model(CaseAccess).pk,
                "label": clock.label,
                "ask": clock.ask,
                "rule": json.dumps(rule.as_data()),
                "working": json.dumps(worked.as_data()),
                "role": RoleKey.BUSINESS_OFFICER.value,
                "people": owners,
                "number": len(owners),
                "rows": rows,
            },
        )
        cursor.execute("VACUUM ANALYZE deadlines_deadline")


def copies(record: Any, up_to: int) -> None:
    """Copy a record in its own table until there are so many copies, each with a key and a reference of its own."""
    model, table = type(record), record._meta.db_table
    have = model._base_manager.count() - 1
    columns = [each.column for each in model._meta.concrete_fields if each.column not in ("id", "reference")]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (reference, {names}) SELECT 'FX' || n, {names}"  # noqa: S608 names of our own models
            f" FROM {table}, generate_series(%s, %s) AS n WHERE id = %s",
            [have + 1, up_to, record.pk],
        )
        cursor.execute(f"VACUUM ANALYZE {table}")
