"""The dead-man address is called after each good sweep, and never harms one."""

import logging
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from escp.deadlines import deadman
from escp.deadlines.models import Deadline, Heartbeat
from escp.deadlines.sweep import sweep
from escp.settings import environment
from tests.deadlines.outside import drips, outside, says
from tests.deadlines.records import a_person, a_record

pytestmark = pytest.mark.django_db


def test_a_good_sweep_calls_the_address_and_tells_nothing(settings):
    with outside(says(200, b"OK")) as server:
        settings.DEADMAN_URL = server.url
        sweep()

    [(method, path, headers)] = server.calls
    assert (method, path) == ("GET", "/ping/a-secret")
    assert headers["User-Agent"] == "GoldenThread"
    assert set(headers) <= {"User-Agent", "Host", "Connection", "Accept-Encoding"}


def test_without_an_address_nobody_is_called(settings, monkeypatch):
    monkeypatch.setattr(deadman, "call", lambda *args, **kwargs: pytest.fail("called"))
    settings.DEADMAN_URL = ""

    sweep()


def test_a_sweep_that_leaves_a_reminder_waiting_too_long_does_not_call(settings, monkeypatch, clock):
    a_person()
    a_record(timezone.now() - timedelta(days=90))
    Deadline.objects.update(next_reminder_at=timezone.now() - timedelta(minutes=16))
    monkeypatch.setattr("escp.deadlines.sweep.write_due", lambda now: 0)
    with outside(says(200)) as server:
        settings.DEADMAN_URL = server.url
        sweep()
        assert server.calls == []

        Deadline.objects.update(next_reminder_at=timezone.now() - timedelta(minutes=14))
        sweep()
        assert len(server.calls) == 1


def test_a_sweep_that_breaks_does_not_call(settings, monkeypatch):
    def broken(now):
        raise RuntimeError

    monkeypatch.setattr("escp.deadlines.sweep.write_due", broken)
    with outside(says(200)) as server:
        settings.DEADMAN_URL = server.url
        with pytest.raises(RuntimeError):
            sweep()

    assert server.calls == []


@pytest.mark.parametrize(
    ("answering", "kind"),
    [
        (says(500, b"no"), "HTTP 500"),
        (says(404), "HTTP 404"),
        (says(302, Location="/elsewhere"), "HTTP 302"),
        (says(200, b"x" * 20_000), "TooLong"),
        (drips, "TimeoutError"),
        (lambda handler: time.sleep(3), "TimeoutError"),
        (lambda handler: handler.connection.close(), ""),
    ],
    ids=["500", "404", "leads elsewhere", "too long", "in drips", "slow", "closes"],
)
def test_an_address_that_does_not_take_the_call_is_logged_by_its_kind_and_harms_nothing(
    settings, monkeypatch, caplog, answering, kind
):
    monkeypatch.setattr(deadman, "PATIENCE_SECONDS", 0.5)
    with outside(answering) as server, caplog.at_level(logging.WARNING):
        settings.DEADMAN_URL = server.url
        began = time.monotonic()
        sweep()

        assert time.monotonic() - began < 2
        assert len(server.calls) == 1
    [said] = [record.getMessage() for record in caplog.records if record.name == "escp.deadlines.deadman"]
    assert said.startswith("The dead-man address did not take the call: ")
    assert said.endswith(kind)
    assert "a-secret" not in caplog.text
    assert Heartbeat.objects.filter(name="sweep").exists()


def test_an_address_where_nobody_listens_harms_nothing(settings, caplog):
    with outside(says(200)) as server:
        settings.DEADMAN_URL = server.url
    sweep()

    assert "ConnectionRefusedError" in caplog.text


@pytest.mark.parametrize("url", ["https://watch.example/abc", "http://127.0.0.1:9/x", "http://[::1]/x", ""])
def test_an_address_may_be_https_or_on_this_machine(monkeypatch, url):
    monkeypatch.setenv("DEADMAN_URL", url)

    assert environment.address("DEADMAN_URL") == url


@pytest.mark.parametrize(
    "url", ["http://watch.example/abc", "http://127.0.0.1.example/", "file:///etc/passwd", "https://", "watch.example"]
)
def test_any_other_address_stops_the_start_and_names_the_setting(monkeypatch, url):
    monkeypatch.setenv("DEADMAN_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DEADMAN_URL"):
        environment.address("DEADMAN_URL")
