"""A form that another site sends in someone's name changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from escp.access import second_factor
from tests.access.doors import come_in, is_in, person_with_factor

pytestmark = pytest.mark.django_db

SIGNED_IN = [
    "account_logout",
    "account_confirm",
    "account_recovery_codes",
    "account_change_authenticator",
    "account_end_other_sessions",
    "account_change_password",
]
SIGNED_OUT = ["account_login", "account_reset_password", "mfa_authenticate", "account_set_up"]


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_forged_form_is_refused_in_a_session(name):
    person, _ = person_with_factor()
    client = come_in(person)
    codes = second_factor.recovery_codes_left(person)
    client.handler.enforce_csrf_checks = True

    answer = client.post(reverse(name), {"code": second_factor.current_code(person)})

    assert answer.status_code == 403
    assert is_in(client)
    assert second_factor.recovery_codes_left(person) == codes


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_a_forged_form_is_refused_at_the_door(name):
    assert Client(enforce_csrf_checks=True).post(reverse(name), {"login": "a@b.example"}).status_code == 403
