"""Challenge and support: a round is opened, an agency answers, the conversation is recorded and its record agreed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState, ConversationState, EvidenceLevel
from actionplans.conversations import queries, services
from actionplans.conversations.lifecycle import CONVERSATION
from actionplans.models import Conversation
from actionplans.three_questions import DIFFERENCE, HOW_MUCH, HOW_WELL, NOTHING, answers_for
from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from tests.factories.actionplans import ActionFactory, EvidenceFactory, ImpactMeasureFactory, ReadingFactory
from tests.factories.conversations import a_conversation, a_line
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db

State = ConversationState
LIST = "/actions/conversations/"


def _in(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _said(**facts):
    said = {"held_on": _in(0), "other_agency": AgencyFactory(), "took_part": "Its lead", "challenge": "Who noticed?"}
    return said | {"next_step": "Ask the children."} | facts


def _address(conversation: Conversation, name: str, *more) -> str:
    return reverse(f"actionplans:conversation-{name}", args=[conversation.reference, *more])


def test_a_round_gives_each_agency_its_actions_and_two_deadlines(client):
    agency, other = AgencyFactory(), AgencyFactory()
    talked = {
        ActionFactory(lead_agency=agency, state=state)
        for state in (ActionState.IN_PROGRESS, ActionState.COMPLETE_PENDING_IMPACT, ActionState.CLOSED)
    }
    ActionFactory(lead_agency=agency)
    ActionFactory(lead_agency=other, state=ActionState.AGREED)
    days = day_boxes("prepare_by", _in(14)) | day_boxes("hold_by", _in(30))
    asked = {"which": f"{timezone.localdate().year}-august", "agencies": [agency.pk], **days}

    answer = posted(client, f"{LIST}open/", asked)

    made = Conversation.objects.get()
    assert answer.url.startswith(LIST)
    assert {line.action for line in made.lines.all()} == talked
    due = {row.clock: row.due_on for row in deadlines_of(made)}
    assert due == {"actionplans.conversation-prepared": _in(14), "actionplans.conversation-held": _in(30)}
    listed = text_of(client.get(answer.url))
    assert made.reference in listed
    assert "0 of 3" in listed

    assert "has a conversation in this round already" in text_of(posted(client, f"{LIST}open/", asked))
    wrong = asked | {"agencies": [other.pk], **day_boxes("hold_by", _in(3))}
    assert "The conversations come after the answers" in text_of(posted(client, f"{LIST}open/", wrong))
    assert Conversation.objects.count() == 1


def test_an_agency_answers_for_its_own_actions_and_says_that_it_is_ready(client_for):
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    mine, others = a_conversation(agency=person.agency, answered=False), a_conversation(answered=False)
    client, line = client_for(person), mine.lines.get()
    page = text_of(client.get(mine.get_absolute_url()))
    assert "Not answered yet" in page
    assert f"Answer the three questions for {line.reference} first." in page
    assert "One line for the Update" not in page

    answer = {"how_much": "Ten teams", "how_well": "Well", "difference": "Children say so"}
    assert posted(client, _address(mine, "line", line.pk), answer).url == line.get_absolute_url()
    CONVERSATION.apply("prepare", mine, by=person)

    states = {row.clock: row.state for row in deadlines_of(mine)}
    assert states["actionplans.conversation-prepared"] == DeadlineState.MET
    assert client.get(others.get_absolute_url()).status_code == 404
    assert others.reference not in text_of(client.get(LIST))
    assert client.get(_address(mine, "dates")).status_code == 403


def test_a_conversation_is_held_with_another_agency_put_right_and_agreed_by_a_second_person(client, manager):
    conversation = a_conversation(State.PREPARED)
    line = conversation.lines.get()
    line.for_update = ""
    line.save()
    for wrong in ({"other_agency": conversation.agency}, {"held_on": _in(1)}):
        with pytest.raises(ValidationError):
            CONVERSATION.apply("hold", conversation, by=manager, **_said(**wrong))
    held = CONVERSATION.apply("hold", conversation, by=manager, **_said())
    assert "Who noticed?" in text_of(client.get(held.get_absolute_url()))

    words = {"took_part": "Its lead", "challenge": "Who would notice?", "next_step": "Ask."}
    words |= {"other_agency": held.other_agency_id, **day_boxes("held_on", _in(-1))}
    posted(client, _address(held, "words"), words)
    held.refresh_from_db()
    assert (held.challenge, held.held_on) == ("Who would notice?", _in(-1))

    with pytest.raises(Refused) as refused:
        CONVERSATION.apply("agree", held, by=manager)
    assert refused.value.reasons == [
        f"Write the one line for the Update about {line.reference} first.",
        "You recorded this conversation, so someone else must agree the record.",
    ]
    posted(
        client,
        _address(held, "line", line.pk),
        {"how_much": "1", "how_well": "2", "difference": "3", "for_update": "It works"},
    )
    agreed = CONVERSATION.apply("agree", held, by=PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    assert "It works" in text_of(client.get(f"{LIST}for-the-update/"))
    assert client.get(f"{LIST}for-the-update/?format=xlsx").status_code == 200
    assert "agreed or closed" in text_of(posted(client, _address(agreed, "words"), words))
    assert CONVERSATION.apply("open_again", agreed, by=manager).agreed_on is None


def test_other_days_move_the_deadlines_until_it_is_held(client):
    conversation = a_conversation()
    days = day_boxes("prepare_by", _in(20)) | day_boxes("hold_by", _in(50))

    posted(client, _address(conversation, "dates"), days)

    assert {row.due_on for row in deadlines_of(conversation)} == {_in(20), _in(50)}
    backwards = days | day_boxes("hold_by", _in(1))
    assert "The conversation comes after the answers" in text_of(
        posted(client, _address(conversation, "dates"), backwards)
    )
    held = a_conversation(State.HELD)
    assert "held already" in text_of(posted(client, _address(held, "dates"), days))
    planned = a_conversation()
    said = _said()
    words = day_boxes("held_on", _in(0)) | {"other_agency": said["other_agency"].pk}
    words |= {name: said[name] for name in ("took_part", "challenge", "next_step")}
    assert "Record first that it was held" in text_of(posted(client, _address(planned, "words"), words))


def test_what_was_agreed_since_is_brought_in_once(client):
    conversation = a_conversation()
    ActionFactory(lead_agency=conversation.agency, state=ActionState.AGREED)

    for _time in range(2):
        assert client.post(_address(conversation, "bring-in")).status_code == 302

    assert conversation.lines.count() == 2


def test_a_conversation_that_is_left_out_is_owed_no_more_and_can_be_planned_again(manager):
    conversation = a_conversation()

    left = CONVERSATION.apply("leave_out", conversation, by=manager, not_held_because="It has no action.")
    assert not deadlines_of(left).exists()
    again = CONVERSATION.apply("plan_again", left, by=manager)
    assert (again.state, again.not_held_because) == (State.PLANNED, "")
    assert deadlines_of(again).count() == 2


def test_nobody_else_writes_in_a_conversation():
    stranger, conversation = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR), a_conversation(State.HELD)
    line = conversation.lines.get()
    for forbidden in (
        lambda: services.answer(by=stranger, line=line),
        lambda: services.put_right(by=stranger, conversation=conversation),
        lambda: services.change_dates(by=stranger, conversation=conversation),
        lambda: services.open_round(
            by=stranger, year=2027, half="february", agencies=[], prepare_by=_in(1), hold_by=_in(2)
        ),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()
    assert not queries.conversations_for(PersonFactory(role=RoleKey.ADMINISTRATOR)).exists()
    sat_in = a_conversation(State.HELD, other_agency=stranger.agency)
    assert list(queries.conversations_for(stranger)) == [sat_in]


@pytest.mark.parametrize(
    ("day", "since"), [(date(2026, 8, 20), date(2026, 2, 1)), (date(2026, 2, 20), date(2025, 8, 1))]
)
def test_closed_actions_are_talked_of_for_half_a_year(day, since):
    assert queries.since_last_round(day) == since


def test_the_three_questions_are_answered_from_conversation_evidence_and_readings_or_said_to_be_open(client):
    told = ActionFactory(state=ActionState.CLOSED)
    measure = ImpactMeasureFactory(action=told, measure="Fathers named", unit="percent", baseline=20, target=60)
    ReadingFactory(measure=measure, period="2025", value=55, typed="55")
    for level in EvidenceLevel:
        EvidenceFactory(measure=measure, level=level, summary=f"Shown at {level.value}")
    a_line(a_conversation(State.HELD, lines=0), action=told, for_update="Fathers are named")
    silent = ActionFactory(state=ActionState.CLOSED)

    answers = answers_for([told, silent])

    assert answers[told.pk].words(HOW_MUCH) == "Ten teams.\nShown at E2"
    assert answers[told.pk].words(HOW_WELL) == "Well.\nShown at E3"
    assert answers[told.pk].words(DIFFERENCE) == (
        "Children say so.\nShown at E4\nFathers named: 55% in 2025, from 20% (target 60%)."
    )
    assert {row.value for row in answers[silent.pk].rows} == {NOTHING}
    page = text_of(client.get("/actions/difference/"))
    assert "Ten teams." in page
    assert NOTHING in page
    assert "Fathers are named" in text_of(client.get(told.get_absolute_url()))
