"""Invented national reviews, one in every state; one of them the invented panel asks about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from actionplans.services import join_recommendation, record_recommendations
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns.lifecycle import RETURN
from escp.returns.services import answering
from home.demo.records.asking import SIGNED
from home.demo.records.story import Story
from reviews import services
from reviews.asking import ASSURANCE
from reviews.choices import GroupDecision, NationalUse, Relevance
from reviews.lifecycle import NATIONAL_REVIEW
from reviews.models import NationalReview
from reviews.queries.national import asked_after, said_after

PUBLISHER = "Panel of the Seven Meadows (invented)"
WHOM = ("contributor_trust", "pig_schools", "pig_police")
ASSURANCE_OF, INFORMATION_OF = NationalUse.ASSURANCE, NationalUse.INFORMATION
LANTERN = (
    "Partnerships should ask every child who moves where home is.",
    "The old school should tell the new one on the day on which a child moves.",
    "Health records should follow a child within five working days.",
)


@dataclass(frozen=True)
class National:
    """A national review and how far the partnership has come: days ago of each step, the newest last."""

    key: str
    title: str
    about: str
    words: tuple[str, ...]
    logged: int
    until: str = "logged"
    use: NationalUse | str = ""
    relevance: Relevance | str = Relevance.HIGH
    why: str = ""
    panel: bool = False


REVIEWS = (
    National(
        "lantern",
        "“The Lantern in the Hall”: an invented review of children who move from place to place",
        "Twelve invented children moved more than four times in a year. Nobody held the whole of their story.",
        LANTERN,
        logged=180,
        until="closed",
        use=ASSURANCE_OF,
        why="Two of our own reviews found the same.",
        panel=True,
    ),
    National(
        "kettle",
        "“The Kettle and the Key”: an invented review of supervision in the home",
        "How invented teams talked, or did not, about what a child’s day is like.",
        ("Supervision should begin with the child’s day.", "Managers should sit in on one visit a quarter."),
        logged=120,
        until="decided",
        use=ASSURANCE_OF,
        why="Supervision came up in one of our rapid reviews.",
    ),
    National(
        "ferry",
        "“The Ferry at Dusk”: an invented review of children who travel alone",
        "Invented children who came by water, and who met them.",
        ("Every child who travels alone should be met by somebody who speaks their language.",),
        logged=90,
        until="collated",
        use=ASSURANCE_OF,
        relevance=Relevance.MEDIUM,
        why="Few children here travel alone; those who do are met by many agencies.",
    ),
    National(
        "orchard",
        "“The Orchard Wall”: an invented review of harm between children",
        "What invented schools saw and whom they told.",
        ("Schools should record who was told, and what came of it.", "Police should reply within two working days."),
        logged=30,
        until="assurance_requested",
        use=ASSURANCE_OF,
        why="Schools ask for it.",
        panel=True,
    ),
    National(
        "thimble",
        "“The Thimble”: an invented review of very small babies",
        "Invented families in their first six weeks.",
        ("Health visitors should see where a baby sleeps.",),
        logged=16,
        until="triaged",
        use=INFORMATION_OF,
        relevance=Relevance.LOW,
        why="Our own learning goes further. It is shared with health visitors.",
    ),
    National(
        "tide",
        "“The Tide Table”: an invented review of boarding on islands",
        "Invented boarding houses that the sea cuts off.",
        (),
        logged=45,
        until="not_relevant",
        why="There is no boarding house and no island in our area.",
    ),
    National(
        "bell",
        "“The Bell at Noon”: an invented review of children who are taught at home",
        "Invented children whom no school knew.",
        ("Councils should know of every child who is taught at home.",),
        logged=3,
    ),
)
ORDER = ("logged", "triaged", "assurance_requested", "collated", "decided", "closed")
# Days after it was logged.
PANEL, TRIAGED, ASKED, ANSWERED, COLLATED, DECIDED, REPORTED, CLOSED = 1, 5, 8, 25, 40, 48, 52, 120
PANEL_WAITS = 60


def tell(story: Story) -> None:
    """Add the steps of every national review, as far as it has come."""
    for one in REVIEWS:
        _tell(story, one)


def _tell(story: Story, one: National) -> None:
    def at(days: int, minute: int = 0) -> datetime:
        return at_time(story.days.ahead(days - one.logged), time(9, minute))

    story.then(at(0), "officer", _log(story, one))
    if one.panel:
        story.then(at(PANEL, 5), "manager", _panel_asks(story, one))
    if one.until == "not_relevant":
        story.then(at(TRIAGED, 10), "manager", _move(story, one, "find_not_relevant", relevance_reason=one.why))
        return
    reached = ORDER.index(one.until)
    if reached >= ORDER.index("triaged"):
        facts: dict[str, Any] = {"use": one.use, "relevance": one.relevance, "relevance_reason": one.why}
        story.then(at(TRIAGED, 15), "manager", _move(story, one, "triage", **facts))
    if reached >= ORDER.index("assurance_requested"):
        story.then(at(ASKED, 20), "officer", _ask(story, one))
        replying = WHOM if reached > ORDER.index("assurance_requested") else WHOM[:1]
        for number, key in enumerate(replying):
            answered = ANSWERED if reached > ORDER.index("assurance_requested") else ASKED + 10
            story.then(at(answered, 25 + number), key, _reply(story, one))
    if reached >= ORDER.index("collated"):
        story.then(at(COLLATED, 30), "officer", _collate(story, one))
    if reached >= ORDER.index("decided"):
        decided_on = at(DECIDED).date()
        reason = "Agencies stand well but for the handing on of records. The theme of this year takes it up."
        facts = {"decision": GroupDecision.THEME, "decision_reason": reason, "decided_on": decided_on}
        story.then(at(DECIDED, 35), "pig_chair", _move(story, one, "decide", **facts))
    if reached >= ORDER.index("closed"):
        story.then(at(REPORTED, 40), "manager", _report(story, one))
        changed = "The council’s form for a move now asks where home is, and schools tell each other on the day."
        story.then(at(CLOSED, 45), "manager", _move(story, one, "close", what_changed=changed))


def _log(story: Story, one: National) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        review = services.log_national_review(
            by=by,
            review=NationalReview(
                title=one.title,
                publisher=PUBLISHER,
                published_on=story.days.ahead(-one.logged - 6),
                address=f"https://reviews.demo.example/{one.key}/",
                about=one.about,
            ),
        )
        story.made[f"national:{one.key}"] = review
        words = [(number, text) for number, text in enumerate(one.words, start=1)]
        for made in record_recommendations(by=by, activity=review.activity, words=words):
            if one.key == "lantern":
                join_recommendation(by=by, recommendation=made, learning_point=story.made["point:someone-stays"])

    return step


def _panel_asks(story: Story, one: National) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        review = story.made[f"national:{one.key}"]
        review.panel_asked_on = story.days.ahead(PANEL - one.logged)
        review.panel_request = "Please say where your partnership stands against each recommendation."
        review.panel_due_on = story.days.ahead(PANEL_WAITS - one.logged)
        services.record_panel_request(by=by, review=review)

    return step


def _move(story: Story, one: National, name: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        key = f"national:{one.key}"
        story.made[key] = NATIONAL_REVIEW.apply(name, story.made[key], by=by, **facts)

    return step


def _ask(story: Story, one: National) -> Callable[[Person], None]:
    agencies = [story.people[key].agency for key in WHOM]
    return _move(
        story,
        one,
        "request_assurance",
        agencies=[agency for agency in agencies if agency],
        due_on=story.days.ahead(ANSWERED + 17 - one.logged),
        title=ASSURANCE.label,
        message="\n".join(f"{number}. {text}" for number, text in enumerate(one.words, start=1)),
    )


def _reply(story: Story, one: National) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        asked = asked_after(story.made[f"national:{one.key}"]).get(agency=by.agency)
        part = answering.part_for(by=by, asked=asked, section="assurance-1")
        answers = {
            "assurance-position": "We do what is recommended in most teams.",
            "assurance-evidence": "Twenty records were read by a second pair of eyes.",
            "assurance-gap": "Records come late when a family moves across the border.",
        }
        answering.save_part(by=by, part=part, answers=answers)
        RETURN.apply("send", asked, by=by, **SIGNED)

    return step


def _collate(story: Story, one: National) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        key = f"national:{one.key}"
        review = story.made[key]
        story.made[key] = NATIONAL_REVIEW.apply("collate", review, by=by, collated=said_after(review))

    return step


def _report(story: Story, one: National) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        review = story.made[f"national:{one.key}"]
        review.panel_reported_on = story.days.ahead(REPORTED - one.logged)
        review.panel_report = "Agencies stand well against two of three. Records that follow a child are our theme."
        services.report_to_panel(by=by, review=review)

    return step
