"""The access log: written before anything is shown, never changed, read by information governance alone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from escp.access.log import record_access
from escp.access.models import AccessLog, AppendOnlyError
from escp.access.roles import RoleKey
from escp.lifecycle.models import TransitionRecord
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db

URL = "/accounts/access-log/"
TABLES = [AccessLog._meta.db_table, TransitionRecord._meta.db_table]


@pytest.fixture
def reader(client_for):
    return client_for(PersonFactory(role=RoleKey.INFORMATION_GOVERNANCE))


def test_an_entry_names_fields_and_reasons():
    person = PersonFactory(full_name="Maple Marsh")

    entry = record_access(person, "opened identity", reference="SI-7K3F9", fields={"name", "birth"}, purpose="Strategy")

    entry.refresh_from_db()
    assert (entry.person_id, entry.person_name, entry.fields) == (person.pk, "Maple Marsh", ["birth", "name"])
    assert entry.outcome == "allowed"


def test_what_the_database_refuses_is_not_hidden(monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(AccessLog, "save", refuse)

    with pytest.raises(DatabaseError):
        record_access(PersonFactory(), "opened identity")


def test_an_entry_is_not_changed_or_removed_in_code():
    entry = record_access(PersonFactory(), "opened identity")

    for forbidden in (
        entry.save,
        entry.delete,
        AccessLog.objects.all().delete,
        lambda: AccessLog.objects.update(purpose="another"),
        lambda: AccessLog.objects.bulk_update([entry], ["purpose"]),
    ):
        with pytest.raises(AppendOnlyError):
            forbidden()


@pytest.mark.parametrize("table", TABLES)
def test_both_tables_are_guarded_by_the_database(table):
    query = {
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%append_only'",
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        assert cursor.fetchone()[0] == {"postgresql": 1, "sqlite": 2}[connection.vendor]


def test_information_governance_reads_it(reader):
    record_access(PersonFactory(full_name="Maple Marsh"), "opened identity", reference="SI-7K3F9", purpose="Strategy")

    page = reader.get(URL).content.decode()

    for words in ("Maple Marsh", "opened identity", "SI-7K3F9", "Strategy", "Allowed", "1 entry"):
        assert words in page


@pytest.mark.parametrize("role", [role for role in RoleKey if role != RoleKey.INFORMATION_GOVERNANCE])
def test_nobody_else_reads_it(client_for, role):
    assert client_for(PersonFactory(role=role)).get(URL).status_code == 403


def test_nobody_writes_it_from_a_page(reader):
    for method in ("post", "put", "delete", "patch"):
        assert getattr(reader, method)(URL).status_code == 405


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"reference": "7k3f9"}, ["Maple Marsh"]),
        ({"person": "olive"}, ["Olive Orchard"]),
        ({"action": "identity"}, ["Maple Marsh", "Olive Orchard"]),
        ({"outcome": "denied"}, ["Olive Orchard"]),
        ({"reference": "oak"}, []),
    ],
)
def test_it_is_found_by_what_an_entry_says(reader, asked, found):
    record_access(PersonFactory(full_name="Maple Marsh"), "opened identity", reference="SI-7K3F9")
    record_access(PersonFactory(full_name="Olive Orchard"), "opened identity", reference="SI-4M2TX", outcome="denied")

    page = reader.get(URL, asked).content.decode()

    assert [name for name in ("Maple Marsh", "Olive Orchard") if name in page] == found


@pytest.mark.parametrize(
    "asked", [{"page": "x"}, {"page": "99"}, {"sort": "x"}, {"since_0": "x"}, {"reference": "\x00"}]
)
def test_whatever_is_asked_of_it_is_answered(reader, asked):
    record_access(PersonFactory(), "opened identity")

    assert reader.get(URL, asked).status_code == 200


def test_it_is_read_a_page_at_a_time(reader, django_assert_max_num_queries):
    person = PersonFactory()
    then = timezone.now()
    AccessLog.objects.bulk_create(
        AccessLog(person_id=person.pk, person_name="Maple Marsh", action=f"act {n}", at=then - timedelta(hours=n))
        for n in range(60)
    )

    with django_assert_max_num_queries(9):
        page = reader.get(URL).content.decode()

    assert "60 entries" in page
    assert page.count("Maple Marsh") == 25


def test_it_is_not_in_the_admin(client_for):
    administrator = client_for(PersonFactory(role=RoleKey.ADMINISTRATOR))

    assert administrator.get("/admin/access/accesslog/").status_code == 404
    assert administrator.get(reverse("admin:mfa_authenticator_changelist")).status_code == 200
    assert administrator.get("/admin/account/emailaddress/").status_code == 404
