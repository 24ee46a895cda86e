"""Invented surveys of practitioners: temperature checks of three quarters, and surveys in every other state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns.queries import published
from home.demo.records.story import Story
from intelligence.choices import CommentState
from intelligence.models import Survey
from intelligence.voice import services
from intelligence.voice.lifecycle import SURVEY
from intelligence.voice.queries import comments_waiting

QUESTIONS = "temperature-check"
AGREES = ("thresholds", "advice", "sharing", "disagree", "supervision", "voice")
STEPS = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")
# How many of each kind of place answer: the last two are too few to stand alone.
WHERE = (("council", 9), ("health", 8), ("education", 6), ("police", 3), ("voluntary", 2))
OPENED, ANSWERED, CLOSED, READ, SHARED = 0, 6, 15, 18, 26


@dataclass(frozen=True)
class Asked:
    """One survey: when it was prepared, how far it came, how content people are, and what some of them write."""

    key: str
    title: str
    prepared: int
    until: str
    mood: int = 0
    words: tuple[str, ...] = ()
    learned: str = ""


SURVEYS = (
    Asked(
        "first",
        "Temperature check, two quarters ago",
        220,
        "shared",
        0,
        ("Supervision is cancelled whenever somebody is ill.", "I never hear what became of my referral."),
        "Few of you are told what becomes of a referral. The front door now answers each one within three days.",
    ),
    Asked(
        "second",
        "Temperature check, last quarter",
        125,
        "shared",
        1,
        ("The answer from the front door comes now, and it helps.", "Nobody asks fathers, we included."),
        "You hear back more often. Supervision stays short: managers look at it with you until the summer.",
    ),
    Asked(
        "third",
        "Temperature check of this quarter",
        24,
        "closed",
        1,
        (
            "Advice by telephone takes two days. Children wait with us.",
            "Supervision has time for the child again.",
            "At night nobody knows whom to ring.",
        ),
    ),
    Asked("nights", "Survey on help at night and at weekends", 7, "open", 0, ("The rota hangs on one office’s wall.",)),
    Asked("draft", "Survey on work with fathers", 2, "draft"),
    Asked("dropped", "Survey on forms", 60, "dropped"),
)


def tell(story: Story) -> None:
    """Add the steps of every survey, as far as it has come."""
    for one in SURVEYS:
        _tell(story, one)


def _tell(story: Story, one: Asked) -> None:
    def at(days: int, minute: int) -> datetime:
        return at_time(story.days.ahead(days - one.prepared), time(14, minute))

    story.then(at(0, 0), "officer", _prepare(story, one))
    if one.until == "dropped":
        why = "The audit of forms asked the same people last month."
        story.then(at(3, 5), "manager", _move(story, one, "drop", dropped_because=why))
    if one.until in ("draft", "dropped"):
        return
    story.then(at(OPENED, 10), "manager", _move(story, one, "open_it"))
    story.then(at(ANSWERED, 15), "officer", _answers(story, one))
    if one.until == "open":
        return
    story.then(at(CLOSED, 20), "officer", _move(story, one, "close"))
    story.then(at(READ, 25), "officer", _read(story, one, leave=one.until == "closed"))
    if one.until == "shared":
        told = f"Learning update of {at(SHARED, 0):%B %Y}"
        story.then(at(SHARED, 30), "manager", _move(story, one, "share", learned=one.learned, told=told))


def _prepare(story: Story, one: Asked) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        version = published(QUESTIONS)
        if version is not None:
            story.made[f"survey:{one.key}"] = services.start_survey(
                by=by,
                survey=Survey(
                    title=one.title,
                    audience="Everybody who works with children and families here",
                    why="To know what helps you to keep children safe, and what stands in your way.",
                    asks=version,
                    closes_on=story.days.ahead(CLOSED - one.prepared),
                ),
            )

    return step


def _move(story: Story, one: Asked, name: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        key = f"survey:{one.key}"
        story.made[key] = SURVEY.apply(name, story.made[key], by=by, **facts)

    return step


def _answers(story: Story, one: Asked) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        words = list(one.words)
        for answers in _people(one.mood):
            given = answers | ({"temperature-words": words.pop()} if words else {})
            services.answer(survey=story.made[f"survey:{one.key}"], answers=given)

    return step


def _people(mood: int) -> Iterator[dict[str, Any]]:
    """Give what each invented person chooses: mixed, always alike, and a little better with the mood."""
    for place, (where, people) in enumerate(WHERE):
        for person in range(people):
            spread = {
                f"temperature-{name}": STEPS[min(4, (person * 3 + number * 2 + place) % 4 + mood)]
                for number, name in enumerate(AGREES)
            }
            yield {"temperature-where": where} | spread


def _read(story: Story, one: Asked, *, leave: bool) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        survey = story.made[f"survey:{one.key}"]
        rows = list(comments_waiting(survey))
        if leave:
            # One waits, one is shown, one is withheld: every state occurs.
            shown, held = rows[0], rows[1]
            decided = {shown.pk: (CommentState.SHOWN, shown.words), held.pk: (CommentState.WITHHELD, "")}
        else:
            decided = {comment.pk: (CommentState.SHOWN, comment.words) for comment in rows}
        services.screen(by=by, survey=survey, decided=decided)

    return step
