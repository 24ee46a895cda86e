"""Who stands in for whom, so that My week of a deputy has something to show."""

from collections.abc import Callable
from datetime import date, time, timedelta

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.partnership.services import name_deputy
from home.demo.records.story import Story

# (principal, deputy, first day in days before today, last day in days ahead)
DEPUTIES = (
    ("manager", "officer", 2, 12),
    ("sin_lead", "manager", 1, 9),
    ("pig_schools", "pig_chair", 6, 20),
)


def tell(story: Story) -> None:
    """Add the deputies of people who are away."""
    for principal, deputy, ago, ahead in DEPUTIES:
        day = story.days.today - timedelta(days=ago)
        story.then(at_time(day, time(9, 5)), principal, _named(story, deputy, day, story.days.ahead(ahead)))


def _named(story: Story, deputy: str, starts_on: date, ends_on: date) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        name_deputy(by=by, person=by, deputy=story.people[deputy], starts_on=starts_on, ends_on=ends_on)

    return step
