"""A session ends by itself, by its owner and by the partnership; what it showed is kept nowhere."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from escp.access import second_factor
from escp.access.roles import RoleKey
from escp.partnership.models import Membership, Person
from tests.access.doors import LOGIN, come_in, is_in, person_with_factor
from tests.factories.partnership import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

NINE = "2026-03-10 09:00:00"
GRAVE = ["account_recovery_codes", "account_change_authenticator"]


def test_a_session_left_alone_ends_and_says_why(client_for):
    with time_machine.travel(NINE, tick=False) as now:
        client = client_for(PersonFactory())
        client.get("/help/")
        now.shift(timedelta(minutes=settings.SESSION_IDLE_MINUTES))
        assert client.get("/help/").status_code == 200
        now.shift(timedelta(minutes=settings.SESSION_IDLE_MINUTES, seconds=1))

        answer = client.get("/help/")

        assert answer.url == f"{LOGIN}?next=%2Fhelp%2F&why=idle"
        assert "You were signed out because nothing was done for a while" in client.get(answer.url).content.decode()
        assert not is_in(client)


def test_what_was_typed_is_not_led_back_to_as_if_it_had_been_read(client_for):
    with time_machine.travel(NINE, tick=False) as now:
        client = client_for(PersonFactory())
        client.get("/help/")
        now.shift(timedelta(hours=1))

        assert client.post(reverse("account_change_password"), {}).url == f"{LOGIN}?why=idle"


def test_a_session_ends_after_a_working_day_however_busy(client_for):
    with time_machine.travel(NINE, tick=False) as now:
        client = client_for(PersonFactory())
        for _ in range(settings.SESSION_LONGEST_HOURS * 3):
            assert client.get("/help/").status_code == 200
            now.shift(timedelta(minutes=20))
        now.shift(timedelta(seconds=1))

        answer = client.get("/help/")

        assert answer.url.endswith("why=long")
        assert "a whole working day" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("why", ["", "nonsense", "<script>alert(1)</script>"])
def test_the_sign_in_page_says_nothing_that_it_was_told_to_say(why):
    page = Client().get(LOGIN, {"why": why}).content.decode()

    assert "signed out" not in page
    assert "<script>alert" not in page


def test_being_busy_costs_one_write_a_minute_and_session(client_for):
    with time_machine.travel(NINE, tick=False) as now:
        client = client_for(PersonFactory())
        client.get("/help/")
        now.shift(timedelta(seconds=59))
        with CaptureQueriesContext(connection) as soon:
            client.get("/help/")
        now.shift(timedelta(seconds=1))
        with CaptureQueriesContext(connection) as later:
            client.get("/help/")

    assert writes_of_sessions(soon) == 0
    assert writes_of_sessions(later) == 1


def test_who_someone_is_costs_two_questions(client_for):
    person = PersonFactory()
    MembershipFactory.create_batch(5, person=person)
    client = client_for(person)
    client.get("/accessibility/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/accessibility/")

    about = [query["sql"] for query in asked if any(table in query["sql"] for table in ("session", "partnership_"))]
    assert len(about) == 2, about


def test_someone_whose_membership_ends_is_refused_at_the_next_request():
    person, _ = person_with_factor()
    client = come_in(person)
    assert client.get("/help/").status_code == 200
    Membership.objects.filter(person=person).update(ends_at=timezone.now() - timedelta(seconds=1))

    answer = client.get("/help/")

    assert answer.status_code == 403
    assert "Your membership has ended" in answer.content.decode()
    assert "Sign out" in answer.content.decode()
    assert client.get("/accounts/").status_code == 403
    assert client.post("/accounts/sessions/end/").status_code == 403
    assert client.post(reverse("account_logout")).status_code == 302


def test_a_membership_ends_in_the_middle_of_a_session(client_for):
    with time_machine.travel(NINE, tick=False) as now:
        person = PersonFactory(role=None)
        MembershipFactory(person=person, ends_at=timezone.now() + timedelta(minutes=10))
        client = client_for(person)
        now.shift(timedelta(minutes=9, seconds=59))
        assert client.get("/help/").status_code == 200
        now.shift(timedelta(seconds=1))
        assert client.get("/help/").status_code == 403


def test_a_role_taken_away_is_gone_at_the_next_request(client_for):
    person = PersonFactory(role=RoleKey.INFORMATION_GOVERNANCE)
    MembershipFactory(person=person, role=RoleKey.PIG_MEMBER)
    client = client_for(person)
    assert client.get(reverse("home:access-log")).status_code == 200
    Membership.objects.filter(person=person, role=RoleKey.INFORMATION_GOVERNANCE).update(ends_at=timezone.now())

    assert client.get(reverse("home:access-log")).status_code == 403


def test_someone_who_never_belonged_sees_only_that():
    person, _ = person_with_factor(role=None)
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": "correct horse battery staple"})
    client.post(reverse("mfa_authenticate"), {"code": second_factor.current_code(person)})

    assert client.get("/").status_code == 403


def test_an_account_that_is_shut_is_out_at_the_next_request(client_for):
    person = PersonFactory()
    client = client_for(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/help/").url.startswith(LOGIN)


PAGES = ["/", "/help/", "/accounts/", "/no-such-page/", "/accounts/access-log/", "/accounts/login/", "/healthz"]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_shown_to_someone_signed_in_is_kept(client_for, path):
    for role in (RoleKey.BUSINESS_MANAGER, RoleKey.INFORMATION_GOVERNANCE, None):
        answer = client_for(PersonFactory(role=role)).get(path)
        assert "no-store" in answer["Cache-Control"], (path, role, answer.status_code)


@pytest.mark.parametrize("name", GRAVE)
def test_a_grave_act_asks_for_a_code_after_five_minutes(name):
    with time_machine.travel(NINE, tick=False) as now:
        person, _ = person_with_factor()
        client = come_in(person)
        now.shift(timedelta(minutes=4, seconds=59))
        assert client.get(reverse(name)).status_code == 200
        now.shift(timedelta(seconds=1))

        asked = client.get(reverse(name))
        before = client.session.session_key
        assert asked.url == f"{reverse('account_confirm')}?next=%2Faccounts%2F{reverse(name)[10:-1]}%2F"
        assert client.post(reverse(name), {}).url.startswith(reverse("account_confirm"))
        wrong = client.post(asked.url, {"code": "000000", "next": reverse(name)})
        assert "The code is not right" in wrong.content.decode()
        right = client.post(asked.url, {"code": second_factor.current_code(person), "next": reverse(name)})

        assert right.url == reverse(name)
        assert client.get(right.url).status_code == 200
        assert client.session.session_key != before
        assert not Session.objects.filter(pk=before).exists()


def test_a_clock_that_was_set_back_does_not_make_a_code_last(client_for):
    with time_machine.travel(NINE, tick=False) as now:
        client = client_for(PersonFactory())
        now.shift(timedelta(hours=-2))
        assert client.get(reverse("account_recovery_codes")).status_code == 302


def test_a_new_authenticator_replaces_the_old_once_it_has_shown_a_code():
    person, old = person_with_factor()
    client = come_in(person)
    url = reverse("account_change_authenticator")
    new = client.get(url).context["secret"].replace(" ", "")
    step = second_factor._step_now()

    client.post(url, {"code": "000000"})
    assert second_factor.current_code(person) == second_factor.code_at(old, second_factor._step_now())

    assert client.post(url, {"code": second_factor.code_at(new, step)}).url == reverse("account")
    assert second_factor.accept(person, second_factor.code_at(old, step + 1)) is None
    assert second_factor.accept(person, second_factor.code_at(new, step)) is None, "the code was used to set it up"
    assert second_factor.accept(person, second_factor.code_at(new, step + 1)) is not None


def test_secrets_are_not_readable_in_the_database():
    person, secret = person_with_factor()
    codes = second_factor.recovery_codes_left(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator WHERE user_id = %s", [person.pk])
        kept = str(cursor.fetchall())

    assert secret not in kept
    assert not [code for code in codes if code in kept]


def test_a_changed_secret_key_keeps_authenticators_when_the_old_is_named(settings):
    person, secret = person_with_factor()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, longer than fifty characters, for the next year or so"

    assert second_factor.current_code(person) == second_factor.code_at(secret, second_factor._step_now())


def writes_of_sessions(captured) -> int:
    return len([query for query in captured if query["sql"].startswith('UPDATE "django_session"')])
