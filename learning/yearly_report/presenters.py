"""The yearly reports in plain values: which there are, and what one still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name
from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.ui.words import date_in_words
from learning import plan_days
from learning.choices import PublicationState
from learning.models import LearningPublication
from learning.plan_days import PlanDay
from learning.publications.drafting import NOTHING
from learning.publications.queries import parts_of
from learning.publications.skeleton import SECTIONS
from learning.publications.tables import COLOURS
from learning.publications.text import Section, answered, says, sections
from learning.yearly_report.queries import asked_for, years_to_begin

MILESTONES = (
    "report-data",
    "report-child-deaths",
    "report-contributions",
    "report-draft",
    "report-agreed",
    "report-published",
    "report-sent",
)


@dataclass(frozen=True)
class Gap:
    """How far one section is: what stands in it, and where its words are written."""

    key: str
    heading: str
    asks: str
    word: str
    colour: str
    url: str


@dataclass(frozen=True)
class Contribution:
    """What became of one agency’s contribution."""

    agency: str
    word: str
    colour: str
    url: str


def reports_page(reports: Sequence[LearningPublication], person: Person) -> dict[str, Any]:
    """Return the context of the page of all reports."""
    writes = person.may(Permission.PUBLISH_LEARNING)
    return {
        "title": "Yearly reports",
        "section": "sharing",
        "reports": [(one, COLOURS[PublicationState(one.state)]) for one in reports],
        "may_begin": writes and bool(years_to_begin()),
    }


def gaps_page(report: LearningPublication, person: Person) -> dict[str, Any]:
    """Return the context of the page that says what a report still lacks."""
    year = report.gathered_from.year if report.gathered_from else 0
    writes = report.is_open and person.may(Permission.PUBLISH_LEARNING)
    gaps = [_gap(report, one, writes) for one in sections(report, parts_of(report))]
    asked = [_contribution(one) for one in asked_for(report)]
    return {
        "title": "What is still missing",
        "caption": f"{report.reference} {report.title}",
        "report": report,
        "year": year_name(year),
        "gaps": gaps,
        "empty": sum(one.word == NOTHING for one in gaps),
        "nothing": NOTHING,
        "asked": asked,
        "missing": sum(not one.word.startswith("Replied") for one in asked),
        "ask_url": f"{reverse('returns:ask')}?about={report.reference}"
        if writes and person.may(Permission.ASK_AGENCIES)
        else "",
        # The report on a year is written in the next.
        "milestones": [_milestone(one) for one in plan_days.days(year + 1, MILESTONES).values()],
    }


def _gap(report: LearningPublication, section: Section, writes: bool) -> Gap:
    said = says(section)
    own, records = sum(not one.source for one in said), sum(bool(one.source) for one in said)
    if not answered(section):
        word = NOTHING
    else:
        words = ["in our own words"] * bool(own) + [f"{records} from records"] * bool(records)
        word = " and ".join(words).capitalize()
    narrative = next((one for one in section.parts if not one.source), None)
    url = reverse("learning:publication-part", args=[report.reference, narrative.pk]) if narrative and writes else ""
    colour = "red" if word == NOTHING else "green" if own else "blue"
    return Gap(section.key, section.heading, SECTIONS[section.key].asks, word, colour, url)


def _contribution(asked: Return) -> Contribution:
    if asked.state in REPLIED and asked.sent_at:
        word, colour = f"Replied, {date_in_words(asked.sent_at)}", "green"
    else:
        word, colour = f"Asked for by {date_in_words(asked.due_on)}", "yellow"
    return Contribution(asked.agency.name, word, colour, asked.get_absolute_url())


def _milestone(day: PlanDay) -> tuple[str, str, str]:
    """Return a day of the year plan: what, by when and how it stands, and where the plan has it."""
    if not day.in_plan:
        standing = ", by the rule: the plan of that year is not made yet"
    else:
        standing = "" if day.is_open else ", done or left out"
    return day.label, f"{date_in_words(day.due_on)}{standing}", day.url
