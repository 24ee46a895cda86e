"""The least that must work on the database of a laptop as well as on PostgreSQL."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.smoke, pytest.mark.django_db]


def test_the_sign_in_page_opens(client):
    answer = client.get("/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain
    assert "Sign in" in answer.content.decode()


def test_the_health_check_reaches_the_database(client):
    parts = {part["name"]: part["ok"] for part in client.get("/healthz").json()["parts"]}

    assert parts["database"]


@pytest.mark.slow
def test_the_demo_partnership_loads_and_is_not_loaded_twice(capsys):
    call_command("demo", "--if-empty")
    call_command("demo", "--if-empty")
    call_command("demo", "--people")

    assert "@" in capsys.readouterr().out
