"""People are asked about an event before, after and three months after: alike, so that the change can be seen."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from escp.deadlines.queries import deadlines_of
from learning.choices import EvaluationTime, EventState
from learning.embedding import services
from learning.embedding.lifecycle import EVENT
from learning.models import Evaluation
from learning.tasks import open_pulses
from tests.actionplans.sending import send, text
from tests.factories.embedding import EvaluationFactory, EventFactory, held_three_months_ago, said_of
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


def test_questions_open_before_and_three_months_after_by_themselves_and_once():
    today = timezone.localdate()
    coming = EventFactory(happens_on=today + timedelta(days=10))
    EventFactory(happens_on=today + timedelta(days=30))
    EventFactory(happens_on=today)
    then = EventFactory(state=EventState.HELD, happens_on=today - timedelta(days=95))
    EventFactory(state=EventState.HELD, happens_on=today - timedelta(days=120))

    assert open_pulses() == 2
    assert open_pulses() == 0
    before, later = coming.evaluations.get(), then.evaluations.get()
    assert (before.time, before.opens_on, before.closes_on) == ("before", today, coming.happens_on)
    assert (later.time, later.opens_on) == ("later", today - timedelta(days=5))
    assert str(later) == f"Evaluation of {then.reference}: three months after"


def test_a_moved_day_moves_the_end_of_the_questions_before():
    today, manager = timezone.localdate(), PersonFactory()
    event = EventFactory(happens_on=today + timedelta(days=10))
    services.open_due_evaluations()
    event.happens_on = today + timedelta(days=20)
    services.keep_event(by=manager, event=event, points=[])
    assert event.evaluations.get().closes_on == event.happens_on


def test_each_time_asks_its_own_sentences(client):
    event = EventFactory(state=EventState.HELD)
    words = {
        EvaluationTime.BEFORE: ("hope to take away", {"knows": 3, "able": 2}),
        EvaluationTime.AFTER: ("was useful", {"useful": 4, "knows": 4, "able": 4, "changes": 4}),
        EvaluationTime.LATER: ("have changed something", {"knows": 4, "able": 4, "changes": 4}),
    }
    for time, (asks, given) in words.items():
        asked = EvaluationFactory(event=event, time=time)
        page = text(client.get(asked.get_absolute_url()))
        assert asks in page
        assert "worried about a child now" in page
        assert "Select how far you agree" in text(send(client, asked.get_absolute_url()))
        assert send(Client(), asked.get_absolute_url(), **given).status_code == 302
        assert asked.answers.get().knows == given["knows"]


def test_the_change_is_shown_between_times_that_are_over_and_of_five_people(client_for):
    then = timezone.localdate() - timedelta(days=150)
    event = EventFactory(state=EventState.HELD, happens_on=then)
    said_of(EvaluationFactory(event=event, time=EvaluationTime.BEFORE, opens_on=then), 5, knows=2, able=4)
    said_of(EvaluationFactory(event=event, time=EvaluationTime.AFTER, opens_on=then), 5, knows=4, able=4, useful=4)
    said_of(EvaluationFactory(event=event, time=EvaluationTime.LATER, opens_on=then), 4, knows=4, able=4)

    page = text(client_for(PersonFactory()).get(event.get_absolute_url()))
    table = page.split("What changed from one time to the next")[1].split("</table>")[0]
    assert table.index("0 of 5 agree") < table.index("5 of 5 agree") < table.index("Not shown")
    assert "I will change something" not in page


def test_those_who_came_are_asked_again_from_the_units_own_mail_list(client_for):
    manager, event = PersonFactory(), held_three_months_ago()
    owed = deadlines_of(event).get(clock="learning.training-follow-up")
    assert owed.is_open
    assert "Write from your own mail list" in text(client_for(manager).get(event.get_absolute_url()))
    event = EVENT.apply("follow_up", event, by=manager)
    owed.refresh_from_db()
    assert not owed.is_open
    again = EVENT.transitions["follow_up"].reasons_against(event, manager)
    assert again == ["It is recorded already."]
    early = EventFactory(state=EventState.HELD)
    assert "three months after" in EVENT.transitions["follow_up"].reasons_against(early, manager)[0]


def test_an_evaluation_of_three_months_after_closes_after_three_weeks(client):
    event = EventFactory(state=EventState.HELD, happens_on=timezone.localdate() - timedelta(days=90))
    services.open_due_evaluations()
    asked = Evaluation.objects.get(event=event)
    with time_machine.travel(timezone.now() + timedelta(days=22), tick=False):
        assert "is over" in text(client.get(asked.get_absolute_url()))
