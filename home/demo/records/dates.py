"""The dates of the demo's incidents, as they came about."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from reviews import services


def tell_partners(story: Story, key: str, aware_on: date) -> None:
    """The police and health are told on the day on which the council knows."""

    def step(by: Person) -> None:
        record = _now(story, key)
        record.partners_told_on = aware_on
        story.made[key] = services.tell_partners(by=by, incident=record)

    story.then(at_time(aware_on, time(14, 20)), "sin_lead", step)


def copy_to_unit(story: Story, key: str, at: datetime) -> None:
    """The business unit gets its copy soon after the notification."""

    def step(by: Person) -> None:
        record = _now(story, key)
        record.copied_to_unit_on = timezone.localdate(at)
        story.made[key] = services.copy_to_unit(by=by, incident=record)

    story.then(at, "sin_lead", step)


def _now(story: Story, key: str) -> Any:
    """Return a record as it stands, read again: another step may have saved it meanwhile."""
    record = story.made[key]
    record.refresh_from_db()
    return record
