"""Invented counts of children known to several agencies, one in every state; every child on a list is made up."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from intelligence.models import Picture
from intelligence.picture import services
from intelligence.picture.asking import CHILDRENS_LIST
from intelligence.picture.lifecycle import PICTURE
from intelligence.picture.quality import FIRST, LAST
from intelligence.picture.queries import asked_for_lists
from intelligence.picture.services import HEADINGS

WHOM = ("contributor_trust", "pig_schools", "pig_health")
ORDER = ("proposed", "approved", "counted", "deleted")
CHILDREN = 90
SIGNED = {"signed_off_name": "Rowan Reed", "signed_off_title": "Data protection officer"}


@dataclass(frozen=True)
class Count:
    """A count: what it is for, when it was proposed, and how far it has come."""

    key: str
    title: str
    purpose: str
    proposed: int
    until: str


COUNTS = (
    Count("night", "Children whom services meet at night", "To see who is met only at night.", 5, "proposed"),
    Count("river", "Children of families who live on the water", "To see who is known to nobody else.", 9, "approved"),
    Count(
        "meadow",
        "Children known to three agencies and in no plan",
        "To see how many children several agencies worry about, while no plan brings them together.",
        20,
        "counted",
    ),
    Count("hill", "Children known to schools and health alone", "To see whom early help misses.", 40, "deleted"),
)


def tell(story: Story) -> None:
    """Propose every count, and take it as far as it has come."""
    for number, one in enumerate(COUNTS):
        reached = ORDER.index(one.until)

        def at(days: int, one: Count = one, number: int = number) -> Any:
            return at_time(story.days.ahead(days - one.proposed), time(14, number))

        story.then(at(0), "officer", _propose(story, one))
        if reached >= 1:
            approval = "The data protection officers of the invented agencies"
            story.then(at(1), "manager", _move(story, one, "approve", approval=approval))
            story.then(at(2), "officer", _ask(story, one) if one.until == "approved" else _lists(story, one))
        if reached >= 2:
            story.then(at(3), "officer", _move(story, one, "count"))
        if reached >= 3:
            story.then(at(30), "officer", _move(story, one, "delete_lists"))


def _propose(story: Story, one: Count) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        story.made[f"picture:{one.key}"] = services.propose(
            by=by,
            picture=Picture(
                title=one.title,
                purpose=one.purpose,
                lawful_basis="Children Act 2004 section 10, as each invented agency wrote down for itself.",
                period_from=story.days.ahead(-200),
                period_to=story.days.ahead(-50),
                delete_on=story.days.ahead(60),
            ),
        )

    return step


def _move(story: Story, one: Count, name: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        key = f"picture:{one.key}"
        story.made[key] = PICTURE.apply(name, story.made[key], by=by, **facts)

    return step


def _lists(story: Story, one: Count) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        dice = random.Random(one.key)  # noqa: S311  # nosec B311 invented rows, not a secret
        for key in WHOM:
            agency = story.people[key].agency
            if agency is not None:
                services.take_list(by=by, picture=story.made[f"picture:{one.key}"], agency=agency, content=_list(dice))

    return step


def _ask(story: Story, one: Count) -> Callable[[Person], None]:
    """Ask agencies for their lists; the first has handed its own in."""
    agencies = {agency for key in WHOM if (agency := story.people[key].agency)}
    letter = f"We count how many children are known to which agencies: {one.title}. Please hand in your list."
    facts: dict[str, Any] = {
        "title": CHILDRENS_LIST.label,
        "message": letter,
        "due_on": story.days.ahead(12),
        "agencies": agencies,
    }

    def step(by: Person) -> None:
        picture = PICTURE.apply("ask_for_lists", story.made[f"picture:{one.key}"], by=by, **facts)
        story.made[f"picture:{one.key}"] = picture
        person = story.people[WHOM[0]]
        asked = asked_for_lists(picture).get(agency=person.agency)
        dice = random.Random(one.key)  # noqa: S311  # nosec B311 invented rows, not a secret
        services.hand_in(by=person, asked=asked, content=_list(dice), signed=SIGNED)

    return step


def _list(dice: random.Random) -> bytes:
    """Return a list of some of the invented children, each in a plan or not."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for number in range(CHILDREN):
        if dice.random() < 0.5:
            first, last = FIRST[number % len(FIRST)], LAST[number % len(LAST)]
            born, plan = f"2015-{number % 12 + 1:02}-{number % 28 + 1:02}", "yes" if number % 3 == 0 else "no"
            writer.writerow([9_990_000_000 + number, first, last, born, "XX1 1AA", plan])
    return written.getvalue().encode()
