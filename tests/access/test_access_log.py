"""The access log and the record of moves are written once; the database itself sees to it."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.state import ProjectState
from django.urls import reverse

from escp.access.append_only import RefuseChanges
from escp.access.log import record_access
from escp.access.models import AccessLog, AppendOnlyError
from escp.access.roles import RoleKey
from escp.lifecycle.models import TransitionRecord
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


def logged():
    return record_access(PersonFactory(), "identity opened", reference="Child Ash", fields=["address"], purpose="Why")


def moved():
    return TransitionRecord.objects.create(
        content_type=ContentType.objects.get_for_model(AccessLog),
        object_id=1,
        reference="INC-2026-001",
        transition="notify",
        label="Notify",
        source="a",
        target="b",
        by=PersonFactory(),
    )


@pytest.fixture(params=[logged, moved])
def row(request):
    return request.param()


def test_python_refuses_to_change_or_remove_a_row(row):
    rows = type(row).objects
    for refused in (row.save, row.delete, rows.all().delete, lambda: rows.update(reference="x")):
        with pytest.raises(AppendOnlyError):
            refused()


@pytest.mark.parametrize("statement", ["UPDATE {} SET reference = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove_a_row(row, statement):
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement.format(row._meta.db_table))

    assert type(row).objects.get(pk=row.pk).reference == row.reference


def test_djangos_own_way_round_is_refused_too(row):
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)


def test_sqlite_refuses_as_postgresql_does_and_forgets_when_it_is_taken_back():
    lone = DatabaseWrapper(
        {**connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}, "lone"
    )
    operation, state = RefuseChanges("AccessLog"), ProjectState.from_apps(AccessLog._meta.apps)
    with lone.cursor() as cursor:
        cursor.execute("CREATE TABLE access_accesslog (reference text)")
        cursor.execute("INSERT INTO access_accesslog VALUES ('a')")
        with lone.schema_editor(atomic=False) as editor:
            operation.database_forwards("access", editor, state, state)
        for statement in ("UPDATE access_accesslog SET reference = 'x'", "DELETE FROM access_accesslog"):
            with pytest.raises(DatabaseError, match="never changed or removed"):
                cursor.execute(statement)
        with lone.schema_editor(atomic=False) as editor:
            operation.database_backwards("access", editor, state, state)
        cursor.execute("DELETE FROM access_accesslog")
    lone.close()


def test_the_lead_of_information_governance_reads_the_log(client_for):
    entry = logged()
    page = client_for(PersonFactory(role=RoleKey.INFORMATION_GOVERNANCE)).get(reverse("home:access-log"))

    for said in [entry.person_name, "identity opened", "Child Ash", "address", "Why", "1 entry"]:
        assert said in page.content.decode()


@pytest.mark.parametrize("role", sorted(set(RoleKey) - {RoleKey.INFORMATION_GOVERNANCE}))
def test_nobody_else_reads_the_log(client_for, role):
    assert client_for(PersonFactory(role=role)).get(reverse("home:access-log")).status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"reference": "ash"}, 1),
        ({"reference": "oak"}, 0),
        ({"person": "Number"}, 1),
        ({"action": "opened"}, 1),
        ({"outcome": "denied"}, 0),
        ({"page": "999999", "sort": "-nothing", "outcome": "zzz", "since_day": "x"}, 1),
    ],
)
def test_the_log_is_filtered(client_for, asked, found):
    logged()
    client = client_for(PersonFactory(role=RoleKey.INFORMATION_GOVERNANCE))

    page = client.get(reverse("home:access-log"), asked).content.decode()

    assert page.count("identity opened") == found


def test_the_log_is_paged_in_the_database(client_for, django_assert_max_num_queries):
    person = PersonFactory()
    for number in range(60):
        record_access(person, "identity opened", reference=f"R{number}")
    client = client_for(PersonFactory(role=RoleKey.INFORMATION_GOVERNANCE))

    with django_assert_max_num_queries(8):
        page = client.get(reverse("home:access-log"), {"page": 2}).content.decode()

    assert page.count("identity opened") == 25
