"""What invented young people said: one thing in every state, and the page of the Young Safeguarding Ambassadors."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from intelligence.models import YoungVoice
from intelligence.young import services
from intelligence.young.lifecycle import YOUNG


@dataclass(frozen=True)
class Said:
    """One thing that was said: how many days ago, and how far it came."""

    key: str
    words: str
    ago: int
    until: str
    promised: str = ""
    did: str = ""


SAID = (
    Said(
        "letters",
        "Nobody tells us what happens after we talk to somebody.",
        80,
        "done",
        "Everybody who talks to a worker hears what happens next, in writing or by message.",
        "You now get a message within three days. We asked ten of you: eight had one.",
    ),
    Said(
        "hours",
        "Meetings about us are in school hours, and then everybody in class knows.",
        30,
        "promised",
        "Meetings are offered after school first. We count how many are.",
    ),
    Said("words", "You use words that nobody our age says.", 4, "waiting"),
    Said("name", "My worker should be moved.", 20, "withheld"),
    Said("taken back", "I was not heard at my old school.", 25, "withdrawn"),
)
PROMISED, TOLD, OWED = 3, 45, 60


def tell(story: Story) -> None:
    """Add the steps of what was said, and the address of the ambassadors’ page."""

    def at(one: Said, days: int) -> datetime:
        return at_time(story.days.ahead(days - one.ago), time(15, 40))

    for one in SAID:
        story.then(at(one, 0), "officer", partial(_record, story, one))
        if one.until in ("promised", "done"):
            facts: dict[str, Any] = {"said": one.words, "promised": one.promised}
            facts["owed_on"] = story.days.ahead(OWED - one.ago)
            story.then(at(one, PROMISED), "manager", partial(_move, story, one, "promise", facts))
        if one.until == "done":
            facts = {"did": one.did, "told_how": "Meeting of the ambassadors"}
            story.then(at(one, TOLD), "manager", partial(_move, story, one, "tell_back", facts))
        if one.until in ("withheld", "withdrawn"):
            name = "withhold" if one.until == "withheld" else "withdraw"
            story.then(at(one, PROMISED), "manager", partial(_move, story, one, name, {}))
    story.then(at(SAID[0], 0), "manager", _address)


def _address(by: Person) -> None:
    services.new_link(by=by)


def _record(story: Story, one: Said, by: Person) -> None:
    voice = YoungVoice(said=one.words, heard_how="Meeting of the ambassadors, with their youth worker")
    story.made[f"young:{one.key}"] = services.record(by=by, voice=voice)


def _move(story: Story, one: Said, name: str, facts: dict[str, Any], by: Person) -> None:
    key = f"young:{one.key}"
    story.made[key] = YOUNG.apply(name, story.made[key], by=by, **facts)
