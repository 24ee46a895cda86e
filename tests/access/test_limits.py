"""Guessing: ten tries in five minutes at one account or from one address, in plain words, and never locked for good."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import hashers
from django.test import Client
from django.urls import reverse

from escp.access import second_factor
from tests.access.doors import CODE, come_in, give_code, give_password, is_in, person_with_factor
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db

NINE = "2026-03-10 09:00:00"
HERE, THERE = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}


def guess(email: str, times: int, **headers) -> list[int]:
    """Guess wrongly some times and return the status codes."""
    return [give_password(Client(), email, "not the password", **headers).status_code for _ in range(times)]


def test_one_account_bears_five_wrong_guesses_in_five_minutes_wherever_they_come_from():
    person, _ = person_with_factor()

    here, there = guess(person.email, 3, **HERE), guess(person.email, 3, **THERE)

    assert [*here, *there] == [200] * 5 + [429]


def test_the_page_says_so_plainly_and_even_the_right_password_waits():
    with time_machine.travel(NINE, tick=False) as now:
        person, _ = person_with_factor()
        guess(person.email, 5)
        blocked = give_password(Client(), person.email)
        assert blocked.status_code == 429
        assert "Too many tries" in blocked.content.decode()
        assert "Nothing is locked for good" in blocked.content.decode()

        now.shift(timedelta(minutes=5, seconds=1))
        assert give_password(Client(), person.email).url == CODE


def test_others_at_the_same_address_do_not_pay_for_one_account():
    person, _ = person_with_factor()
    colleague, _ = person_with_factor()

    assert guess(person.email, 30).count(200) == 5

    assert give_password(Client(), colleague.email).url == CODE
    assert is_in(come_in(colleague))


def test_one_address_bears_ten_wrong_guesses_whosever_accounts():
    answers = [status for number in range(12) for status in guess(f"somebody{number}@agency.example", 1, **HERE)]

    assert answers == [200] * 10 + [429] * 2
    assert guess("somebody@agency.example", 1, **THERE) == [200]


def test_an_address_in_other_letters_is_the_same_account():
    answers = [guess(email, 1)[0] for email in ("a@b.example", "A@b.example", "a@B.example", "A@B.EXAMPLE") * 2]

    assert answers.count(200) == 5


def test_a_right_password_does_not_count():
    person, _ = person_with_factor()

    assert {give_password(Client(), person.email).status_code for _ in range(12)} == {302}


def test_an_invented_forwarded_address_does_not_help():
    answers = [
        guess(f"somebody{number}@agency.example", 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}", **HERE)[0]
        for number in range(11)
    ]

    assert answers == [200] * 10 + [429]


def test_behind_our_proxy_only_what_the_proxy_says_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    lies = [f"198.51.100.{number}, 203.0.113.9" for number in range(11)]
    answers = [
        guess(f"somebody{number}@agency.example", 1, HTTP_X_FORWARDED_FOR=lie, **HERE)[0]
        for number, lie in enumerate(lies)
    ]

    assert answers == [200] * 10 + [429]
    assert guess("another@agency.example", 1, HTTP_X_FORWARDED_FOR="203.0.113.10", **HERE) == [200]


@pytest.mark.parametrize("said", ["", "nonsense", "1.2.3.4, ", "'; DROP TABLE", "::1", "1.2.3.4:80", "x" * 5000])
@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_whatever_is_said_of_where_one_comes_from_is_answered(settings, said, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert guess("a@b.example", 1, HTTP_X_FORWARDED_FOR=said)[0] in {200, 403}


def test_of_many_guesses_few_are_ever_looked_at(monkeypatch):
    person, _ = person_with_factor()
    looked_at = []
    check = hashers.verify_password
    monkeypatch.setattr(hashers, "verify_password", lambda *args, **kw: looked_at.append(1) or check(*args, **kw))

    guess(person.email, 100)

    assert len(looked_at) == 5


def test_codes_are_guessed_five_times_only_and_the_account_recovers():
    with time_machine.travel(NINE, tick=False) as now:
        person, _ = person_with_factor()
        client = Client()
        give_password(client, person.email)
        assert [give_code(client, "000000").status_code for _ in range(6)] == [200] * 5 + [429]
        assert give_code(client, second_factor.current_code(person)).status_code == 429

        now.shift(timedelta(minutes=5, seconds=1))
        come_in(person)


def test_codes_are_guessed_no_oftener_where_one_is_in_already(client_for):
    person, _ = person_with_factor()
    client = client_for(person)
    url = reverse("account_confirm")

    assert [client.post(url, {"code": "000000"}).status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_present_password_is_not_guessed_without_end(client_for):
    client = client_for(PersonFactory())
    typed = {"oldpassword": "wrong", "password1": "lanterns under the river", "password2": "lanterns under the river"}

    assert 429 in [client.post(reverse("account_change_password"), typed).status_code for _ in range(11)]
