"""A year of the invented partnership's records: every state of every record, dated relative to today.

What happened is written down as plain data; it is lived through the services and moves that the pages use.
"""

from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from home.demo.records import (
    asked,
    asking,
    audits,
    casework,
    census,
    chronology,
    conversations,
    cycle,
    deaths,
    earlier_deaths,
    embedding,
    external,
    extracts,
    families,
    groups,
    horizon,
    improvement,
    indicators,
    meetings,
    national,
    own_figures,
    panels,
    papers,
    picture,
    priorities,
    publications,
    questionnaires,
    readiness,
    recommendations,
    redaction,
    rules,
    scrutiny,
    self_assessments,
    sharing,
    single_agency,
    tracker,
    voice,
    week,
    year,
    yearly_report,
    young,
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
    tracker.tell(story)
    recommendations.tell(story)
    conversations.tell(story)
    national.tell(story)
    external.tell(story)
    horizon.tell(story)
    picture.tell(story)
    scrutiny.tell(story)
    audits.tell(story)
    self_assessments.tell(story)
    single_agency.tell(story)
    readiness.tell(story)
    papers.tell(story)
    year.tell(story)
    rules.tell(story)
    questionnaires.tell(story)
    asking.tell(story)
    sharing.tell(story)
    publications.tell(story)
    yearly_report.tell(story)
    indicators.tell(story)
    own_figures.tell(story)
    asked.tell(story)
    census.tell(story)
    embedding.tell(story)
    voice.tell(story)
    young.tell(story)
    chronology.tell(story)
    redaction.tell(story)
    meetings.tell(story)
    week.tell(story)
    story.live()
