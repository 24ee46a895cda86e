"""The health check names the part that fails, in words, to anyone who asks, and says no more."""

import os
import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.models import Heartbeat
from home import health
from home.views.health import healthz

pytestmark = pytest.mark.django_db

BROKER = os.environ.get("CELERY_BROKER_URL", "")


@pytest.fixture(autouse=True)
def a_well_service(monkeypatch, settings, tmp_path):
    """Begin with every part well: a laptop's folders, and signs of life from a moment ago."""
    monkeypatch.setattr(health, "_remembered", None)
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "queue")}
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    for name in ("worker", "beat"):
        heard(name, timedelta(seconds=30))


def heard(name, ago):
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now() - ago})


def failing():
    return {part.name: part.says for part in health.report().parts if not part.ok}


def ask():
    return healthz(RequestFactory().get("/healthz"))


def test_a_well_service_answers_200_with_every_part_and_the_version(settings, client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "well"
    assert answer.json()["version"] == settings.VERSION
    assert [part["name"] for part in answer.json()["parts"]] == list(health.CHECKS)
    assert "no-store" in answer["Cache-Control"]


def test_a_failing_part_is_named_with_503(client):
    heard("beat", timedelta(hours=3))

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["failing"] == ["beat"]


def test_the_check_writes_to_the_database_for_good():
    health.check_database()

    assert Heartbeat.objects.filter(name="health").exists()


def test_a_database_that_takes_no_writing_is_named_and_stops_no_other_check(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("could not extend file base/16384 at database.internal: No space left on device")

    monkeypatch.setattr(Heartbeat.objects, "update_or_create", refuse)

    assert set(failing()) == {"database"}
    assert "internal" not in failing()["database"]


def test_a_silent_worker_and_one_never_heard_of_are_named():
    heard("worker", timedelta(minutes=6))
    Heartbeat.objects.filter(name="beat").delete()

    assert failing() == {"worker": "Has been silent for 6\xa0minutes.", "beat": "Has not been heard of yet."}


def test_a_broker_that_does_not_answer_is_named(settings):
    settings.CELERY_BROKER_URL = "redis://:hidden@127.0.0.1:1/0"

    assert failing() == {"broker": "It does not answer. Nothing is lost: reminders wait in the database."}


@pytest.mark.skipif(not BROKER.startswith("redis"), reason="needs the Redis that scripts/test starts")
def test_a_broker_that_answers_is_well(settings):
    settings.CELERY_BROKER_URL = BROKER

    assert failing() == {}


def test_a_queue_folder_that_cannot_be_written_is_named(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "file")}

    assert failing() == {"broker": "The folder cannot be written."}


def test_a_mail_server_that_does_not_answer_is_named(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert failing() == {"mail": "The mail server does not answer. Reminders wait and are sent later."}


def test_a_mail_server_that_answers_is_greeted_and_sent_nothing(settings, monkeypatch):
    said = []

    class Server:
        def __init__(self, *args, timeout, **kwargs):
            said.append(f"patience {timeout}")

        def noop(self):
            said.append("noop")

        def quit(self):
            said.append("quit")

    monkeypatch.setattr(smtplib, "SMTP", Server)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert failing() == {}
    assert said == ["patience 3", "noop", "quit"]


def test_a_reminder_that_has_waited_too_long_is_named(monkeypatch):
    monkeypatch.setattr(health, "oldest_unsent", lambda: timezone.now() - timedelta(minutes=14))
    assert failing() == {}

    monkeypatch.setattr(health, "oldest_unsent", lambda: timezone.now() - timedelta(hours=2))
    assert failing() == {"reminders": "The oldest has waited 2\xa0hours."}


def test_a_check_that_breaks_is_a_part_that_fails(monkeypatch):
    monkeypatch.setitem(health.CHECKS, "mail", lambda: 1 / 0)

    assert failing() == {"mail": "Cannot be tried."}


def test_asking_often_costs_one_round_of_checks(monkeypatch):
    rounds = []
    monkeypatch.setitem(health.CHECKS, "mail", lambda: rounds.append(1) or "Answers.")

    for _ in range(50):
        ask()

    assert len(rounds) == 1


def test_the_page_is_read_only_for_those_who_ask():
    assert healthz(RequestFactory().post("/healthz")).status_code == 405


def test_the_command_prints_each_part_and_fails_when_one_does(capsys):
    call_command("health")
    assert len(capsys.readouterr().out.splitlines()) == len(health.CHECKS)

    heard("beat", timedelta(hours=1))
    with pytest.raises(CommandError, match="beat"):
        call_command("health")


def person(*permissions):
    return SimpleNamespace(may=lambda permission: permission in permissions)


def test_staff_are_told_when_beat_has_been_silent_for_a_quarter_of_an_hour(django_assert_num_queries):
    staff = person(Permission.SEE_SERVICE_HEALTH)

    heard("beat", timedelta(minutes=14))
    assert health.staff_notice(staff) == ""
    with django_assert_num_queries(0):
        assert health.staff_notice(staff) == ""

    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False), django_assert_num_queries(1):
        told = health.staff_notice(staff)
    assert told == "No reminders have been sent for 16\xa0minutes. Tell the people who run the service."


def test_staff_are_told_when_beat_has_never_run():
    Heartbeat.objects.filter(name="beat").delete()

    assert "has never run" in health.staff_notice(person(Permission.SEE_SERVICE_HEALTH))


def test_others_are_told_nothing_and_cost_no_query(django_assert_num_queries):
    heard("beat", timedelta(days=3))

    with django_assert_num_queries(0):
        assert health.staff_notice(person()) == ""


def test_the_notice_above_every_page_is_the_same_sentence():
    heard("beat", timedelta(days=3))
    request = RequestFactory().get("/")
    request.user = person(Permission.SEE_SERVICE_HEALTH)

    told = health.notice(request).text
    assert told == health.staff_notice(request.user)
    heard("beat", timedelta(0))
    assert health.notice(request) is None
