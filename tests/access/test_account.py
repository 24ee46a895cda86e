"""One's own account, and the password forgotten."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from escp.access import second_factor, tasks
from escp.access.roles import RoleKey
from tests.access.doors import come_in, give_password, is_in, person_with_factor, plain
from tests.factories.partnership import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

NEW = "a kettle sings in Tuesday"


def reset_link(email: str) -> str:
    Client().post(reverse("account_reset_password"), {"email": email})
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def test_the_account_page_says_who_one_is_and_what_for(client_for):
    person, _ = person_with_factor(role=RoleKey.PIG_MEMBER)
    MembershipFactory(person=person, role=RoleKey.INFORMATION_GOVERNANCE)

    page = client_for(person).get(reverse("account")).content.decode()

    for said in [person.full_name, person.email, str(person.agency), "Practice Improvement Group member", "10 left"]:
        assert said in page
    assert "Reads who opened what and why" in page
    assert reverse("home:access-log") in page


def test_grave_pages_ask_for_a_fresh_code_after_five_minutes(client_for):
    path = reverse("account_recovery_codes")
    with time_machine.travel("2026-03-10 09:00", tick=False) as now:
        person, _ = person_with_factor()
        client = client_for(person)
        assert client.get(path).status_code == 200
        now.shift(timedelta(minutes=5))
        asked = client.get(path)
        assert asked.url.startswith(reverse("account_confirm"))
        key = client.session.session_key
        wrong = client.post(asked.url, {"code": "000000", "next": path})
        assert "The code is not right" in wrong.content.decode()
        right = client.post(asked.url, {"code": second_factor.current_code(person), "next": path})
        assert right.url == path
        assert client.session.session_key != key
        assert client.get(path).status_code == 200


def test_new_recovery_codes_replace_the_old(client_for):
    person, _ = person_with_factor()
    before = set(second_factor.recovery_codes_left(person))

    client_for(person).post(reverse("account_recovery_codes"))

    after = set(second_factor.recovery_codes_left(person))
    assert len(after) == 10
    assert not before & after
    assert second_factor.accept(person, before.pop()) is None


def test_an_authenticator_is_changed_only_with_a_code_of_the_new_one(client_for):
    person, old = person_with_factor()
    client, path = client_for(person), reverse("account_change_authenticator")
    new = client.get(path).context["secret"].replace(" ", "")

    client.post(path, {"code": "000000"})
    assert second_factor.current_code(person) == second_factor.code_at(old, second_factor._step_now())
    client.post(path, {"code": second_factor.code_at(new, second_factor._step_now())})

    assert second_factor.current_code(person) == second_factor.code_at(new, second_factor._step_now())


def test_secrets_are_not_kept_readable():
    person, secret = person_with_factor()

    assert secret not in str([found.data for found in person.authenticator_set.all()])


def test_all_other_sessions_end_and_this_one_stays(client_for):
    person, other = PersonFactory(), PersonFactory()
    here, there, others = client_for(person), client_for(person), client_for(other)

    answer = here.post(reverse("account_end_other_sessions"), follow=True)

    assert "1 other session was ended" in answer.content.decode()
    assert (is_in(here), is_in(there), is_in(others)) == (True, False, True)


def test_a_changed_password_ends_the_other_sessions(client_for):
    person, _ = person_with_factor(password="the one before this one")
    here, there = client_for(person), client_for(person)

    answer = here.post(
        reverse("account_change_password"),
        {"oldpassword": "the one before this one", "password1": NEW, "password2": NEW},
    )

    assert answer.url == reverse("account")
    assert (is_in(here), is_in(there)) == (True, False)
    assert give_password(Client(), person.email, NEW).status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Enter your current password"),
        ({"oldpassword": "wrong", "password1": NEW, "password2": NEW}, "This is not your current password"),
        ({"oldpassword": "x", "password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"oldpassword": "x", "password1": "qwerty123456", "password2": "y"}, "too common"),
        ({"oldpassword": "x", "password1": NEW, "password2": "another one"}, "must be the same"),
        ({"oldpassword": "\x00", "password1": "\x00" * 20, "password2": "z" * 9999}, "There is a problem"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(client_for, sent, said):
    page = client_for(PersonFactory()).post(reverse("account_change_password"), sent).content.decode()

    assert said in page
    assert NEW not in page


def test_a_forgotten_password_is_chosen_anew_by_the_link_and_a_code_is_still_needed(settings):
    settings.SITE_ADDRESS = "https://golden.example"
    person, _ = person_with_factor()
    elsewhere = come_in(person)
    link = reset_link(person.email)
    assert mail.outbox[0].to == [person.email]
    assert "https://golden.example/accounts/password/reset/key/" in mail.outbox[0].body
    assert mail.outbox[0].reply_to == [settings.UNIT_EMAIL]
    client = Client()
    form = client.get(link, follow=True)
    at = form.redirect_chain[-1][0]
    assert link.split("-", 1)[1].strip("/") not in at, "the key must not stay in the address"

    done = client.post(at, {"password1": NEW, "password2": NEW})

    assert done.url == reverse("account_reset_password_from_key_done")
    assert client.get(done.url).status_code == 200
    assert not is_in(client)
    assert not is_in(elsewhere), "sessions of before are over"
    assert give_password(Client(), person.email, NEW).status_code == 302
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()


def test_a_link_is_good_for_an_hour():
    person, _ = person_with_factor()
    with time_machine.travel("2026-03-10 09:00", tick=False) as now:
        link = reset_link(person.email)
        now.shift(timedelta(minutes=61))

        assert "This link no longer works" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_link_leads_to_our_address_whatever_the_request_says(host, settings):
    person = PersonFactory()

    Client().post(reverse("account_reset_password"), {"email": person.email}, HTTP_HOST=host)

    assert settings.SITE_ADDRESS in mail.outbox[0].body


def test_asking_for_a_password_tells_nothing_about_who_exists():
    person, shut = PersonFactory(), PersonFactory(is_active=False)
    path = reverse("account_reset_password")
    answers = [
        Client().post(path, {"email": email}, follow=True)
        for email in (person.email, shut.email, "nobody@agency.example")
    ]

    assert len({plain(answer) for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert "If an account exists" in answers[0].content.decode()
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_letters_cannot_be_sent_without_end():
    person = PersonFactory()
    path = reverse("account_reset_password")

    answers = [Client().post(path, {"email": person.email}).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_a_letter_is_sent_although_the_queue_is_away(monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.send_password_reset, "delay", away)

    assert reset_link(PersonFactory().email)
