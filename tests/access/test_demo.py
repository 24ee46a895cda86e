"""The demo: one click in where it is meant to be, and no trace of it anywhere else."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

import home.demo
from escp.access import second_factor
from escp.access.checks import no_demo_in_real_use
from escp.access.roles import ROLES, RoleKey
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, Person
from home.demo import people
from tests.access.doors import CODE, LOGIN, give_code, give_password, is_in
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db

MANAGER = "manager@demo.example"
CLICK = "/accounts/demo/{}/"


@pytest.fixture
def demo():
    """The demo's agencies and people; its records are tried elsewhere."""
    return people.load()


@pytest.fixture
def no_records(monkeypatch):
    """Leave the year of records out, and return what they would have been given."""
    given = []
    monkeypatch.setattr(home.demo, "records", SimpleNamespace(load=given.append), raising=False)
    return given


def printed(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("who", people.PEOPLE, ids=lambda who: who.key)
def test_one_click_signs_in_fully_as_each_person(demo, who):
    client = Client()

    assert client.post(CLICK.format(who.key)).url == "/"
    answer = client.get("/accounts/")

    if who.key == "lapsed":
        assert answer.status_code == 403
        assert "Your membership has ended" in answer.content.decode()
    else:
        assert who.name in answer.content.decode()
        assert who.role_label in answer.content.decode()


def test_the_sign_in_page_offers_every_person_with_what_they_are_for(demo):
    page = Client().get(LOGIN).content.decode()

    for who in people.PEOPLE:
        assert f'action="{CLICK.format(who.key)}"' in page
        assert who.name in page
        assert who.role_label in page


def test_the_sign_in_page_offers_nobody_before_the_demo_is_loaded():
    assert "demo people" not in Client().get(LOGIN).content.decode()


def test_a_click_changes_the_person_and_the_session(demo):
    client = Client()
    client.post(CLICK.format("manager"))
    before = client.session.session_key

    client.post(CLICK.format("officer"))

    assert client.session.session_key != before
    assert "Olive Orchard" in client.get("/accounts/").content.decode()


def test_a_click_is_a_guarded_post(demo):
    guarded = Client(enforce_csrf_checks=True)

    assert guarded.post(CLICK.format("manager")).status_code == 403
    assert Client().get(CLICK.format("manager")).status_code == 405
    assert not is_in(guarded)


def test_a_click_opens_no_account_but_a_demo_one(demo):
    PersonFactory(email="real@agency.example")

    for key in ("real@agency.example", "nobody", "MANAGER", "manager@demo.example.evil.example"):
        assert Client().post(CLICK.format(key)).status_code == 404


def test_there_is_no_demo_door_where_this_is_no_demo(demo, settings):
    settings.DEMO = False

    for key in ("manager", "nobody"):
        assert Client().post(CLICK.format(key)).status_code == 404
        assert Client().get(CLICK.format(key)).status_code == 404
    page = Client().get(LOGIN).content.decode()
    assert "demo" not in page.lower()
    assert people.DEMO_PASSWORD not in page


def test_a_demo_person_can_also_come_in_by_password_and_code(demo):
    client = Client()

    assert give_password(client, MANAGER, people.DEMO_PASSWORD).url == CODE
    assert give_code(client, printed("demo_code", f" {MANAGER.upper()} ").strip()).url == "/"
    assert is_in(client)


@pytest.mark.parametrize("email", ["nobody@demo.example", "real@agency.example", "", "\x00"])
def test_a_code_is_printed_for_demo_accounts_only(demo, email):
    person = PersonFactory(email="real@agency.example")
    second_factor.set_up(person, second_factor.new_secret())

    with pytest.raises(CommandError, match="no such demo account"):
        printed("demo_code", email)


@pytest.mark.parametrize(("command", "arguments"), [("demo_code", [MANAGER]), ("demo", []), ("demo", ["--people"])])
def test_the_commands_refuse_where_this_is_no_demo(demo, settings, command, arguments):
    settings.DEMO = False

    with pytest.raises(CommandError, match="not a demo installation"):
        printed(command, *arguments)


def test_the_demo_fills_an_empty_database_with_people_then_records(no_records):
    out = printed("demo")

    assert "manage.py demo --people" in out
    assert [set(given) for given in no_records] == [{who.key for who in people.PEOPLE}]
    assert Person.objects.count() == len(people.PEOPLE)


@pytest.mark.parametrize("something", [AgencyFactory, lambda: PersonFactory(role=None)])
def test_the_demo_refuses_a_database_with_anything_in_it(no_records, something):
    something()
    before = Agency.objects.count(), Person.objects.count()

    with pytest.raises(CommandError, match="not empty"):
        printed("demo")
    assert printed("demo", "--if-empty") == ""
    assert (Agency.objects.count(), Person.objects.count()) == before
    assert not no_records


def test_a_demo_that_fails_leaves_nothing_behind(monkeypatch):
    def fail(given):
        raise RuntimeError

    monkeypatch.setattr(home.demo, "records", SimpleNamespace(load=fail), raising=False)

    with pytest.raises(RuntimeError):
        printed("demo")
    assert people.is_empty()


def test_a_second_start_says_nothing(no_records):
    printed("demo", "--if-empty")

    assert printed("demo", "--if-empty") == ""
    assert len(no_records) == 1


def test_the_sign_ins_are_printed_as_a_table():
    out = printed("demo", "--people")

    for who in people.PEOPLE:
        assert [
            line for line in out.splitlines() if all(part in line for part in (who.name, who.email, who.role_label))
        ]
    assert people.DEMO_PASSWORD in out


def test_every_role_and_kind_of_partner_is_there(demo):
    current = [who for who in demo.values() if who.current_memberships]
    held = {role for who in current for role in who.role_keys}
    pig_agencies = {person.agency for person in Person.objects.holding(RoleKey.PIG_MEMBER)}
    partners = {person.agency.kind for person in Person.objects.holding(RoleKey.STATUTORY_PARTNER)}

    assert held == set(ROLES)
    assert len(pig_agencies) >= 4
    leads = {person.agency.kind for person in Person.objects.holding(RoleKey.LEAD_PARTNER)}
    assert leads == partners == {AgencyKind.COUNCIL, AgencyKind.POLICE, AgencyKind.HEALTH}
    lapsed = demo["lapsed"].memberships.get()
    assert 0 < (timezone.now() - lapsed.ends_at).days <= 1


def test_the_demos_password_would_be_good_enough_and_its_addresses_lead_nowhere():
    assert len(people.DEMO_PASSWORD) >= 12
    assert all(who.email.endswith("@demo.example") for who in people.PEOPLE)
    assert len({who.email for who in people.PEOPLE}) == len(people.PEOPLE)


@pytest.mark.parametrize("name", ["DEMO", "GALLERY"])
@pytest.mark.parametrize("real", [{"SETTINGS_MODULE": "escp.settings.production"}, {"SECURE_SSL_REDIRECT": True}])
def test_neither_demo_nor_gallery_starts_in_real_use(settings, name, real):
    settings.DEMO = settings.GALLERY = False
    setattr(settings, name, True)
    for setting, value in real.items():
        setattr(settings, setting, value)

    assert [error.msg for error in no_demo_in_real_use(None)] == [f"{name} is on in an installation for real use."]


def test_the_check_is_part_of_every_check():
    assert no_demo_in_real_use(None) == []
    assert django_settings.DEMO
    assert not [found for found in run_checks() if found.id and found.id.startswith("access.")]
