"""What the national form asks besides, for two incidents: one complete, one begun and with another area to tell."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from reviews import services
from reviews.choices import Answer
from reviews.queries import facts_of

COMPLETE = {
    "harm_types": ["neglect"],
    "alleged_sources": ["mother", "father"],
    "place_type": "home",
    "area_of_incident": "Enfield",
    "area_of_residence": "Enfield",
    "other_area": Answer.NO,
    "known_to": ["social_care", "health", "education"],
    "police_investigation": Answer.YES,
    "coroner": Answer.NO,
    "media_interest": Answer.NO,
}
BEGUN = {
    "harm_types": ["criminal", "physical"],
    "alleged_sources": ["not_known"],
    "place_type": "public",
    "area_of_incident": "Enfield",
    "area_of_residence": "Haringey",
    "other_area": Answer.YES,
}
CHILD = {
    "sex": "female",
    "ethnicity": "not_known",
    "religion": "not_known",
    "disability": Answer.NO,
    "first_language": "English",
    "immigration_matter": Answer.NO,
    "legal_status": "none",
    "placement": "family",
    "plan": "child_in_need",
    "education": "mainstream",
    "household": "Parents and one sibling",
    "siblings_safe": Answer.YES,
}
AGES = (8, 3)


def tell(story: Story, awareness: dict[str, date]) -> None:
    """Add the steps that answer what the national form asks."""
    story.then(at_time(awareness["open"], time(16)), "sin_lead", _write(story, "open", COMPLETE))
    story.then(at_time(awareness["open"], time(16, 20)), "sin_lead", _write_children(story, "open"))
    later = at_time(awareness["consulting"], time(16)) + timedelta(minutes=10)
    story.then(later, "sin_lead", _write(story, "consulting", BEGUN))


def _now(story: Story, key: str) -> Any:
    record = story.made[key]
    record.refresh_from_db()
    return record


def _write(story: Story, key: str, facts: dict[str, Any]) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = _now(story, key)
        for name, value in facts.items():
            setattr(record, name, value)
        story.made[key] = services.write_details(by=by, incident=record)

    return step


def _write_children(story: Story, key: str) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = _now(story, key)
        for child, age in zip(record.case.children.all(), AGES, strict=True):
            facts = facts_of(record, child)
            facts.age = age
            for name, value in CHILD.items():
                setattr(facts, name, value)
            services.write_child(by=by, facts=facts)

    return step
