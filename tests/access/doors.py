"""Coming in as a person would: address, password, code."""

import re

from django.test import Client
from django.urls import reverse

from escp.access import second_factor
from tests.factories.partnership import PASSWORD, PersonFactory

LOGIN, CODE, SET_UP = "/accounts/login/", "/accounts/login/code/", "/accounts/login/set-up/"


def person_with_factor(**kwargs):
    """Return a person whose authenticator is set up, with the secret."""
    person, secret = PersonFactory(**kwargs), second_factor.new_secret()
    second_factor.set_up(person, secret)
    return person, secret


def give_password(client: Client, email: str, password: str = PASSWORD, **headers):
    """Send the first form."""
    return client.post(LOGIN, {"login": email, "password": password}, **headers)


def give_code(client: Client, code: str):
    """Send the second form."""
    return client.post(CODE, {"code": code})


def come_in(person, *, client: Client | None = None) -> Client:
    """Sign in through the pages."""
    client = client or Client()
    give_password(client, person.email)
    assert give_code(client, second_factor.current_code(person)).status_code == 302
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    """Whether the account page opens."""
    return client.get(reverse("account")).status_code == 200


def plain(response) -> str:
    """Return a page without what differs by chance."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
