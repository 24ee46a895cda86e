"""Invented independent scrutiny, one piece in every state: reports, challenges, and answers accepted or not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from actionplans.services import record_recommendations
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.partnership.models.plan import year_of
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from home.demo.records.asking import SIGNED
from home.demo.records.story import Story
from intelligence.models import Challenge, Indicator, Judgement, Scrutiny, ScrutinyReport
from intelligence.scrutiny import services
from intelligence.scrutiny.lifecycle import SCRUTINY
from intelligence.scrutiny.queries import returns_answering
from learning.choices import ThemeState
from learning.models import Theme

WHOM = ("contributor_trust", "pig_schools")
ORDER = ("planned", "in_progress", "findings", "response_agreed", "actions_live", "closed")
# Days after it was planned.
BEGUN, CHALLENGED, ANSWERED, JUDGED, REPORTED, AGREED, ACTED, CLOSED = 10, 20, 34, 40, 45, 52, 56, 90
DUE, ANSWER_BY = 100, 60


@dataclass(frozen=True)
class Piece:
    """One topic of the plan: what it asks, what was reported and recommended, and how far it has come."""

    key: str
    title: str
    asks: str
    planned: int
    until: str
    summary: str = ""
    challenge: str = ""
    recommends: str = ""


PIECES = (
    Piece(
        "lanterns",
        "Who carries the lantern: how children are told what was decided",
        "After a meeting about a child, who tells the child what was decided, and in which words?",
        planned=120,
        until="closed",
        summary="Twelve invented young people were asked. Four had been told by somebody whom they knew.",
        challenge="Nobody could show me who tells the child. Which of you will, and how shall I see it?",
        recommends="Each plan should name who tells the child what was decided.",
    ),
    Piece(
        "ferry",
        "The ferry that waits: how long families wait between two services",
        "How long does an invented family wait once one service has ended and the next has not begun?",
        planned=75,
        until="actions_live",
        summary="The wait is counted by each service for itself, and by nobody from one to the next.",
        challenge="Families wait between you, and no figure shows it. Who will count it?",
        recommends="The wait from one service to the next should be counted as one.",
    ),
    Piece(
        "weathervane",
        "The weathervane: what the executive did with last year’s findings",
        "Of what was found last year, what was decided, and what came of it?",
        planned=60,
        until="response_agreed",
        summary="Most invented findings led to a decision. Of a third nobody could say what came of it.",
    ),
    Piece(
        "mirror",
        "The mirror: what section 11 answers say, and what practitioners say",
        "Do practitioners say of their agency what their leaders wrote in their self-assessment?",
        planned=50,
        until="findings",
        summary="Leaders grade supervision higher than those who are supervised.",
        challenge="Your leaders and your practitioners differ on supervision. Whom should I believe, and why?",
    ),
    Piece(
        "orchard",
        "The orchard gate: how schools take part in decisions",
        "Are schools there when it is decided, or are they told afterwards?",
        planned=25,
        until="in_progress",
    ),
    Piece(
        "clockmaker",
        "The clockmaker: whether things are done on time",
        "Which deadlines are missed most, and what follows from it?",
        planned=8,
        until="planned",
    ),
)


def tell(story: Story) -> None:
    """Add the steps of every piece, as far as it has come."""
    for one in PIECES:
        _tell(story, one)
    _refer(story)


def _refer(story: Story) -> None:
    """Put two questions to the scrutineer: one waits, of the other it is said why it is not taken up."""

    def ask_about_theme(by: Person) -> None:
        asks = "Agencies say that they talk about it in supervision. Do practitioners say the same?"
        origin = ("theme", Theme.objects.filter(state=ThemeState.ACTIVE).earliest("place"))
        services.refer(by=by, scrutiny=Scrutiny(title="Talked about in supervision", asks=asks), origin=origin)

    def ask_about_figures(by: Person) -> None:
        asks = "The figures rose once the form was changed. Is a child better seen, or better recorded?"
        scrutiny = Scrutiny(title="Seen, or recorded as seen", asks=asks)
        origin = ("indicator", Indicator.objects.get(code="I09"))
        story.made["scrutiny:seen"] = services.refer(by=by, scrutiny=scrutiny, origin=origin)

    def leave(by: Person) -> None:
        because = "The mirror, which is in this year’s plan, asks practitioners the same."
        SCRUTINY.apply("leave", story.made["scrutiny:seen"], by=by, not_taken_up_because=because)

    story.then(at_time(story.days.ahead(-7), time(12, 50)), "pig_chair", ask_about_theme)
    story.then(at_time(story.days.ahead(-9), time(12, 50)), "pig_chair", ask_about_figures)
    story.then(at_time(story.days.ahead(-5), time(12, 50)), "scrutineer", leave)


def _tell(story: Story, one: Piece) -> None:
    def at(days: int, minute: int) -> datetime:
        return at_time(story.days.ahead(days - one.planned), time(12, minute))

    reached = ORDER.index(one.until)
    story.then(at(0, 0), "scrutineer", _plan(story, one))
    if reached >= 1:
        story.then(at(BEGUN, 5), "scrutineer", _move(story, one, "begin"))
        if one.challenge:
            story.then(at(CHALLENGED, 10), "scrutineer", _challenge(story, one))
            for number, key in enumerate(WHOM[:2] if reached > 2 else WHOM[:1]):
                story.then(at(ANSWERED, 15 + number), key, _answer(story, one))
            story.then(at(JUDGED, 20), "scrutineer", _judge(story, one))
    if reached >= 2:
        story.then(at(REPORTED, 25), "scrutineer", _report(story, one))
        story.then(at(REPORTED, 26), "scrutineer", _move(story, one, "hand_in"))
        if one.recommends:
            story.then(at(REPORTED, 27), "manager", _recommend(story, one))
    if reached >= 3:
        facts = {
            "response": "The executive thanks the scrutineer, agrees with what was found, and says what follows.",
            "response_agreed_on": at(AGREED, 0).date(),
            "minute": f"Executive {at(AGREED, 0):%B %Y}, item 3",
        }
        story.then(at(AGREED, 30), "manager", _move(story, one, "agree_response", **facts))
    if reached >= 4:
        story.then(at(ACTED, 35), "manager", _move(story, one, "act"))
    if reached >= 5:
        changed = "Each invented plan now names who tells the child. Nine of ten young people knew who it was."
        story.then(at(CLOSED, 40), "scrutineer", _move(story, one, "close", what_changed=changed))


def _plan(story: Story, one: Piece) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        planned = story.days.ahead(-one.planned)
        story.made[f"scrutiny:{one.key}"] = services.plan(
            by=by,
            scrutiny=Scrutiny(
                title=one.title,
                year=year_of(planned),
                asks=one.asks,
                method="Talks with practitioners and young people, and a look at twelve records.",
                scrutineer=by.full_name,
                report_due_on=story.days.ahead(DUE - one.planned),
            ),
        )

    return step


def _move(story: Story, one: Piece, name: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        key = f"scrutiny:{one.key}"
        story.made[key] = SCRUTINY.apply(name, story.made[key], by=by, **facts)

    return step


def _challenge(story: Story, one: Piece) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        story.made[f"challenge:{one.key}"] = services.challenge(
            by=by,
            raised=Challenge(
                scrutiny=story.made[f"scrutiny:{one.key}"],
                words=one.challenge,
                because="What young people and practitioners told me, and twelve records.",
            ),
            agencies=[agency for key in WHOM if (agency := story.people[key].agency)],
            due_on=story.days.ahead(ANSWER_BY - one.planned),
        )

    return step


def _asked(story: Story, one: Piece) -> list[Return]:
    return returns_answering(story.made[f"challenge:{one.key}"])


def _answer(story: Story, one: Piece) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        asked = next(each for each in _asked(story, one) if each.agency == by.agency)
        part = answering.part_for(by=by, asked=asked, section="challenge-1")
        said = {"challenge-position": "partly", "challenge-answer": "We shall name who does it, and show it by March."}
        answering.save_part(by=by, part=part, answers=said)
        RETURN.apply("send", asked, by=by, **SIGNED)

    return step


def _judge(story: Story, one: Piece) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        challenge = story.made[f"challenge:{one.key}"]
        for asked in [each for each in _asked(story, one) if not each.is_open]:
            why = "It says who, and by when." if ORDER.index(one.until) > 2 else "It does not say how I shall see it."
            accepted = ORDER.index(one.until) > 2
            services.judge(by=by, judgement=Judgement(challenge=challenge, asked=asked, accepted=accepted, why=why))

    return step


def _report(story: Story, one: Piece) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = story.made[f"scrutiny:{one.key}"]
        services.keep_report(
            by=by,
            report=ScrutinyReport(
                scrutiny=record,
                title=one.title.partition(":")[0],
                dated_on=story.days.ahead(REPORTED - one.planned),
                summary=one.summary,
            ),
        )

    return step


def _recommend(story: Story, one: Piece) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        activity = story.made[f"scrutiny:{one.key}"].activity
        record_recommendations(by=by, activity=activity, words=[(1, one.recommends)])

    return step
