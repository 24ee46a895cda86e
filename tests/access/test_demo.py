"""The invented people: one click in a demo installation, and no door at all elsewhere."""

from io import StringIO

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from escp.access.checks import no_demo_in_real_use
from escp.access.roles import RoleKey
from home.demo import people
from tests.access.doors import give_code, give_password, is_in
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    return people.load()


def path(key: str) -> str:
    return reverse("home:demo-sign-in", args=[key])


def printed(*arguments) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().strip()


def test_there_is_someone_for_every_role():
    assert {demo.role for demo in people.PEOPLE} == set(RoleKey)
    assert len({demo.key for demo in people.PEOPLE}) == len(people.PEOPLE)


def test_one_click_signs_in_fully(demo):
    for key, person in demo.items():
        client = Client()
        assert client.post(path(key)).url == "/"
        assert client.session[SESSION_KEY] == str(person.pk)
        assert is_in(client) == (key != "lapsed"), key


def test_a_click_replaces_whoever_was_signed_in(demo):
    client = Client()
    client.post(path("manager"))
    before = client.session.session_key
    client.post(path("governance"))

    assert client.session[SESSION_KEY] == str(demo["governance"].pk)
    assert client.session.session_key != before


def test_the_sign_in_page_offers_everyone_with_what_they_are_for(demo):
    page = Client().get("/accounts/login/").content.decode()

    for person in people.PEOPLE:
        assert person.name in page
        assert path(person.key) in page
        assert person.role_label in page


def test_a_click_is_a_post_with_our_token(demo):
    assert Client().get(path("manager")).status_code == 405
    assert Client(enforce_csrf_checks=True).post(path("manager")).status_code == 403
    assert Client().post(path("nobody")).status_code == 404


def test_outside_a_demo_installation_there_is_no_such_door(demo, settings):
    settings.DEMO = False

    for method in ("get", "post"):
        client = Client()
        assert getattr(client, method)(path("manager")).status_code == 404
        assert SESSION_KEY not in client.session
    page = Client().get("/accounts/login/").content.decode()
    assert "Maple Marsh" not in page
    assert people.DEMO_PASSWORD not in page
    for command in (["demo"], ["demo", "--people"], ["demo_code", "manager@demo.example"]):
        with pytest.raises(CommandError, match="not a demo"):
            call_command(*command)


def test_only_demo_people_are_offered_and_given_codes(demo):
    real = PersonFactory(email="real@agency.example")

    assert Client().post(path(real.email)).status_code == 404
    with pytest.raises(CommandError, match="no such demo account"):
        call_command("demo_code", real.email)


def test_the_printed_code_and_password_sign_in(demo):
    client = Client()
    give_password(client, "sin.lead@demo.example", people.DEMO_PASSWORD)

    assert give_code(client, printed("demo_code", " SIN.lead@demo.example ")).status_code == 302
    assert is_in(client)


def test_the_people_are_printed_with_their_password():
    said = printed("demo", "--people")

    assert all(person.email in said and person.name in said for person in people.PEOPLE)
    assert people.DEMO_PASSWORD in said
    assert len(people.DEMO_PASSWORD) >= 12


def test_a_database_that_holds_anything_is_refused():
    PersonFactory()

    with pytest.raises(CommandError, match="not empty"):
        call_command("demo")
    assert printed("demo", "--if-empty") == ""


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"SETTINGS_MODULE": "escp.settings.production", "DEMO": True, "GALLERY": False}, ["access.E001"]),
        ({"SETTINGS_MODULE": "ours", "SECURE_SSL_REDIRECT": True, "GALLERY": True, "DEMO": False}, ["access.E002"]),
        ({"SECURE_SSL_REDIRECT": True}, ["access.E001", "access.E002"]),
        ({"SETTINGS_MODULE": "escp.settings.production", "DEMO": False, "GALLERY": False}, []),
        ({}, []),
    ],
)
def test_real_use_refuses_the_demo_and_the_gallery(changed, errors):
    with override_settings(**changed):
        assert [error.id for error in no_demo_in_real_use(None)] == errors
