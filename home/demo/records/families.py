"""The families of the demo’s children who have died: who is there for them, and what they ask. All of it is invented.

The newest death has no key worker yet, as its page says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from cdop import services
from cdop.choices import CarriedTo, ContactBy, Relative
from cdop.models import ContactPlan, FamilyContact, FamilyQuestion, KeyWorker
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.deaths import DEATHS
from home.demo.records.story import Story
from reviews.choices import Answer


@dataclass(frozen=True)
class Bereaved:
    """A family: its key worker, how it is spoken with, what it asks and what it was told, in days after the death."""

    key: str
    role: str
    setting: str
    how: str = ""
    avoid: str = ""
    guide_not_yet: str = ""
    said: str = ""
    question: str = ""
    carried_to: str = ""
    carried_day: int = 0
    answer: str = ""


FAMILIES = (
    Bereaved(
        key="response",
        role="Bereavement nurse",
        setting="A hospital",
        how="A telephone call in the evening, never at work. A visit once the examination is over.",
        guide_not_yet="The family is staying with relatives. It is brought to the first visit.",
    ),
    Bereaved(
        key="gathering",
        role="Consultant paediatrician",
        setting="A hospital",
        how="A visit every second week, with the health visitor.",
        avoid="The day of the month on which the baby died. Letters: they are hard to open.",
        said="The parents are glad that somebody comes. They asked what the examination found, and when.",
        question="Would the baby have lived if we had slept in the bed?",
    ),
    Bereaved(
        key="met",
        role="Bereavement nurse",
        setting="A hospice",
        question="Why was there no crossing where so many children walk to school?",
        carried_to=CarriedTo.MEETING,
        carried_day=60,
    ),
    Bereaved(
        key="reviewed",
        role="Neonatal nurse",
        setting="A hospital",
        question="Could the birth have been held off for longer?",
        carried_to=CarriedTo.PANEL,
        carried_day=90,
        answer="No. Everything that can hold off a birth was given, and in time.",
    ),
    Bereaved(
        key="closed",
        role="Bereavement nurse",
        setting="A hospital",
        question="Why did each person who answered our call not know of the one before?",
        carried_to=CarriedTo.MEETING,
        carried_day=60,
        answer="The two lines keep separate records. Both were asked to share them, and have agreed.",
    ),
)


def tell(story: Story) -> None:
    """Add what happened with every family."""
    deaths = {death.key: death for death in DEATHS}
    for family in FAMILIES:
        died_on = story.days.ago(deaths[family.key].ago)
        _tell(story, family, at_time(died_on, time(14)))


def _tell(story: Story, family: Bereaved, began: datetime) -> None:
    story.then(began, "cdop", _name(story, family))
    if family.how:
        story.then(began + timedelta(hours=1), "cdop", _plan(story, family))
    if family.said:
        story.then(began + timedelta(days=12), "cdop", _speak(story, family))
    if family.question:
        story.then(began + timedelta(days=12, minutes=5), "cdop", _ask(story, family))
    if family.carried_to:
        story.then(began + timedelta(days=family.carried_day, hours=2), "cdop", _carry(story, family))
    if family.answer:
        story.then(began + timedelta(days=family.carried_day + 2, hours=1), "cdop", _answer(story, family))


def _name(story: Story, family: Bereaved) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        worker = KeyWorker(role=family.role, setting=family.setting, since=timezone.localdate())
        services.name_key_worker(by=by, death=story.made[f"death:{family.key}"], key_worker=worker)

    return step


def _plan(story: Story, family: Bereaved) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        plan = ContactPlan(
            how=family.how,
            avoid=family.avoid,
            language="English",
            interpreter=Answer.NO,
            guide_offered_on=None if family.guide_not_yet else timezone.localdate(),
            guide_not_yet_because=family.guide_not_yet,
        )
        services.plan_contact(by=by, death=story.made[f"death:{family.key}"], plan=plan)

    return step


def _speak(story: Story, family: Bereaved) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        today, death = timezone.localdate(), story.made[f"death:{family.key}"]
        held = FamilyContact(
            planned_on=today, held_on=today, by=ContactBy.HOME, whom=Relative.PARENTS, said=family.said
        )
        to_come = FamilyContact(planned_on=story.days.ahead(6), by=ContactBy.HOME, whom=Relative.PARENTS)
        for contact in (held, to_come):
            services.record_contact(by=by, death=death, contact=contact)

    return step


def _ask(story: Story, family: Bereaved) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        question = FamilyQuestion(asked_on=timezone.localdate(), whom=Relative.MOTHER, words=family.question)
        death = story.made[f"death:{family.key}"]
        story.made[f"question:{family.key}"] = services.record_question(by=by, death=death, question=question)

    return step


def _carry(story: Story, family: Bereaved) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        question = story.made[f"question:{family.key}"]
        question.carried_to, question.carried_on = family.carried_to, timezone.localdate()
        services.record_question(by=by, death=question.death, question=question)

    return step


def _answer(story: Story, family: Bereaved) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        question = story.made[f"question:{family.key}"]
        question.answer, question.told_on, question.told_by = family.answer, timezone.localdate(), "Key worker"
        services.record_question(by=by, death=question.death, question=question)

    return step
