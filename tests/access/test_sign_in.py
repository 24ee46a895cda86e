"""The doors: nobody is in without a password and a code, whichever way they come."""

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from escp.access import second_factor
from escp.access.roles import RoleKey
from tests.access.doors import CODE, LOGIN, SET_UP, come_in, give_code, give_password, is_in, person_with_factor, plain
from tests.factories.partnership import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

HOSTILE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "http://testserver@evil.example/",
    "\x08//evil.example",
]


def test_a_password_and_a_code_lead_to_the_page_that_was_asked_for():
    person, _ = person_with_factor()
    client = Client()

    first = client.post(f"{LOGIN}?next=/help/", {"login": person.email, "password": PASSWORD, "next": "/help/"})
    second = give_code(client, second_factor.current_code(person))

    assert (first.url, second.url) == (CODE, "/help/")
    assert is_in(client)


def test_an_address_counts_in_any_case():
    person_with_factor(email="maple@agency.example")

    assert give_password(Client(), "Maple@Agency.example").url == CODE


def test_a_password_alone_opens_nothing():
    person, _ = person_with_factor()
    client = Client()
    give_password(client, person.email)

    assert SESSION_KEY not in client.session
    assert client.get("/").url.startswith(LOGIN)
    assert client.get(reverse("account")).url.startswith(LOGIN)


def test_a_code_is_not_asked_for_before_the_password():
    assert Client().get(CODE).url == LOGIN
    assert give_code(Client(), "123456").url == LOGIN
    assert Client().get(SET_UP).url == LOGIN


@pytest.mark.parametrize("again", ["{}", "{} ", "{:.3} {}", "{:.3}-{}"], ids=["same", "blank", "split", "dash"])
def test_a_used_code_is_refused(again):
    person, _ = person_with_factor()
    code = second_factor.current_code(person)
    come_in(person)
    typed = again.format(code) if again.count("{") == 1 else again.format(code, code[3:])
    other = Client()
    give_password(other, person.email)

    answer = give_code(other, typed)

    assert answer.status_code == 200
    assert "The code is not right" in answer.content.decode()
    assert not is_in(other)


def test_a_used_code_stays_refused_for_as_long_as_it_would_be_right():
    person, _ = person_with_factor()
    with time_machine.travel("2026-03-10 10:00:05", tick=False) as now:
        code = second_factor.current_code(person)
        assert second_factor.accept(person, code)
        for _ in range(6):
            now.shift(15)
            assert second_factor.accept(person, code) is None


def test_a_used_code_is_refused_after_a_wrong_one():
    person, _ = person_with_factor()
    code = second_factor.current_code(person)
    come_in(person)
    other = Client()
    give_password(other, person.email)
    give_code(other, "000000")

    assert give_code(other, code).status_code == 200


def test_an_older_code_is_refused_once_a_newer_was_used():
    person, _ = person_with_factor()
    with time_machine.travel("2026-03-10 10:00:05", tick=False) as now:
        older = second_factor.current_code(person)
        now.shift(30)
        assert second_factor.accept(person, second_factor.current_code(person))
        assert second_factor.accept(person, older) is None


def test_a_code_with_blanks_is_accepted_once():
    person, _ = person_with_factor()
    code = second_factor.current_code(person)
    client = Client()
    give_password(client, person.email)

    assert give_code(client, f" {code[:3]} {code[3:]} ").status_code == 302
    assert is_in(client)


def test_a_clock_half_a_minute_off_is_forgiven_and_two_minutes_are_not():
    person, secret = person_with_factor()
    with time_machine.travel("2026-03-10 10:00:05", tick=False) as now:
        early = second_factor.current_code(person)
        now.shift(30)
        assert second_factor.step_of(secret, early) is not None
        now.shift(90)
        assert second_factor.step_of(secret, early) is None


