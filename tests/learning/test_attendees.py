"""Who is invited to an event is written to when its questions open, reminded once, and then forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.choices import MailState
from escp.deadlines.queries import deadlines_of
from escp.deadlines.sending import send_due
from escp.partnership.models import Person
from escp.returns.services.people import Pasted
from learning.choices import EventState
from learning.embedding.attendees import keep_attendees
from learning.embedding.lifecycle import EVENT
from learning.embedding.post import EVALUATION_MAILS
from learning.models import Attendee, EvaluationMail
from learning.tasks import open_pulses
from tests.factories.embedding import EventFactory, held_three_months_ago
from tests.factories.partnership import PersonFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db

TWO = "Fern Gale <fern@agency.example>; Robin Vale <robin@agency.example>"
A_TUESDAY = "2026-06-09 10:00"


def people_page(event) -> str:
    return reverse("learning:event-people", args=[event.reference])


def listed(event, *emails: str) -> None:
    people = [Pasted(email.partition("@")[0], email) for email in emails]
    keep_attendees(by=PersonFactory(), event=event, added=people, taken_off=())


def closed(asked) -> None:
    """Let the questions have been open until yesterday."""
    asked.opens_on, asked.closes_on = (timezone.localdate() - timedelta(days=days) for days in (22, 1))
    asked.save()


def sent() -> list[str]:
    """Send what waits, and return to whom it went."""
    mail.outbox.clear()
    send_due([EVALUATION_MAILS])
    return sorted(address for message in mail.outbox for address in message.to)


def test_people_are_pasted_and_taken_off_and_the_page_says_how_many(client_for):
    event, officer = EventFactory(), client_for(PersonFactory())
    assert "Nobody is on the list." in text_of(officer.get(event.get_absolute_url()))
    assert posted(officer, people_page(event), {"people": f"{TWO}; fern@AGENCY.example"}).status_code == 302
    assert "2 people are written to when questions open" in text_of(officer.get(event.get_absolute_url()))
    assert "“no address” is not an e-mail address" in text_of(
        posted(officer, people_page(event), {"people": "no address"})
    )

    robin = Attendee.objects.get(person__email="robin@agency.example")
    assert posted(officer, people_page(event), {"people": "", "taken_off": [robin.pk]}).status_code == 302
    assert [one.person.email for one in event.attendees.all()] == ["fern@agency.example"]
    assert str(event.attendees.get()) == f"Fern Gale at {event.reference}"
    member = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    assert "fern" not in text_of(member.get(event.get_absolute_url())).lower()


def test_they_are_written_to_at_each_time_reminded_once_and_forgotten_at_the_end():
    both = ["fern@agency.example", "robin@agency.example"]
    with time_machine.travel(A_TUESDAY, tick=False) as clock:
        began = timezone.now()
        event = EventFactory(happens_on=timezone.localdate() + timedelta(days=7))
        listed(event, *both)
        open_pulses()
        assert sent() == both
        first = mail.outbox[0]
        assert first.subject.endswith(f"{event.reference}: before you come")
        assert event.title not in first.subject + first.body
        assert event.evaluations.get().get_absolute_url() in first.body

        # Held after a week; asked again after 90 days, and once more after 104.
        for day, expected in ((1, []), (7, both), (20, []), (97, both), (98, []), (111, both), (112, [])):
            clock.move_to(began + timedelta(days=day))
            if day == 7:
                EVENT.apply("hold", event, by=PersonFactory())
            open_pulses()
            assert sent() == expected, day
            assert "this reminder goes to everybody" in mail.outbox[0].body if day == 111 else True

        clock.move_to(began + timedelta(days=119))
        open_pulses()
        assert not Attendee.objects.exists()


def test_nobody_is_written_to_outside_office_hours():
    with time_machine.travel(A_TUESDAY, tick=False) as clock:
        listed(EventFactory(happens_on=timezone.localdate() + timedelta(days=7)), "fern@agency.example")
        clock.shift(timedelta(hours=12))
        open_pulses()
        assert sent() == []
        clock.shift(timedelta(hours=12))
        assert sent() == ["fern@agency.example"]


def test_the_first_message_of_three_months_after_settles_the_units_own_reminder():
    event = held_three_months_ago()
    owed = deadlines_of(event).get(clock="learning.training-follow-up")
    listed(event, "fern@agency.example")
    open_pulses()

    owed.refresh_from_db()
    event.refresh_from_db()
    assert (owed.is_open, event.followed_up_on) == (False, timezone.localdate())
    mails = EvaluationMail.objects.filter(evaluation__event=event)
    assert str(mails.get()).endswith("message 1: Waiting to be sent")


def test_who_was_taken_off_or_was_asked_too_late_gets_nothing():
    event = held_three_months_ago()
    listed(event, "fern@agency.example", "robin@agency.example")
    open_pulses()
    event.attendees.filter(person__email="fern@agency.example").delete()
    late = EvaluationMail.objects.get(person__email="robin@agency.example")
    closed(late.evaluation)

    assert sent() == []
    assert {one.state for one in EvaluationMail.objects.all()} == {MailState.SUPPRESSED}


def test_whose_account_was_closed_gets_nothing():
    listed(held_three_months_ago(), "fern@agency.example")
    open_pulses()
    Person.objects.filter(email="fern@agency.example").update(is_active=False)

    assert sent() == []
    assert EvaluationMail.objects.get().reason == "The account is closed."


def test_when_the_last_questions_have_closed_or_it_was_cancelled_everybody_is_forgotten():
    over, cancelled = held_three_months_ago(), EventFactory()
    listed(over, "fern@agency.example")
    listed(cancelled, "robin@agency.example")
    open_pulses()
    EVENT.apply("cancel", cancelled, by=PersonFactory(), cancelled_because="Too few.")
    closed(over.evaluations.get())
    open_pulses()

    assert not Attendee.objects.exists()
    assert not EvaluationMail.objects.exists()
    for event in (over, cancelled):
        event.refresh_from_db()
        with pytest.raises(ValidationError):
            listed(event, "fern@agency.example")
    assert cancelled.state == EventState.CANCELLED
