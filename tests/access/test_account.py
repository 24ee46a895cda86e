"""One's own account: what it says, and what changes there put an end to."""

import pytest
from django.test import Client
from django.urls import reverse

from escp.access import second_factor
from escp.access.roles import RoleKey
from tests.access.doors import give_password, is_in, person_with_factor
from tests.factories.partnership import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

NEW = "a kettle sings in Tuesday"


def test_the_account_page_says_who_one_is_and_what_for(client_for):
    person, _ = person_with_factor(role=RoleKey.PIG_MEMBER)
    MembershipFactory(person=person, role=RoleKey.INFORMATION_GOVERNANCE)

    page = client_for(person).get(reverse("account")).content.decode()

    for said in [person.full_name, person.email, str(person.agency), "Practice Improvement Group member", "10 left"]:
        assert said in page
    assert "Reads who opened what and why" in page
    assert reverse("home:access-log") in page


def test_new_recovery_codes_replace_the_old(client_for):
    person, _ = person_with_factor()
    before = set(second_factor.recovery_codes_left(person))

    client_for(person).post(reverse("account_recovery_codes"))

    after = set(second_factor.recovery_codes_left(person))
    assert len(after) == 10
    assert not before & after
    assert second_factor.accept(person, before.pop()) is None


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