@pytest.mark.parametrize("typed", ["", "abc", "12345", "١٢٣٤٥٦", "0" * 5000, "\x00\x00"])
def test_whatever_is_typed_as_a_code_is_answered_plainly(typed):
    person, _ = person_with_factor()
    client = Client()
    give_password(client, person.email)

    answer = give_code(client, typed)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_recovery_code_works_once():
    person, _ = person_with_factor()
    code = second_factor.recovery_codes_left(person)[3]
    client, other = Client(), Client()
    give_password(client, person.email)
    give_password(other, person.email)

    assert give_code(client, f"{code[:4]} {code[4:]}").status_code == 302
    assert give_code(other, code).status_code == 200
    assert len(second_factor.recovery_codes_left(person)) == 9


def test_someone_without_a_second_factor_sets_it_up_before_any_page_opens():
    person = PersonFactory()
    client = Client()

    assert give_password(client, person.email).url == SET_UP
    assert SESSION_KEY not in client.session
    page = client.get(SET_UP)
    assert page.context["secret"] in page.content.decode()
    assert "data:image/svg+xml;base64," in page.content.decode()
    assert client.get(SET_UP).context["secret"] == page.context["secret"], "reloading must not change the square"
    assert client.get("/").url.startswith(LOGIN)

    secret = page.context["secret"].replace(" ", "")
    wrong = client.post(SET_UP, {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    assert not second_factor.is_set_up(person)

    right = client.post(SET_UP, {"code": code_of(secret)})
    assert right.url.startswith(reverse("account_recovery_codes"))
    assert "Your recovery codes" in client.get(right.url).content.decode()
    assert len(second_factor.recovery_codes_left(person)) == 10


def test_two_who_know_the_password_cannot_both_set_up_a_second_factor():
    person = PersonFactory()
    thief, owner = Client(), Client()
    for client in (thief, owner):
        give_password(client, person.email)
        client.get(SET_UP)
    secret = owner.get(SET_UP).context["secret"].replace(" ", "")
    owner.post(SET_UP, {"code": code_of(secret)})

    thiefs = thief.post(SET_UP, {"code": "123456"})

    assert thiefs.url == LOGIN
    assert not is_in(thief)


def test_every_session_without_the_mark_of_a_code_is_ended():
    person, _ = person_with_factor(role=RoleKey.ADMINISTRATOR)
    for path in ["/", "/help/", "/accounts/", "/admin/", "/no-such-page/", "/accounts/confirm/"]:
        client = Client()
        client.force_login(person)

        answer = client.get(path)

        assert answer.status_code == 302, path
        assert answer.url.startswith(LOGIN), path
        assert SESSION_KEY not in client.session


def test_the_mark_of_one_person_does_not_count_for_another(client_for):
    someone, other = PersonFactory(), PersonFactory()
    client = client_for(someone)
    session = client.session
    session[SESSION_KEY] = str(other.pk)
    session["_auth_user_hash"] = other.get_session_auth_hash()
    session.save()

    assert client.get("/help/").url.startswith(LOGIN)


def test_the_admins_own_door_leads_to_ours(client_for):
    person, _ = person_with_factor(role=RoleKey.ADMINISTRATOR)

    assert Client().get("/admin/login/").url.startswith(LOGIN)
    assert Client().get("/admin/").status_code == 302
    answer = Client().post("/admin/login/", {"username": person.email, "password": PASSWORD})
    assert answer.url.startswith(LOGIN)
    assert client_for(person).get("/admin/").status_code == 200
    assert client_for(PersonFactory()).get("/admin/", follow=True).status_code == 403


def test_there_is_no_sign_up_and_no_other_door():
    for path in [
        "signup/",
        "login/code/confirm/",
        "email/",
        "confirm-email/",
        "password/set/",
        "reauthenticate/",
        "2fa/",
        "social/",
        "inactive/",
    ]:
        assert Client().get(f"/accounts/{path}").status_code == 404, path


def test_the_session_key_changes_at_sign_in_and_the_old_one_opens_nothing():
    person, _ = person_with_factor()
    client = Client()
    give_password(client, person.email)
    before = client.session.session_key
    give_code(client, second_factor.current_code(person))
    after = client.session.session_key

    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before

    assert before != after
    assert not is_in(thief)


def test_a_key_that_someone_else_chose_is_not_used():
    person, _ = person_with_factor()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "chosenbysomeoneelse0123456789abcd"

    come_in(person, client=client)

    assert client.session.session_key != "chosenbysomeoneelse0123456789abcd"


def test_signing_out_ends_the_session_and_clears_the_browser(client_for):
    client = client_for(PersonFactory())
    key = client.session.session_key

    answer = client.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer["Cache-Control"] == "no-store"
    assert not Session.objects.filter(pk=key).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(thief)
    assert "You have signed out" in client.get(answer.url).content.decode()


def test_nobody_is_signed_out_by_a_link(client_for):
    client = client_for(PersonFactory())

    assert client.get(reverse("account_logout")).status_code == 405
    assert is_in(client)


@pytest.mark.parametrize("evil", HOSTILE)
def test_nobody_is_led_away_after_signing_in(evil):
    person, _ = person_with_factor()
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD, "next": evil})

    assert "evil" not in give_code(client, second_factor.current_code(person)).url


