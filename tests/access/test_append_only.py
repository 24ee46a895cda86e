"""Tables whose rows are written once refuse change at the database, on SQLite as on PostgreSQL, asked in any way."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.state import ProjectState

from escp.access.append_only import RefuseChanges
from escp.access.log import record_access
from escp.access.models import AccessLog, AppendOnlyError
from escp.lifecycle.models import TransitionRecord
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db

CHANGES = ["UPDATE {} SET reference = 'x'", "DELETE FROM {}"]


def logged():
    return record_access(PersonFactory(), "identity opened", reference="Child Ash")


def moved():
    return TransitionRecord.objects.create(
        content_type=ContentType.objects.get_for_model(AccessLog),
        object_id=1,
        reference="SI-2026-001",
        transition="notify",
        label="Notify",
        source="a",
        target="b",
        by=PersonFactory(),
    )


@pytest.fixture(params=[logged, moved])
def row(request):
    return request.param()


def test_python_refuses(row):
    rows = type(row).objects
    for change in (row.save, row.delete, rows.all().delete, lambda: rows.update(reference="x")):
        with pytest.raises(AppendOnlyError):
            change()


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses(row, statement):
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement.format(row._meta.db_table))

    assert type(row).objects.get(pk=row.pk).reference == row.reference


def test_the_database_refuses_what_goes_round_the_model(row):
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)


def test_sqlite_refuses_too_until_the_migration_is_taken_back():
    memory = {**connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}
    lone = DatabaseWrapper(memory, "lone")
    operation, state = RefuseChanges("AccessLog"), ProjectState.from_apps(AccessLog._meta.apps)
    with lone.cursor() as cursor:
        cursor.execute("CREATE TABLE access_accesslog (reference text)")
        cursor.execute("INSERT INTO access_accesslog VALUES ('a')")
        with lone.schema_editor(atomic=False) as editor:
            operation.database_forwards("access", editor, state, state)
        for statement in CHANGES:
            with pytest.raises(DatabaseError, match="never changed or removed"):
                cursor.execute(statement.format("access_accesslog"))
        with lone.schema_editor(atomic=False) as editor:
            operation.database_backwards("access", editor, state, state)
        cursor.execute("DELETE FROM access_accesslog")
    lone.close()
