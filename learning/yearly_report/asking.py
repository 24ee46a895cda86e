"""What each agency is asked for the yearly report. What it answers and the unit accepts stands in its sections."""

from datetime import date, timedelta

from django.utils import timezone

from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.returns.kinds import RequestKind
from escp.returns.queries import merged
from learning import plan_days
from learning.gathering import Gathered
from learning.models import LearningPublication
from learning.publications.skeleton import SKELETON
from learning.yearly_report.queries import CONTRIBUTION, contributed, reports_for

QUESTIONNAIRE = "yearly-report-contribution"
DUE = "report-contributions"
# Where the year plan names no day that lies ahead.
USUAL_TIME = timedelta(days=30)


def contribution_due_on(report: LearningPublication) -> date:
    """Return the day that the plan of the year after names for contributions; thirty days from today once it is past.

    The framework sets no day: both are the partnership’s own.
    """
    year = report.gathered_from.year + 1 if report.gathered_from else 0
    day = plan_days.days(year, (DUE,)).get(DUE)
    today = timezone.localdate()
    return day.due_on if day and day.due_on > today else today + USUAL_TIME


def why_closed(report: LearningPublication) -> str:
    """Return why nothing is contributed any more, in words; empty while the report is open."""
    return "" if report.is_open else f"{report.reference} takes no contributions: its text is closed."


def question_of(section: str) -> str:
    """Return the key of the question whose answer stands in a section."""
    return f"report-{section.replace('_', '-')}"


def from_agencies(since: date, until: date) -> list[tuple[str, Gathered]]:
    """Return what agencies contributed to the report on a year, by section."""
    found = []
    for asked in contributed(since, until):
        answers = merged(asked.parts.all())
        for section in SKELETON:
            if words := str(answers.get(question_of(section.key)) or "").strip():
                one = Gathered(asked.reference, asked.agency.name, words, asked.get_absolute_url())
                found.append((section.key, one))
    return found


CONTRIBUTION_TO_REPORT = RequestKind(
    key=CONTRIBUTION,
    label="Contribution to the yearly report",
    questionnaire=QUESTIONNAIRE,
    about="learning.LearningPublication",
    visible=reports_for,
    due=contribution_due_on,
    closed=why_closed,
    level=Level.LOCAL,
    authority="Milestone of the yearly report, set by the partnership",
    remind=(before_due(14, "d"), before_due(3, "d"), before_due(0)),
    escalate=ladder(agency_lead=after_due(1), delegated=after_due(5)),
)
