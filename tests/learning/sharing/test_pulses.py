"""Whether shared learning stuck is asked by itself, answered without a name, and shown from five answers on."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning.choices import PulseTime
from learning.models import Pulse, PulseAnswer
from learning.sharing import pulses
from learning.sharing.pulse_views import TOO_OFTEN
from learning.tasks import open_pulses
from tests.actionplans.sending import send, text
from tests.factories.partnership import PersonFactory
from tests.factories.sharing import a_shared

pytestmark = pytest.mark.django_db

SAID = {"knows": 4, "uses": 5, "helped": 2}


def after(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_it_opens_and_closes_by_itself_and_shows_nothing_of_fewer_than_five(client_for):
    record = a_shared()
    assert open_pulses() == 0
    with after(60):
        assert open_pulses() == 1
        assert open_pulses() == 0
        pulse, visitor = Pulse.objects.get(), Client()
        page = text(visitor.get(pulse.get_absolute_url()))
        assert "999" in page
        assert "Select how far you agree" in text(send(visitor, pulse.get_absolute_url(), **SAID | {"uses": ""}))
        for number in range(4):
            sent = send(visitor, pulse.get_absolute_url(), **SAID, words=f"Time to talk, {number}")
        assert "without a name" in text(visitor.get(sent.url))
        manager = client_for(PersonFactory())
        seen = text(manager.get(record.get_absolute_url()))
        assert "Open until" in seen
        assert pulse.token in seen
        assert "Time to talk" not in seen
    with after(82):
        manager = client_for(PersonFactory())
        assert "Fewer than five people answered" in text(manager.get(record.get_absolute_url()))
        assert "The questions are closed" in text(visitor.get(pulse.get_absolute_url()))
        with pytest.raises(ValidationError, match="closed"):
            pulses.answer(asked=pulse, said=PulseAnswer(pulse=pulse, **SAID))
        PulseAnswer.objects.create(pulse=pulse, **SAID)
        seen = text(manager.get(record.get_absolute_url()))
        assert "5 of 5 agree" in seen
        assert "0 of 5 agree" in seen
        assert "Time to talk, 3" in seen
        assert pulse.token not in seen
    with after(250):
        assert open_pulses() == 0
    assert set(PulseTime.values) == {60, 180}


def test_one_machine_cannot_answer_without_end():
    a_shared()
    with after(180):
        open_pulses()
        pulse = Pulse.objects.get()
        answers = [send(Client(), pulse.get_absolute_url(), **SAID) for _number in range(21)]

    assert [one.status_code for one in answers[:20]] == [302] * 20
    assert TOO_OFTEN in text(answers[20])
    assert pulse.answers.count() == 20


def test_a_link_that_nobody_was_given_leads_nowhere_and_an_answer_holds_nothing_of_who_gave_it():
    assert Client().get(reverse("learning:pulse", args=["guess"])).status_code == 404
    assert {field.name for field in PulseAnswer._meta.fields} == {"id", "pulse", "knows", "uses", "helped", "words"}
