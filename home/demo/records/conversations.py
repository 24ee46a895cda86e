"""Challenge and support in the demo: last half-year’s round, and this one, with a conversation in every state."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from actionplans.choices import Confidence, ConversationState, Half
from actionplans.conversations import services
from actionplans.conversations.lifecycle import CONVERSATION
from actionplans.conversations.queries import conversations_for, lines_of
from actionplans.models import Conversation
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story

State = ConversationState
BEFORE, NOW = 190, 24
PREPARED, HELD, AGREED, LEFT_OUT = 9, 16, 20, 12
HOW_MUCH = "Every team leader was briefed, and the new form has been used since the spring."
HOW_WELL = "A dip sample of twelve records by our own lead: nine were good, three were thin."
DIFFERENCE = "Two families told their worker that they had been asked for the first time."
SEEN = "The dip sample, and notes of two conversations with parents."
UPDATE = "Teams now ask the question at every first visit, and families have begun to notice."


@dataclass(frozen=True)
class Talk:
    """One agency’s conversation, and how far it has come."""

    agency: str
    until: State


ROUNDS = (
    (BEFORE, (Talk("pig_police", State.AGREED), Talk("pig_health", State.AGREED))),
    (
        NOW,
        (
            Talk("pig_police", State.HELD),
            Talk("pig_health", State.PREPARED),
            Talk("pig_schools", State.PLANNED),
            Talk("pig_voluntary", State.NOT_HELD),
        ),
    ),
)


def tell(story: Story) -> None:
    """Add the steps of both rounds."""
    for ago, talks in ROUNDS:
        _then(story, ago, 0, "manager", lambda by, ago=ago, talks=talks: _open(story, ago, talks, by))
        for talk in talks:
            _tell(story, ago, talk)


def _then(story: Story, ago: int, days: int, by: str, step: Any) -> None:
    story.then(at_time(story.days.ahead(days - ago), time(15, days)), by, step)


def _open(story: Story, ago: int, talks: tuple[Talk, ...], by: Person) -> None:
    day = story.days.ahead(-ago)
    made = services.open_round(
        by=by,
        year=day.year,
        half=Half.FEBRUARY if day.month <= 6 else Half.AUGUST,
        agencies=[agency for talk in talks if (agency := story.people[talk.agency].agency)],
        prepare_by=story.days.ahead(14 - ago),
        hold_by=story.days.ahead(40 - ago),
    )
    for conversation in made:
        story.made[f"talk:{ago}:{conversation.agency_id}"] = conversation


def _tell(story: Story, ago: int, talk: Talk) -> None:
    def step(days: int, by: str, name: str, **facts: Any) -> None:
        def take(person: Person) -> None:
            record = _now(story, ago, talk, person)
            if name in ("prepare", "agree"):
                _answer(record, person, with_line=name == "agree")
            CONVERSATION.apply(name, record, by=person, **{key: _made(story, value) for key, value in facts.items()})

        _then(story, ago, days, by, take)

    if talk.until == State.NOT_HELD:
        step(LEFT_OUT, "manager", "leave_out", not_held_because="Its one action was agreed only last month.")
    if talk.until in (State.PREPARED, State.HELD, State.AGREED):
        step(PREPARED, talk.agency, "prepare")
    if talk.until in (State.HELD, State.AGREED):
        step(
            HELD,
            "manager",
            "hold",
            held_on=HELD - ago,
            other_agency="pig_schools",
            took_part="The agency’s safeguarding lead and a team manager",
            others="The independent scrutineer",
            strengths="The briefing reached everyone within a month.",
            challenge="How would a child notice? The dip sample read records alone.",
            support="Schools offer two pupils’ groups who would talk about it.",
            next_step="The lead asks both groups before the next meeting.",
            look_again_on=HELD - ago + 90,
            confidence=Confidence.SOME,
        )
    if talk.until == State.AGREED:
        step(AGREED, talk.agency, "agree")


def _made(story: Story, value: Any) -> Any:
    """Return a number of days as a day, and somebody’s key as their agency."""
    if isinstance(value, int):
        return story.days.ahead(value)
    return story.people[value].agency if value in story.people else value


def _now(story: Story, ago: int, talk: Talk, person: Person) -> Conversation:
    agency = story.people[talk.agency].agency
    if agency is None:
        raise ValueError(f"{talk.agency} belongs to no agency.")
    return conversations_for(person).get(pk=story.made[f"talk:{ago}:{agency.pk}"].pk)


def _answer(record: Conversation, person: Person, *, with_line: bool) -> None:
    for line in lines_of(record):
        line.how_much, line.how_well, line.difference = HOW_MUCH, HOW_WELL, DIFFERENCE
        line.evidence_seen, line.for_update = SEEN, UPDATE if with_line else line.for_update
        services.answer(by=person, line=line)
