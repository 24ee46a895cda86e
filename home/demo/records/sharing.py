"""Invented learning that is passed on: sent and answered, corrected, and still being written."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from home.demo.records.asking import ANSWERS, SIGNED
from home.demo.records.story import Story
from learning.choices import Publication, ShareMethod
from learning.models import Dissemination
from learning.sharing import services
from learning.sharing.lifecycle import SHARING
from learning.sharing.queries import disseminations_for


@dataclass(frozen=True)
class Shared:
    """Something shared: written and sent so many days ago, what it carries, whom it goes to, and who answered."""

    key: str
    title: str
    method: ShareMethod
    words: str
    points: tuple[str, ...]
    to: tuple[str, ...]
    written: int
    sent: int = 0
    answered: tuple[str, ...] = ()
    corrects: str = ""
    publication: Publication = Publication.PARTNERS


FATHERS = "Before you write that a father is not involved, say who asked him, and when. Then say what the child sees."
DISAGREE = "You may be the only one who worries. Say so, to whom, and by when you expect an answer. Then go one up."
IN_TIME = "What you know helps only before the decision. Ask by when it is needed, and say when you hold nothing."
SHARED = (
    Shared(
        "in time",
        "Seven minutes on sharing what you know in time",
        ShareMethod.SEVEN_MINUTES,
        IN_TIME,
        ("point:in-time",),
        ("pig_police", "pig_schools"),
        written=90,
        sent=88,
        answered=("pig_police", "pig_schools"),
    ),
    Shared(
        "briefing",
        "Seven minutes on asking a second question",
        ShareMethod.SEVEN_MINUTES,
        FATHERS,
        ("point:every-adult", "point:changes-what-we-do"),
        ("pig_police", "pig_schools", "contributor_trust"),
        written=46,
        sent=44,
        answered=("pig_police", "pig_schools"),
        publication=Publication.PUBLIC,
    ),
    Shared(
        "guide",
        "How to disagree, on one page",
        ShareMethod.ONE_MINUTE,
        DISAGREE,
        ("point:taken-further",),
        ("pig_police", "pig_voluntary"),
        written=26,
        sent=25,
        answered=("pig_police",),
    ),
    Shared(
        "guide again",
        "How to disagree, on one page, with the right telephone numbers",
        ShareMethod.ONE_MINUTE,
        DISAGREE,
        ("point:taken-further",),
        ("pig_police", "pig_voluntary"),
        written=21,
        sent=20,
        corrects="guide",
    ),
    Shared(
        "news",
        "Training news for the spring",
        ShareMethod.TRAINING_NEWS,
        "What we teach has changed: the day on neglect now asks first what the child’s day is like.",
        ("point:changes-what-we-do",),
        ("pig_schools",),
        written=2,
        publication=Publication.RESTRICTED,
    ),
)
# Days after it was sent.
ANSWERED = 2


def tell(story: Story) -> None:
    """Add the steps of everything that is shared."""
    for one in SHARED:
        _tell(story, one)


def _tell(story: Story, one: Shared) -> None:
    def then(days: int, by: str, step: object) -> None:
        story.then(at_time(story.days.ahead(-days), time(15, 20)), by, step)  # type: ignore[arg-type]

    then(one.written, "officer", lambda by: _write(story, one, by))
    if one.sent:
        then(one.sent, "manager", lambda by: _send(story, one, by))
    for key in one.answered:
        then(one.sent - ANSWERED, key, lambda by: _answer(story, one, by))


def _now(story: Story, key: str, by: Person) -> Dissemination:
    return disseminations_for(by).get(pk=story.made[f"shared:{key}"].pk)


def _write(story: Story, one: Shared, by: Person) -> None:
    record = Dissemination(title=one.title, method=one.method, words=one.words, publication=one.publication)
    record.audience = "All who work with families, and those who supervise them"
    chosen: dict[str, Any] = {
        "points": [story.made[key] for key in one.points],
        "agencies": [agency for key in one.to if (agency := story.people[key].agency)],
        "why": "It came back in more than one review.",
    }
    if one.corrects:
        sent = _now(story, one.corrects, by)
        record = services.correct(by=by, sent=sent, correction=record, **chosen)
    else:
        record = services.write(by=by, dissemination=record, **chosen)
    story.made[f"shared:{one.key}"] = record


def _send(story: Story, one: Shared, by: Person) -> None:
    SHARING.apply("send", _now(story, one.key, by), by=by)


def _answer(story: Story, one: Shared, by: Person) -> None:
    asked = Return.objects.get(request=_now(story, one.key, by).request, agency=by.agency)
    for section, answers in ANSWERS.items():
        part = answering.part_for(by=by, asked=asked, section=section)
        answering.save_part(by=by, part=part, answers=answers)
    asked.refresh_from_db()
    RETURN.apply("send", asked, by=by, **SIGNED)
