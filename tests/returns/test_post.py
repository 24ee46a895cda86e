"""Letters are really sent: in office hours or at once, to whoever is still asked, with a link or a reference."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from kombu.exceptions import OperationalError

from escp.access.roles import RoleKey
from escp.deadlines import sending
from escp.deadlines.choices import MailState
from escp.partnership.services import declare_conflict
from escp.returns import post, tasks
from escp.returns.lifecycle import RETURN
from escp.returns.models import Letter, LetterKind, Return
from escp.returns.services import asking, links
from escp.returns.services.letters import send_ask, send_receipt
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import RequestFactory, ReturnFactory, sent

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 3, 10, 10, tzinfo=UTC)
IN_THE_NIGHT = datetime(2026, 3, 10, 23, tzinfo=UTC)


@pytest.fixture
def office():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


def a_return(**changes):
    facts = {"person": PersonFactory(role=None), "request__message": "Please look.\nThank you."}
    return ReturnFactory(**facts | changes)


def asked_by_letter(**changes):
    asked = a_return(**changes)
    return asked, send_ask(by=PersonFactory(), asked=asked)


def post_all():
    sending.send_due([post.LETTERS])
    return [message for message in mail.outbox if message.to]


def state(letter):
    letter.refresh_from_db()
    return letter.state, letter.reason


def test_letters_are_a_kind_of_the_sweep_after_reminders():
    assert sending.KINDS[0] is not post.LETTERS
    assert post.LETTERS in sending.KINDS
    before = len(sending.KINDS)
    sending.also_send(post.Letters())
    assert len(sending.KINDS) == before


def test_somebody_without_an_account_gets_a_link_that_opens_after_its_code(office):
    asked, letter = asked_by_letter()

    (message,) = post_all()

    address = re.search(r"https?://[^/\s]+(/returns/by-link/\S+)", message.body)[1]
    assert message.to == [asked.person.email]
    assert message.subject == letter.subject
    assert "Please look.\nThank you." in message.body
    assert Client().get(address).status_code == 200
    html = message.alternatives[0][0]
    assert address in html
    assert message.extra_headers["Message-ID"] == letter.message_id
    assert state(letter) == (MailState.SENT, "")


def test_somebody_with_an_account_is_led_to_the_return(office, client_for):
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    asked, _ = asked_by_letter(person=person, agency=person.agency)

    (message,) = post_all()

    assert f"/r/{asked.reference}" in message.body
    assert "by-link" not in message.body
    assert client_for(person).get(f"/r/{asked.reference}").url == asked.get_absolute_url()


def test_a_request_is_found_by_its_reference(client_for):
    asked = RequestFactory()

    assert client_for(PersonFactory()).get(f"/r/{asked.reference.lower()}").url == asked.get_absolute_url()
    assert client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)).get(f"/r/{asked.reference}").status_code == 404


def test_routine_letters_wait_for_office_hours_and_codes_and_receipts_do_not():
    with time_machine.travel(IN_THE_NIGHT, tick=False) as clock:
        asked, ask = asked_by_letter()
        link, _ = links.link_for(asked=asked, person=asked.person)
        links.new_code(link=link)
        other = sent(ReturnFactory())
        messages = post_all()

        assert state(ask) == (MailState.PENDING, "Waits for office hours.")
        assert sorted(message.subject.partition(": ")[2] for message in messages) == [
            "received, thank you",
            "your one-time code",
        ]
        assert other.reference in "".join(message.subject for message in messages)
        clock.move_to(datetime(2026, 3, 11, 9, 0, tzinfo=UTC))
        post_all()
        assert state(ask) == (MailState.SENT, "")


def test_the_code_is_put_in_at_sending_and_the_newest_one_is_right(office):
    asked = a_return()
    link, _ = links.link_for(asked=asked, person=asked.person)
    links.new_code(link=link)
    link = links.new_code(link=link)

    codes = [re.search(r"Your code: (\d{6})", message.body)[1] for message in post_all()]

    assert set(codes) == {links.code_of(link)}
    assert links.take_code(link=link, code=codes[0])


@pytest.mark.parametrize("what", ["used", "old", "revoked"])
def test_a_code_that_is_no_longer_good_is_not_sent(what):
    with time_machine.travel(TUESDAY, tick=False) as clock:
        asked = a_return()
        link, _ = links.link_for(asked=asked, person=asked.person)
        link = links.new_code(link=link)
        if what == "used":
            links.take_code(link=link, code=links.code_of(link))
        elif what == "revoked":
            links.revoke(by=PersonFactory(), asked=asked)
        else:
            clock.move_to(TUESDAY + timedelta(minutes=11))

        assert post_all() == []
        assert state(Letter.objects.get()) == (MailState.SUPPRESSED, "The code is no longer good.")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("closed", "The account is closed."),
        ("sent", "It was sent or settled before this went out."),
        ("somebody else", "Somebody else is asked now."),
        ("conflict", "The case is not open to the person."),
    ],
)
def test_what_is_no_longer_wanted_is_not_sent(office, change, reason):
    asked, letter = asked_by_letter(request__case=CaseFactory())
    if change == "closed":
        asked.person.is_active = False
        asked.person.save()
    elif change == "sent":
        sent(asked)
        Letter.objects.filter(kind=LetterKind.RECEIPT).delete()
    elif change == "somebody else":
        Return.objects.filter(pk=asked.pk).update(person=PersonFactory(role=None))
    else:
        declare_conflict(by=PersonFactory(), case=asked.case, person=asked.person, reason="Knows them.")

    assert post_all() == []
    assert state(letter) == (MailState.SUPPRESSED, reason)


def test_whoever_sent_it_for_an_agency_is_told_of_changes(office):
    asked = sent(ReturnFactory())
    writer = asked.sent_by
    RETURN.apply("request_changes", asked, by=PersonFactory(), what="Say when the visits were.")

    messages = {message.subject.partition(": ")[2]: message for message in post_all()}

    assert messages["please change"].to == [writer.email]
    assert "Say when the visits were." in messages["please change"].body


def test_a_receipt_after_everything_is_settled_leads_nowhere(office):
    asked = a_return()
    RETURN.apply("accept", sent(asked), by=PersonFactory())

    (message,) = post_all()

    assert "http" not in message.body


def test_what_the_unit_types_runs_nowhere(office):
    asked_by_letter(request__message="<script>alert(1)</script>")

    (message,) = post_all()

    assert "<script>" not in message.alternatives[0][0]
    assert "<script>" in message.body


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_told_of_a_code_once_it_is_written(office):
    asked = a_return()
    link, _ = links.link_for(asked=asked, person=asked.person)
    with transaction.atomic():
        links.new_code(link=link)
        assert mail.outbox == []

    assert [message.to for message in mail.outbox] == [[asked.person.email]]


def test_a_queue_that_is_away_loses_no_letter(office, monkeypatch, caplog):
    def away(**kwargs):
        raise OperationalError

    monkeypatch.setattr(tasks.post_letters, "apply_async", away)
    letter = send_receipt(by=PersonFactory(), asked=sent(ReturnFactory()))
    tasks.tell_the_worker(letter.pk)

    assert "waits for the sweep" in caplog.text
    assert letter.state == MailState.PENDING
    sending.send_due()
    assert state(letter)[0] == MailState.SENT


def test_asking_and_naming_a_recipient_reach_the_mailbox(office):
    asked = a_return(person=None)
    asking.name_recipient(by=PersonFactory(), asked=asked, person=PersonFactory(role=None))

    assert len(post_all()) == 1
