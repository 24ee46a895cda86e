"""The page of one deadline, and the pages on which it is changed: who sees them, what they show, what they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines import services
from escp.deadlines.choices import Level, PauseGround
from escp.deadlines.models import Deadline
from escp.deadlines.presenters.deadline import offset_in_words
from escp.deadlines.sweep import sweep
from escp.partnership.services import declare_conflict
from tests.deadlines.records import a_person, a_record, declare, the_deadline
from tests.pages import day_boxes, moment_boxes, posted, token_of

pytestmark = pytest.mark.django_db


def page_of(deadline: Deadline, name: str = "deadline") -> str:
    return reverse(f"deadlines:{name}", args=[deadline.pk])


@pytest.fixture
def pausable(connected):
    declare(level=Level.LOCAL, pauses=(PauseGround.POLICE, PauseGround.COURT))


def days_ago(number: int):
    return timezone.now() - timedelta(days=number)


def test_the_page_shows_the_whole_working_and_every_reminder(client_for, clock):
    manager, former = a_person(), a_person(full_name="Former Holder")
    record = a_record(days_ago(60))
    sweep()
    row = services.correct_start(
        by=manager, deadline=the_deadline(record), start=days_ago(70), reason="The letter was dated earlier."
    )
    services.explain_lateness(by=manager, deadline=row, reason="staff", words="Two people were ill.")
    sweep()
    page = client_for(manager).get(page_of(row)).content.decode()

    for words in (
        "The notification was sent on",
        "15 working days, counted from the next working day",
        "National Panel guidance",
        "PANEL20",
        "Saturday",
        "The start was corrected",
        "The letter was dated earlier.",
        "Somebody was away, or there were too few people",
        "Two people were ill.",
        "Former Holder",
        "The date has moved",
        "overdue",
        "The law gives no pause for this clock.",
        "Correct the start",
        "Change why this is late",
        "there is a reminder every morning",
    ):
        assert words in page, words
    assert former.full_name in page


def test_what_is_to_come_names_who_would_be_reminded(client_for, clock):
    manager = a_person(full_name="Mara Lenz")
    row = the_deadline(a_record(timezone.now()))
    page = client_for(manager).get(page_of(row)).content.decode()

    assert "10 working days after the start" in page
    assert "1 working day before the due date" in page
    assert "On the due date" in page
    assert "Mara Lenz" in page
    assert "Nothing has been changed" in page
    assert "Say why this is late" not in page


def test_a_clock_that_stands_still_or_is_done_reminds_nobody(client_for, pausable):
    manager = a_person()
    still, done = a_record(days_ago(5)), a_record(days_ago(5), ends_at=days_ago(1))
    services.pause(
        by=manager,
        deadline=the_deadline(still),
        starts_on=timezone.localdate(),
        ground="police",
        authority="A letter",
        reason="Asked.",
    )
    client = client_for(manager)
    page = client.get(page_of(the_deadline(still))).content.decode()

    assert "Nobody is reminded while the clock stands still." in page
    assert "Restart the clock" in page
    assert "Worked out again when the clock is restarted" in page
    assert "Nobody is reminded any more." in client.get(page_of(the_deadline(done))).content.decode()


def test_it_is_unknown_to_whom_the_record_is_closed_and_nobody_can_guess_its_number(client_for, clock):
    manager, record = a_person(), a_record(days_ago(5))
    declare_conflict(by=a_person(role=None), case=record.case, person=manager, reason="A reason")
    client, row = client_for(manager), the_deadline(record)

    for name in ("deadline", "pause", "restart", "correct-start", "explain-lateness"):
        assert client.get(page_of(row, name)).status_code == 404
        assert client.get(reverse(f"deadlines:{name}", args=[10**30])).status_code == 404


def test_those_who_do_not_manage_deadlines_see_the_page_without_the_acts(client_for, clock):
    partner, row = a_person(role=RoleKey.STATUTORY_PARTNER), the_deadline(a_record(days_ago(5)))
    client = client_for(partner)

    assert "Change this deadline" not in client.get(page_of(row)).content.decode()
    for name in ("pause", "restart", "correct-start", "explain-lateness"):
        assert client.get(page_of(row, name)).status_code == 403


def test_a_page_about_a_case_is_logged_under_the_records_reference(client_for, clock):
    manager, row = a_person(), the_deadline(a_record(days_ago(5)))
    client = client_for(manager)
    client.get(page_of(row))
    client.get(page_of(row, "correct-start"))

    logged = AccessLog.objects.filter(reference=row.reference).order_by("pk").values_list("action", flat=True)
    assert list(logged) == ["opened deadline", "opened a form of deadline"]


def test_pausing_and_restarting_on_the_pages(client_for, pausable):
    manager, record = a_person(), a_record(days_ago(9))
    client, row = client_for(manager), the_deadline(record)
    answers = {"ground": "court", "authority": "Order of the family court", "reason": "The judge asked for it."}
    response = posted(client, page_of(row, "pause"), answers | day_boxes("starts_on", timezone.localdate()))
    assert response.url == page_of(row)
    assert the_deadline(record).is_paused
    page = client.get(page_of(row)).content.decode()
    assert "Asked for: Order of the family court" in page

    response = posted(client, page_of(row, "restart"), day_boxes("ends_on", timezone.localdate()))
    assert response.url == page_of(row)
    assert the_deadline(record).is_open
    assert f"Restarted by {manager}" in client.get(page_of(row)).content.decode()


def test_a_pause_is_asked_again_when_the_day_does_not_exist_or_the_ground_is_unknown(client_for, pausable):
    client, row = client_for(a_person()), the_deadline(a_record(days_ago(9)))
    answers = {"ground": "family", "authority": "A letter", "reason": "Asked."}
    boxes = {"starts_on_day": 31, "starts_on_month": 2, "starts_on_year": 2026}
    page = posted(client, page_of(row, "pause"), answers | boxes).content.decode()

    assert "must be a real date" in page
    assert "A letter" in page
    assert not row.pauses.exists()


def test_what_a_service_refuses_stands_at_its_field(client_for, pausable):
    client, row = client_for(a_person()), the_deadline(a_record(days_ago(9)))
    answers = {"ground": "court", "authority": "A letter", "reason": "Asked."}
    page = posted(client, page_of(row, "pause"), answers | day_boxes("starts_on", days_ago(20).date())).content.decode()

    assert "The pause cannot begin before the clock started" in page
    assert 'href="#id_starts_on' in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pause", "The law gives no pause for this clock. Nothing was changed."),
        ("restart", "It is not paused. Nothing was changed."),
        ("explain-lateness", "It is not late. Nothing was changed."),
    ],
)
def test_what_is_not_possible_says_why_not(client_for, clock, name, words):
    client, row = client_for(a_person()), the_deadline(a_record(days_ago(2)))
    shown, sent = client.get(page_of(row, name)), client.post(page_of(row, name))

    assert (shown.status_code, sent.status_code) == (200, 409)
    assert words in shown.content.decode()


def test_a_restart_sent_twice_restarts_once_and_leads_to_the_same_place(client_for, pausable):
    manager, record = a_person(), a_record(days_ago(9))
    client, row = client_for(manager), the_deadline(record)
    services.pause(
        by=manager, deadline=row, starts_on=timezone.localdate(), ground="court", authority="Order", reason="Asked."
    )
    answers = day_boxes("ends_on", timezone.localdate()) | {"once": token_of(client, page_of(row, "restart"))}
    first, second = (client.post(page_of(row, "restart"), answers) for _ in range(2))

    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert row.moves.count() == 1


def test_correcting_on_the_page_keeps_what_was_typed_when_it_is_refused(client_for, clock):
    client, record = client_for(a_person()), a_record(days_ago(9))
    url = page_of(the_deadline(record), "correct-start")
    same = posted(client, url, moment_boxes("start", record.starts_at) | {"reason": "Dated wrongly."})
    assert "Dated wrongly." in same.content.decode()

    done = posted(client, url, moment_boxes("start", days_ago(12)) | {"reason": "Dated wrongly."})
    assert done.url == page_of(the_deadline(record))
    assert the_deadline(record).moves.get().why == "Dated wrongly."


def test_saying_why_it_is_late_on_the_page_and_saying_it_better(client_for, clock):
    client, row = client_for(a_person()), the_deadline(a_record(days_ago(60)))
    url = page_of(row, "explain-lateness")
    posted(client, url, {"reason": "system", "words": "The mail system was down."})
    assert "The mail system was down." in client.get(url).content.decode()

    posted(client, url, {"reason": "missed", "words": "Nobody looked."})
    assert "Nobody looked." in client.get(page_of(row)).content.decode()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("start+0wd", "At the start"),
        ("start+1wd", "1 working day after the start"),
        ("due-14d", "14 days before the due date"),
        ("due+24h", "24 hours after the due date"),
        ("due+0wd", "On the due date"),
        ("late+3d", "Day 3 overdue"),
    ],
)
def test_an_offset_in_words(code, words):
    assert offset_in_words(code) == words
