"""The least that must work on the database of a laptop as well as on PostgreSQL. `test_run` loads the demo there."""

import pytest

pytestmark = [pytest.mark.smoke, pytest.mark.django_db]


def test_the_sign_in_page_opens(client):
    answer = client.get("/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain
    assert "Sign in" in answer.content.decode()


def test_the_health_check_reaches_the_database(client):
    parts = {part["name"]: part["ok"] for part in client.get("/healthz").json()["parts"]}

    assert parts["database"]
