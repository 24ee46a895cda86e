"""A year of the invented partnership's records: every state of every record, dated relative to today.

What happened is written down as plain data; it is lived through the services and moves that the pages use.
"""

from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from home.demo.records import (
    asking,
    audits,
    casework,
    chronology,
    cycle,
    deaths,
    earlier_deaths,
    extracts,
    families,
    groups,
    improvement,
    national,
    panels,
    papers,
    priorities,
    questionnaires,
    recommendations,
    redaction,
    rules,
    self_assessments,
    week,
    year,
)
from home.demo.records.story import Story


@transaction.atomic
def load(people: dict[str, Person]) -> None:
    """Make the records of a year for the demo's people, who are given by key."""
    story = Story(people, timezone.now())
    priorities.make(story)
    groups.tell(story)
    casework.tell(story)
    deaths.tell(story)
    extracts.tell(story)
    earlier_deaths.tell(story)
    families.tell(story)
    panels.tell(story)
    cycle.tell(story)
    improvement.tell(story)
    recommendations.tell(story)
    national.tell(story)
    audits.tell(story)
    self_assessments.tell(story)
    papers.tell(story)
    year.tell(story)
    rules.tell(story)
    questionnaires.tell(story)
    asking.tell(story)
    chronology.tell(story)
    redaction.tell(story)
    week.tell(story)
    story.live()
