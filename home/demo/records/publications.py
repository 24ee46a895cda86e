"""Invented publications in every state: updates, a briefing with a later edition, guides on their way, one dropped."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from learning.choices import Publication, ShareMethod
from learning.models import LearningPublication
from learning.publications import services
from learning.publications.lifecycle import PUBLICATION
from learning.publications.queries import publications_for
from learning.publications.text import left

SEVEN = (
    "In several reviews somebody knew what would have changed the decision, and said it a week too late.",
    "A child is safe because of what is decided. What comes after the decision protects nobody.",
    "People waited for a form, for a manager or for certainty. Nobody had said by when it was needed.",
    "Ask by when it is needed. Say what you know, and what you only suspect. Pick up the telephone first.",
    "A long referral form, a shared inbox that nobody reads, and fear of having said too much.",
    "You may share what protects a child. Say when you hold nothing: silence reads like an answer.",
    "In your next team meeting, take one case and ask: who else would want to know this today?",
)
ONE = (
    "A way to disagree about a child with colleagues of another agency, in steps.",
    "Worries that were not taken further came up in review after review.",
    "Everybody who works with families.",
    "You say what worries you, to whom, and by when you expect an answer. Then it goes one level up.",
    "Talk first. Write it down the same day. Tell your lead for safeguarding.",
    "Ask the business unit of the partnership.",
)
GUIDE = (
    "Every adult in a child’s life is part of the assessment.",
    "The worker asks who lives with the child, who comes and goes, and what the child says of each of them.",
    "Visits at hours when only the mother is at home, and forms with room for one parent.",
    "Ask. Write down who said it. Ask again at the next visit. Say so when you could not find out.",
    "The learning points on this theme, and the training for supervisors.",
)
OPENING = "This half year taught us to ask a second question, and to say in time what we know."
MAY_STAY = "It is about no case."
WAY = {"check": "officer", "approve": "pig_chair", "publish": "manager", "withdraw": "manager"}


@dataclass(frozen=True)
class Written:
    """One publication: from which record, what its parts say, and how many days ago each step was taken."""

    key: str
    kind: ShareMethod
    title: str
    words: tuple[str, ...]
    began: int
    steps: tuple[tuple[str, int], ...] = ()
    about: str = ""
    instead: str = ""
    readers: Publication = Publication.PUBLIC
    to: tuple[str, ...] = ()


PUBLICATIONS = (
    Written(
        "first",
        ShareMethod.SEVEN_MINUTES,
        "Seven minutes on telling others in time",
        SEVEN,
        began=70,
        steps=(("check", 69), ("approve", 67), ("publish", 66)),
        about="point:in-time",
    ),
    Written(
        "later",
        ShareMethod.SEVEN_MINUTES,
        "Seven minutes on telling others in time, second edition",
        SEVEN,
        began=18,
        steps=(("check", 17), ("approve", 16), ("publish", 15)),
        about="point:in-time",
        instead="first",
        to=("pig_police", "pig_schools"),
    ),
    Written(
        "last update",
        ShareMethod.UPDATE,
        "Learning from Practice Update",
        (OPENING,),
        began=32,
        steps=(("check", 30), ("approve", 27), ("publish", 24)),
        to=("pig_police", "pig_schools"),
    ),
    Written(
        "one minute",
        ShareMethod.ONE_MINUTE,
        "One minute on how to disagree",
        ONE,
        began=9,
        steps=(("check", 8), ("approve", 6)),
        about="point:taken-further",
        readers=Publication.PARTNERS,
    ),
    Written(
        "guide",
        ShareMethod.PRACTICE_GUIDE,
        "How to ask after every adult",
        GUIDE,
        began=7,
        steps=(("check", 5),),
        about="point:every-adult",
        readers=Publication.PARTNERS,
    ),
    Written(
        "dropped",
        ShareMethod.ONE_MINUTE,
        "One minute on thresholds",
        (),
        began=8,
        steps=(("withdraw", 7),),
        about="point:taken-further",
    ),
    Written("next update", ShareMethod.UPDATE, "Learning from Practice Update", (OPENING,), began=2),
)


def tell(story: Story) -> None:
    """Add the steps of everything that is published, or on its way."""
    for one in PUBLICATIONS:
        _tell(story, one)


def _tell(story: Story, one: Written) -> None:
    def then(days: int, by: str, step: object) -> None:
        story.then(at_time(story.days.ahead(-days), time(16, 10)), by, step)  # type: ignore[arg-type]

    then(one.began, "officer", lambda by: _write(story, one, by))
    for name, days in one.steps:
        then(days, WAY[name], lambda by, name=name: _move(story, one, name, by))


def _now(story: Story, key: str, by: Person) -> LearningPublication:
    return publications_for(by).get(pk=story.made[f"published:{key}"].pk)


def _write(story: Story, one: Written, by: Person) -> None:
    record = LearningPublication(title=one.title, readers=one.readers, audience="all who work with families")
    if one.kind == ShareMethod.UPDATE:
        record = services.draft_update(by=by, publication=record)
    else:
        instead = _now(story, one.instead, by) if one.instead else None
        about = story.made[one.about].reference
        record = services.draft_briefing(by=by, publication=record, about=about, kind=one.kind, instead=instead)
    story.made[f"published:{one.key}"] = record
    for part, words in zip(record.parts.all(), one.words, strict=False):
        part.words = words
        services.write_part(by=by, part=part)
    if one.steps and one.words:
        record = _now(story, one.key, by)
        found = {wording.key: MAY_STAY for wording in left(record)}
        services.settle(by=by, publication=record, replaced={}, accepted=found)


def _move(story: Story, one: Written, name: str, by: Person) -> None:
    facts: dict[str, Any] = {}
    if name == "withdraw":
        facts = {"withdrawal_reason": "The guide on how to disagree says it already."}
    record = _now(story, one.key, by)
    if name == "publish" and services.points_carried(record):
        facts = {"agencies": [agency for key in one.to if (agency := story.people[key].agency)]}
    PUBLICATION.apply(name, record, by=by, **facts)
