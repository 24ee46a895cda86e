"""Invented risks on the horizon, one in every state; one is shown by an indicator and led to a proposed audit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from intelligence.choices import Impact, Likelihood
from intelligence.horizon import services
from intelligence.horizon.asking import RISK_DATA
from intelligence.horizon.lifecycle import RISK
from intelligence.models import Indicator, RiskSignal

WHOM = ("contributor_trust", "pig_schools")


@dataclass(frozen=True)
class Risk:
    """A risk: what it is, how it is known, how many days ago it was logged, and how far it has come."""

    key: str
    title: str
    seen_by: str
    description: str
    evidence: str
    children: str
    likelihood: Likelihood
    impact: Impact
    logged: int
    until: str = "logged"
    indicator: str = ""


RISKS = (
    Risk(
        "self-harm",
        "More young people come to hospital after harming themselves",
        "The scorecard",
        "Help may come only once a young person has been in hospital.",
        "The invented figures of the last quarters rise, but for one.",
        "Young people of secondary school age",
        Likelihood.HAPPENING,
        Impact.GRAVE,
        logged=16,
        until="audit",
        indicator="I27A",
    ),
    Risk(
        "caravans",
        "Families are moved between caravans out of season",
        "Health visitors of the Long Valley (invented)",
        "Babies may be lost sight of between one address and the next.",
        "Three invented health visitors named five moves in a month.",
        "Babies in temporary homes",
        Likelihood.LIKELY,
        Impact.SERIOUS,
        logged=30,
        until="data",
    ),
    Risk(
        "ferry-lads",
        "Older boys are paid to carry parcels on the ferry",
        "Youth workers on the quay (invented)",
        "Boys may be drawn into crime by people whom they owe.",
        "Two invented youth workers heard of it from young people themselves.",
        "Boys of 14 to 17",
        Likelihood.POSSIBLE,
        Impact.SERIOUS,
        logged=40,
        until="reviewed",
    ),
    Risk(
        "well-water",
        "A new game at the old wells",
        "Head teachers of the Grey Downs (invented)",
        "Children may climb into the wells for a dare.",
        "One invented school heard of it twice.",
        "Children of 9 to 12",
        Likelihood.UNLIKELY,
        Impact.GRAVE,
        logged=60,
        until="closed",
    ),
    Risk(
        "night-bus",
        "The night bus stops running",
        "Young people at the forum (invented)",
        "Young people who work late may walk home alone.",
        "The invented timetable for the next quarter.",
        "Young people of 16 and 17",
        Likelihood.POSSIBLE,
        Impact.MODERATE,
        logged=6,
    ),
)


def tell(story: Story) -> None:
    """Put every risk on the horizon, and take it as far as it has come."""
    for number, one in enumerate(RISKS):
        story.then(at_time(story.days.ahead(-one.logged), time(13, number)), "officer", _log(story, one))
        if one.until != "logged":
            ahead = at_time(story.days.ahead(-one.logged + 4), time(13, 10 + number))
            story.then(ahead, "officer", _step(story, one))


def _log(story: Story, one: Risk) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        story.made[f"risk:{one.key}"] = services.log_risk(
            by=by,
            risk=RiskSignal(
                title=one.title,
                seen_by=one.seen_by,
                indicator=Indicator.objects.filter(code=one.indicator).first(),
                description=one.description,
                evidence=one.evidence,
                children=one.children,
                likelihood=one.likelihood,
                impact=one.impact,
                owner=by,
                review_on=story.days.ahead(50 - one.logged % 30),
            ),
        )

    return step


def _step(story: Story, one: Risk) -> Callable[[Person], None]:
    agencies = [agency for key in WHOM if (agency := story.people[key].agency)]
    steps: dict[str, tuple[str, dict[str, Any]]] = {
        "audit": ("propose_audit", {"title": "Help before hospital", "why_now": one.evidence}),
        "data": (
            "ask_for_data",
            {
                "agencies": agencies,
                "due_on": story.days.ahead(9),
                "title": RISK_DATA.label,
                "message": f"We watch a risk to children here: {one.title}. Please tell us what you see of it.",
            },
        ),
        "reviewed": (
            "review",
            {
                "likelihood": Likelihood.LIKELY,
                "impact": Impact.SERIOUS,
                "review_says": "A third youth worker says the same. The police are told.",
                "review_on": story.days.ahead(25),
            },
        ),
        "closed": ("close", {"closed_because": "The wells were covered, and no school heard of it again."}),
    }
    name, facts = steps[one.until]

    def step(by: Person) -> None:
        key = f"risk:{one.key}"
        story.made[key] = RISK.apply(name, story.made[key], by=by, **facts)

    return step
