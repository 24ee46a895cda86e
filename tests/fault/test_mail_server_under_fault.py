"""A mail server that refuses, rejects, loses the connection and hangs: nothing lost, and no one waits for another."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from escp.deadlines import sending
from escp.deadlines.choices import MailState
from escp.deadlines.models import Reminder
from escp.deadlines.queries import failed_reminders
from escp.deadlines.reminders import write_due
from home.queries import reaching_nobody
from tests.deadlines.records import a_case, a_person, a_record
from tests.fault.harness import Stage
from tests.fault.sink import fate, programme_from

PROGRAMME = "refuse=30,reject=5,reset=5,hang=10"
EVERY_FATE = {"take", "refuse", "reject", "reset", "hang"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def unruly(tmp_path, settings, monkeypatch):
    """The unruly server, and a service that waits for it less long than in life."""
    stage = Stage(tmp_path, delay=0)
    monkeypatch.setattr(sending, "BACK_OFF", [timedelta(milliseconds=200)])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", stage.port, 0.3
    try:
        stage.start_sink(PROGRAMME)
        yield stage
    finally:
        stage.stop()
        print(stage.logs())  # noqa: T201 read when the test fails


def due_to(*fates: str) -> dict[str, str]:
    """Make one overdue record, owed by a person for each fate that the server keeps. Returns address to fate."""
    programme, wanted, people = programme_from(PROGRAMME), Counter(fates), {}
    number = 0
    while wanted:
        address = f"owner{number}@partnership.example"
        number += 1
        if wanted[met := fate(address, programme)]:
            a_person(email=address)
            people[address] = met
            wanted = +(wanted - Counter([met]))
    a_record(datetime(2025, 12, 12, 15, tzinfo=UTC), case=a_case(), person=a_person(role=None))
    return people


def send_until_settled(seconds: float) -> None:
    end = time.monotonic() + seconds
    write_due(datetime.now(UTC))
    while Reminder.objects.exclude(state__in=[MailState.SENT, MailState.FAILED]).exists():
        assert time.monotonic() < end, list(Reminder.objects.values_list("state", "reason"))
        sending.send_due()
        time.sleep(0.02)


def assert_everyone_was_served(stage: Stage, people: dict[str, str]) -> None:
    got = Counter(message["to"][0] for message in stage.received())
    refused = {address for address, met in people.items() if met == "reject"}
    print(f"{len(people)} due, {len(got)} served, {got.total() - len(got)} twice, {len(refused)} rejected")  # noqa: T201

    assert set(got) == set(people) - refused
    assert {address for address, times in got.items() if times > 1} <= {
        address for address, met in people.items() if met == "reset"
    }
    assert {reminder.person.email for reminder in failed_reminders()} == refused
    assert all("550" in reminder.reason for reminder in failed_reminders())


def test_every_kind_of_misbehaviour_at_once_loses_nothing_and_shows_the_unit_what_was_rejected(clock, unruly):
    people = due_to("hang", "take", "refuse", "refuse", "refuse", "refuse", "take", "reject", "reset", "take")
    assert set(people.values()) == EVERY_FATE

    send_until_settled(20)

    assert_everyone_was_served(unruly, people)
    assert list(reaching_nobody(a_person())) == [failed_reminders().get().deadline]


def test_many_refusals_in_a_row_do_not_make_the_others_wait_for_the_next_sweep(clock, unruly, monkeypatch):
    monkeypatch.setattr(sending, "BACK_OFF", [timedelta(minutes=1)])
    people = due_to(*["refuse"] * 8, "take")
    write_due(datetime.now(UTC))

    sending.send_due()

    assert [message["to"][0] for message in unruly.received()] == [
        address for address, met in people.items() if met == "take"
    ]


@pytest.mark.fault
def test_two_hundred_mails_through_an_unruly_server_of_which_none_waits_for_long(clock, unruly, settings, monkeypatch):
    monkeypatch.setattr(sending, "BACK_OFF", [timedelta(seconds=1)])
    settings.EMAIL_TIMEOUT = 2
    people = due_to(*["take"] * 100, *["refuse"] * 60, *["reject"] * 10, *["reset"] * 10, *["hang"] * 20)
    began = time.time()
    send_until_settled(300)

    assert_everyone_was_served(unruly, people)
    waited = sorted(message["at"] - began for message in unruly.received() if people[message["to"][0]] == "take")
    late = waited[int(len(waited) * 0.95)]
    print(f"p95 of the others: {late:.1f} s")  # noqa: T201
    assert late <= 120
