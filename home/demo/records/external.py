"""Invented learning from elsewhere, one item in every state; the triage of one is overdue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from actionplans.services import record_recommendations
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns.lifecycle import RETURN
from escp.returns.services import answering
from home.demo.records.asking import SIGNED
from home.demo.records.story import Story
from intelligence.choices import ExternalKind
from intelligence.external import services
from intelligence.external.asking import ASSURANCE
from intelligence.external.lifecycle import EXTERNAL
from intelligence.models import ExternalItem
from reviews.choices import GroupDecision, Relevance
from reviews.queries.national import asked_after, said_after

WHOM = ("contributor_trust", "pig_schools")
ANSWER = {
    "assurance-position": "Every new worker is told on the first day; those who came earlier are not asked yet.",
    "assurance-evidence": "Ten records were read by a second pair of eyes.",
    "assurance-gap": "Nobody looks at how it goes at night.",
}


@dataclass(frozen=True)
class External:
    """Something published elsewhere: what it says in our own words, when it was logged, and how far it has come."""

    key: str
    kind: ExternalKind
    title: str
    publisher: str
    summary: str
    logged: int
    until: str = "logged"
    recommends: str = ""
    relevance: Relevance | str = Relevance.HIGH
    why: str = ""
    panel: bool = False


ITEMS = (
    External(
        "pantry",
        ExternalKind.JTAI,
        "“The Empty Pantry”: an invented inspection of six areas on neglect",
        "The Inspectorates of the Long Valley (invented)",
        "Invented workers wrote down what a home looked like, and seldom what a day in it was like for the child.",
        logged=110,
        until="closed",
        recommends="Supervisors should ask in each talk what a day in the home is like for the child.",
        why="Neglect is a theme of ours, and two of our audits found the same.",
    ),
    External(
        "cradle",
        ExternalKind.NCMD,
        "“Where the Cradle Stood”: an invented report on babies and sleep",
        "Register of the Twelve Hills (invented)",
        "Most invented families had been told how a baby sleeps safely. Few had been asked where it sleeps.",
        logged=90,
        until="decided",
        recommends="Whoever visits a newborn baby should see where it sleeps, by day and by night.",
        why="Home visits here are short, and the night is not asked about.",
    ),
    External(
        "echo",
        ExternalKind.PANEL,
        "“An Echo on the Stairs”: an invented paper on babies who are not seen",
        "Panel of the Seven Meadows (invented)",
        "The invented panel read twenty reviews. In most of them an adult was met and the baby slept upstairs.",
        logged=75,
        until="collated",
        recommends="A visit to a baby should end only once the baby was seen awake.",
        why="The panel asks every partnership, and health visitors here raise it.",
        panel=True,
    ),
    External(
        "barge",
        ExternalKind.OTHER_REVIEW,
        "“The Barge by the Weir”: an invented review by a neighbouring partnership",
        "Reedmarsh Partnership (invented)",
        "An invented family lived on the water and moved each month. Three areas thought that another one knew them.",
        logged=24,
        until="assurance_requested",
        recommends="Areas along one river should tell each other when a family moves.",
        relevance=Relevance.MEDIUM,
        why="The river runs through our area as well.",
    ),
    External(
        "candle",
        ExternalKind.HMI_PROBATION,
        "“A Candle for Each Window”: an invented inspection of work with fathers on probation",
        "The Inspectorates of the Long Valley (invented)",
        "Invented officers knew of the children of those whom they supervised, and wrote to nobody about them.",
        logged=12,
        until="triaged",
        relevance=Relevance.LOW,
        why="Officers here already write to the council on the first day. It goes into the next update.",
    ),
    External(
        "quarry",
        ExternalKind.CORONER,
        "“The Quarry Pool”: an invented report to prevent deaths in open water",
        "Coroner of the Grey Downs (invented)",
        "An invented quarry stood open for years, and every agency took its fence to be the task of another.",
        logged=50,
        until="not_relevant",
        why="There is no open water of this kind in our area; the council’s own plan covers the canal.",
    ),
    External(
        "parcel",
        ExternalKind.NSPCC,
        "“The Parcel That Came Back”: an invented summary of reviews about letters that nobody opened",
        "Library of the Open Door (invented)",
        "Invented letters went to old addresses. A missed appointment was taken for a choice of the parents.",
        logged=21,
    ),
)
ORDER = ("logged", "triaged", "assurance_requested", "collated", "decided", "closed")
# Days after it was logged.
TRIAGED, ASKED, ANSWERED, COLLATED, DECIDED, CLOSED = 5, 8, 25, 40, 48, 60
DUE = 50


def tell(story: Story) -> None:
    """Add the steps of every item, as far as it has come."""
    for one in ITEMS:
        _tell(story, one)


def _tell(story: Story, one: External) -> None:
    def at(days: int, minute: int) -> datetime:
        return at_time(story.days.ahead(days - one.logged), time(11, minute))

    story.then(at(0, 0), "officer", _log(story, one))
    if one.until == "not_relevant":
        story.then(at(TRIAGED, 5), "manager", _move(story, one, "find_not_relevant", relevance_reason=one.why))
        return
    reached = ORDER.index(one.until)
    if reached >= ORDER.index("triaged"):
        facts: dict[str, Any] = {"relevance": one.relevance, "relevance_reason": one.why}
        story.then(at(TRIAGED, 10), "manager", _move(story, one, "triage", **facts))
    if reached >= ORDER.index("assurance_requested"):
        story.then(at(ASKED, 15), "officer", _ask(story, one))
    if reached >= ORDER.index("collated"):
        for number, key in enumerate(WHOM):
            story.then(at(ANSWERED, 20 + number), key, _reply(story, one))
        story.then(at(COLLATED, 25), "officer", _collate(story, one))
    if reached >= ORDER.index("decided"):
        facts = {
            "decision": GroupDecision.THEME,
            "decision_reason": "Agencies differ on what they ask about the night. The theme of this year takes it up.",
            "decided_on": at(DECIDED, 0).date(),
            "minute": f"PIG {at(DECIDED, 0):%B %Y}, item 4",
        }
        story.then(at(DECIDED, 30), "pig_chair", _move(story, one, "decide", **facts))
    if reached >= ORDER.index("closed"):
        told = f"Learning update of {at(CLOSED, 0):%B %Y}"
        story.then(at(CLOSED, 35), "manager", _move(story, one, "close", reported_back=told))


def _log(story: Story, one: External) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        item = services.log_item(
            by=by,
            item=ExternalItem(
                title=one.title,
                publisher=one.publisher,
                kind=one.kind,
                published_on=story.days.ahead(-one.logged - 9),
                address=f"https://elsewhere.demo.example/{one.key}/",
                summary=one.summary,
                requested_by_panel=one.panel,
            ),
        )
        story.made[f"external:{one.key}"] = item
        if one.recommends:
            record_recommendations(by=by, activity=item.activity, words=[(1, one.recommends)])

    return step


def _move(story: Story, one: External, name: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        key = f"external:{one.key}"
        story.made[key] = EXTERNAL.apply(name, story.made[key], by=by, **facts)

    return step


def _ask(story: Story, one: External) -> Callable[[Person], None]:
    agencies = [story.people[key].agency for key in WHOM]
    return _move(
        story,
        one,
        "request_assurance",
        agencies=[agency for agency in agencies if agency],
        due_on=story.days.ahead(DUE - one.logged),
        title=ASSURANCE.label,
        message=f"Please tell us where you stand.\n1. {one.recommends}",
    )


def _reply(story: Story, one: External) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        asked = asked_after(story.made[f"external:{one.key}"], ASSURANCE).get(agency=by.agency)
        part = answering.part_for(by=by, asked=asked, section="assurance-1")
        answering.save_part(by=by, part=part, answers=ANSWER)
        RETURN.apply("send", asked, by=by, **SIGNED)

    return step


def _collate(story: Story, one: External) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        key = f"external:{one.key}"
        item = story.made[key]
        story.made[key] = EXTERNAL.apply("collate", item, by=by, collated=said_after(item, ASSURANCE))

    return step