@pytest.mark.parametrize("evil", HOSTILE)
def test_nobody_is_led_away_by_other_pages(client_for, evil):
    person, _ = person_with_factor()
    client = client_for(person)

    confirmed = client.post(reverse("account_confirm"), {"code": second_factor.current_code(person), "next": evil})
    codes = client.get(reverse("account_recovery_codes"), {"next": evil}).content.decode()

    assert confirmed.url == reverse("account")
    assert "evil.example" not in codes
    assert "evil" not in client.get(LOGIN, {"next": evil}).url, "someone who is in already"


def test_every_wrong_sign_in_is_answered_alike():
    person, _ = person_with_factor()
    shut, _ = person_with_factor(is_active=False)
    bare = PersonFactory()
    tries = [
        (person.email, "not the password"),
        (bare.email, "not the password"),
        (shut.email, PASSWORD),
        (shut.email, "not the password"),
        ("nobody@agency.example", PASSWORD),
    ]

    answers = [give_password(Client(), email, password) for email, password in tries]

    assert {answer.status_code for answer in answers} == {200}
    pages = {plain(answer).replace(email, "") for answer, (email, _) in zip(answers, tries, strict=True)}
    assert len(pages) == 1


def test_a_wrong_sign_in_costs_one_hash_whoever_it_is(monkeypatch):
    person, _ = person_with_factor()
    hashed = []
    for name in ("verify", "encode"):
        real = getattr(settings_hasher(), name)
        monkeypatch.setattr(settings_hasher(), name, counted(real, hashed))

    counts = []
    for email in (person.email, "nobody@agency.example"):
        hashed.clear()
        give_password(Client(), email, "not the password")
        counts.append(len(hashed) > 0)

    assert counts == [True, True]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"login": "x"},
        {"login": "a@b.example", "password": "\x00"},
        {"login": "\x00@b.example", "password": "x"},
        {"login": "a@b.example", "password": "x" * 100_000},
        {"login": ["a@b.example", "c@d.example"], "password": ["x", "y"]},
        {"login": "a" * 5000 + "@b.example", "password": "x"},
        {"login": "‮@b.example", "password": "‮"},
    ],
)
def test_whatever_is_sent_as_a_sign_in_is_answered_plainly(data):
    answer = Client().post(LOGIN, data)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "x" * 1000 not in answer.content.decode()


def code_of(secret: str) -> str:
    return second_factor.code_at(secret, second_factor._step_now())


def settings_hasher():
    from django.contrib.auth.hashers import get_hasher

    return type(get_hasher())


def counted(real, calls):
    def call(*args, **kwargs):
        calls.append(real.__name__)
        return real(*args, **kwargs)

    return call
