"""Redacted editions of reports: one being drafted, one that waits for a second person, one approved, one withdrawn."""

from datetime import time
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Step, Story
from reviews import reported
from reviews.lifecycle import REDACTED
from reviews.services import redacting

WORDS = (("the corner shop", "a shop"), ("Larkwood", "(place)"))
# Days ago, by the review of an incident; how far each edition has come.
BEGUN = {"lcspr": 2, "concluded": 4, "published": 9, "unpublished": 20}
CHECKED, APPROVED, WITHDRAWN = ("concluded", "published", "unpublished"), ("published", "unpublished"), ("unpublished",)
SETTLED, HANDED, AGREED, TAKEN_BACK = time(14, 30), time(15), time(16, 20), time(16, 50)


def tell(story: Story) -> None:
    """Add the steps of the editions."""
    for incident, ago in BEGUN.items():
        day = story.days.ahead(-ago)
        story.then(at_time(day, time(14)), "officer", _begin(story, incident))
        if incident in CHECKED:
            story.then(at_time(day, SETTLED), "officer", _settle(story, incident))
            story.then(at_time(day, HANDED), "officer", _move(story, incident, "check"))
        if incident in APPROVED:
            story.then(at_time(day, AGREED), "council_partner", _move(story, incident, "approve"))
        if incident in WITHDRAWN:
            why = "The partners decided to publish information on the improvements instead."
            story.then(at_time(day, TAKEN_BACK), "manager", _move(story, incident, "withdraw", withdrawal_reason=why))


def _begin(story: Story, incident: str) -> Step:
    def begin(by: Person) -> None:
        kind, review = reported.REPORTS["rapid-review"], story.made[f"rapid:{incident}"]
        review.refresh_from_db()
        story.made[f"redacted:{incident}"] = redacting.start_edition(by=by, kind=kind, record=review, words=WORDS)

    return begin


def _settle(story: Story, incident: str) -> Step:
    def settle(by: Person) -> None:
        edition = story.made[f"redacted:{incident}"]
        replaced = {one.key: "a colleague" for one in redacting.left(edition)}
        redacting.settle(by=by, edition=edition, replaced=replaced, accepted={})

    return settle


def _move(story: Story, incident: str, name: str, **facts: Any) -> Step:
    def move(by: Person) -> None:
        key = f"redacted:{incident}"
        story.made[key] = REDACTED.apply(name, story.made[key], by=by, **facts)

    return move
