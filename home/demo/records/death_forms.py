"""Reporting forms about the death whose information is being gathered: one sent, one saved, one not opened.

For deaths that eCDOP holds, the days on which forms were asked for and complete there.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.utils import timezone

from cdop import services
from cdop.models import ChildDeath
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from home.demo.records.story import Story

# Days ago, and days until they are due.
ASKED, ANSWERED, SAVED, DUE = 12, 8, 3, 9
# Days after the death.
ASKED_IN_ECDOP, COMPLETE_IN_ECDOP = 7, 45
YES, NO = {"answer": "yes", "reason": ""}, {"answer": "no", "reason": ""}
# Who knew the child: role, setting, whose agency in the demo, and an address where nobody contributes for the agency.
KNEW = (
    ("Health visitor", "A children’s centre", "contributor_trust", ""),
    ("Midwife", "A hospital", "contributor_trust", ""),
    ("General practitioner", "A general practice", "health_partner", "general.practitioner@demo.example"),
    ("Family support worker", "A children’s centre", "pig_voluntary", "family.support@demo.example"),
)
SENT: dict[str, dict[str, Any]] = {
    "death-1": {
        "death-known": YES,
        "death-service": "Midwives and the health visitor saw mother and child seven times, last five days before.",
        "death-supplements": ["sudden"],
        "death-statements": ["sibling"],
    },
    "circumstances-1": {
        "circumstances-mode": "resuscitated",
        "circumstances-resuscitation": "The ambulance crew for twenty minutes, then the hospital for half an hour.",
        "circumstances-place": "home",
        "death-circumstances": "Asleep on a sofa beside a parent. Not known more exactly.",
    },
    "factors-1": {
        "factors-child": "Born at term, healthy, growing well. A cold in the week before.",
        "factors-social": "A warm home with grandparents near. A parent was very tired and smokes outside.",
        "factors-place": "One bedroom for four people. The cot stood in a cold room.",
        "factors-service": "Every visit was made. Safe sleep was talked about with the mother alone.",
    },
    "access-1": {
        "access-poverty": YES,
        "access-poverty-how": "The family heated one room only.",
        "access-barriers": ["language"],
        "access-barriers-how": "The grandparents speak little English. No interpreter was booked for them.",
    },
    "lessons-1": {
        "lessons-good": "The same midwife stayed with the family from booking to the tenth day.",
        "lessons-learned": "Safe sleep is now talked about with everybody who puts the child to bed.",
        "lessons-harm": NO,
        "lessons-family": "Whether the cold in the week before should have been seen by a doctor.",
    },
    "form-sudden": {
        "sudden-found": "Seen well at midnight, found before five in the morning.",
        "sudden-sleep": "On a sofa beside a parent, under a blanket. The room was warm.",
        "sudden-around": "A parent smokes outside. No drink or drugs are known of.",
        "sudden-feeding": "Feeding well. A blocked nose, no fever.",
        "sudden-advice": "Given by midwife and health visitor, to the mother.",
    },
}
BEGUN = {
    "death-known": YES,
    "death-service": "A weekly visit at home since the birth.",
    "death-supplements": ["sudden"],
}


def tell_of_forms(story: Story, key: str) -> None:
    """Add the asking and answering about a death that is worked on here."""

    def at(days: int, hour: int) -> Any:
        return at_time(story.days.ahead(-days), time(hour))

    def ask(by: Person) -> None:
        people = {story.people[whose] for _, _, whose, _ in KNEW}
        agencies = {person.agency.pk: person.agency for person in people if person.agency}
        services.ask_for_forms(
            by=by,
            death=_death(story, key),
            agencies=[agency for _, agency in sorted(agencies.items())],
            due_on=story.days.ahead(DUE),
            supplements=["sudden"],
        )

    def send(by: Person) -> None:
        asked = _asked_of(story, key, by)
        for section, answers in SENT.items():
            part = answering.part_for(by=by, asked=asked, section=section)
            answering.save_part(by=by, part=part, answers=answers)
        RETURN.apply("send", asked, by=by)

    def save(by: Person) -> None:
        part = answering.part_for(by=by, asked=_asked_of(story, key, by), section="death-1")
        answering.save_part(by=by, part=part, answers=BEGUN)

    story.then(at(ASKED, 10), "cdop", ask)
    story.then(at(ANSWERED, 15), "contributor_trust", send)
    story.then(at(SAVED, 16), "pig_voluntary", save)


def _death(story: Story, key: str) -> ChildDeath:
    record: ChildDeath = story.made[f"death:{key}"]
    record.refresh_from_db()
    return record


def _asked_of(story: Story, key: str, person: Person) -> Return:
    return Return.objects.get(request__about_reference=_death(story, key).reference, agency=person.agency)


def in_ecdop(story: Story, key: str, asked_on: date, complete_on: date) -> Callable[[Person], None]:
    """Return the step that records when forms were asked for, and complete, in eCDOP."""

    def step(by: Person) -> None:
        record = _death(story, key)
        record.forms_asked_on, record.forms_complete_on = asked_on, min(complete_on, timezone.localdate())
        services.change_death(by=by, death=record)

    return step
