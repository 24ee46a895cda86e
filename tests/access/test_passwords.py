"""A forgotten password: every address is answered alike, and only its owner's link opens anything."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from escp.access import tasks
from tests.access.doors import CODE, come_in, give_password, is_in, person_with_factor, plain
from tests.factories.partnership import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

ASK = "/accounts/password/reset/"
NEW = "lanterns under the river"
NINE = "2026-03-10 09:00:00"


def ask(email: str, **headers):
    return Client().post(ASK, {"email": email}, follow=True, **headers)


def link_to(person) -> str:
    """Ask for a link and return its path, as it stands in the letter."""
    ask(person.email)
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[-1].body)[1]


def choose(client: Client, path: str, password: str = NEW, again: str | None = None):
    """Open a link and send the form behind it."""
    page = client.get(path, follow=True)
    url = page.redirect_chain[-1][0] if page.redirect_chain else path
    return client.post(url, {"password1": password, "password2": again or password})


def test_every_address_is_answered_alike_and_only_a_real_one_gets_a_letter():
    person, _ = person_with_factor()
    shut = PersonFactory(is_active=False)

    answers = [ask(email) for email in (person.email, shut.email, "nobody@agency.example")]

    assert {answer.status_code for answer in answers} == {200}
    assert len({plain(answer) for answer in answers}) == 1
    assert "If an account exists" in plain(answers[0])
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_the_asking_itself_looks_nobody_up(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(tasks.send_password_reset, "delay", lambda email: None)
    person, _ = person_with_factor()

    for email in (person.email, "nobody@agency.example"):
        with django_assert_num_queries(0):
            Client().post(ASK, {"email": email})


def test_the_letter_says_nothing_but_what_to_do():
    person, _ = person_with_factor(full_name="Maple Marsh")
    link_to(person)
    letter = mail.outbox[-1]

    assert letter.subject == "Golden Thread: choose a new password"
    assert letter.reply_to == ["business.unit@partnership.example"]
    assert "within 60 minutes" in letter.body
    assert "Maple" not in letter.body


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:x"])
def test_a_link_never_leads_where_a_forged_host_says(host):
    person, _ = person_with_factor()

    assert Client().post(ASK, {"email": person.email}, HTTP_HOST=host).status_code == 400
    assert not [message for message in mail.outbox if "evil" in message.body]


def test_a_link_sets_a_new_password_once_and_the_code_is_still_asked_for():
    person, _ = person_with_factor()
    open_session = come_in(person)
    path = link_to(person)

    done = choose(Client(), path)

    assert done.url == "/accounts/password/reset/key/done/"
    assert not is_in(open_session), "sessions from before end"
    assert give_password(Client(), person.email, PASSWORD).status_code == 200
    assert give_password(Client(), person.email, NEW).url == CODE
    assert "This link no longer works" in Client().get(path, follow=True).content.decode()


def test_choosing_a_password_signs_nobody_in():
    person, _ = person_with_factor()
    client = Client()
    choose(client, link_to(person))

    assert not is_in(client)


def test_the_key_does_not_stay_in_the_address():
    person, _ = person_with_factor()
    path = link_to(person)
    client = Client()

    assert client.get(path).url.endswith("-set-password/")
    assert Client().get(client.get(path).url).status_code == 200, "without the session it is a page that refuses"
    assert "no longer works" in Client().get(client.get(path).url).content.decode()


def test_a_link_lives_for_an_hour():
    with time_machine.travel(NINE, tick=False) as now:
        person, _ = person_with_factor()
        path = link_to(person)
        now.shift(timedelta(minutes=59))
        assert "Choose a new password" in Client().get(path, follow=True).content.decode()
        now.shift(timedelta(minutes=2))
        assert "This link no longer works" in Client().get(path, follow=True).content.decode()


@pytest.mark.parametrize("forged", ["1-x", "zzzz-abc-def", "0-0-0", "1-" + "a" * 3000, "999999999999-a-b"])
def test_a_forged_link_is_refused_plainly(forged):
    answer = Client().get(f"/accounts/password/reset/key/{forged}/", follow=True)

    assert answer.status_code == 200
    assert "This link no longer works" in answer.content.decode()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "too short"),
        ("password123456", "password123456", "too common"),
        ("maple.marsh.maple", "maple.marsh.maple", "similar"),
        (NEW, NEW + "x", "Both new passwords must be the same"),
        ("", "", "Enter new password"),
        ("x" * 201, "x" * 201, "200 characters or fewer"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(client_for, password, again, said):
    person = PersonFactory(email="maple.marsh@agency.example", full_name="Maple Marsh")
    typed = {"oldpassword": PASSWORD, "password1": password, "password2": again}

    page = client_for(person).post(reverse("account_change_password"), typed)

    assert page.status_code == 200
    assert said in page.content.decode()
    assert give_password(Client(), person.email).status_code == 302, "the old one still works"


def test_a_long_password_with_blanks_and_signs_is_taken_as_typed(client_for):
    person, _ = person_with_factor()
    long = " ünder the river, 7 lanterns! " + "and on " * 20
    client_for(person).post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": long, "password2": long}
    )

    assert give_password(Client(), person.email, long).url == CODE
    assert give_password(Client(), person.email, long.strip()).status_code == 200


def test_the_present_password_is_needed_to_change_it(client_for):
    person, _ = person_with_factor()
    typed = {"oldpassword": "not the password", "password1": NEW, "password2": NEW}

    page = client_for(person).post(reverse("account_change_password"), typed)

    assert "This is not your current password" in page.content.decode()


def test_a_letter_is_written_even_when_the_queue_is_away(monkeypatch):
    person, _ = person_with_factor()

    def away(*args):
        raise OperationalError

    monkeypatch.setattr(tasks.send_password_reset, "delay", away)

    assert ask(person.email).status_code == 200
    assert len(mail.outbox) == 1


def test_one_address_is_sent_three_letters_in_five_minutes_real_or_not():
    person, _ = person_with_factor()

    for email in (person.email, "nobody@agency.example"):
        assert [ask(email).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    "typed", [{}, {"email": "x"}, {"email": "\x00@b.example"}, {"email": "a" * 5000 + "@b.example"}]
)
def test_whatever_is_sent_as_an_address_is_answered_plainly(typed):
    answer = Client().post(ASK, typed)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_an_address_with_a_line_break_reaches_no_letter():
    answer = Client().post(ASK, {"email": "a@b.example\r\nBcc: c@d.example"})

    assert "There is a problem" in answer.content.decode()
    assert not mail.outbox
