"""What a fixed point says of itself, and where the work of one is done."""

from dataclasses import dataclass, field
from datetime import date

from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.deadlines.clocks import Escalation, Level, Offset, after_due, before_due, ladder
from home.choices import Part
from home.year_plan.rules import DateRule

FRAMEWORK = "Learning and Improvement Framework"


@dataclass(frozen=True)
class Place:
    """Where the work of a fixed point is done: in words, and a page for those whose role opens it, if there is one."""

    words: str
    url_name: str = ""
    permission: Permission | None = None


OUTSIDE = Place("This is done outside the service for now. Write in the note where its papers are kept.")
TALKS = Place(
    "Each agency’s actions, its answers to the three questions, and what was said.",
    "actionplans:conversations",
    Permission.SEE_ALL_ACTIONS,
)
THEMES = Place("The Three Themes, and those proposed.", "learning:themes", Permission.SEE_LEARNING)
LEARNING = Place("The learning points from which it is written.", "learning:learning-points", Permission.SEE_LEARNING)
AUDITS = Place(
    "The year’s multi-agency audits, in the programme that the Practice Improvement Group agrees.",
    "audits:programme",
    Permission.SEE_LEARNING,
)
SINGLE_AGENCY = Place(
    "The years of single-agency audits: agencies are asked there, and the papers of the March meeting are made there.",
    "audits:single-agency-years",
    Permission.SEE_LEARNING,
)
TRAINING = Place(
    "What each agency states of its own training: they are asked once a year.",
    "learning:training",
    Permission.SEE_LEARNING,
)
POLICIES = Place("The policy changes that are required, and those made.", "learning:policies", Permission.SEE_LEARNING)
FIGURES = Place(
    "What agencies are asked for each quarter, and what they answered.",
    "intelligence:asked-figures",
    Permission.KEEP_INTELLIGENCE,
)
SURVEYS = Place("The surveys of practitioners.", "intelligence:surveys", Permission.SEE_LEARNING)
REPORT = Place(
    "The yearly report: its sections, what it still lacks, and what agencies contribute.",
    "learning:yearly-reports",
    Permission.READ_REPORT_DRAFTS,
)
REFERENCE_DATA = Place(
    "An administrator keeps bank holidays and rules under reference data.", "admin:index", Permission.MANAGE_ACCOUNTS
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One fixed point, with a date rule for each time that it recurs in a year.

    `short` is what the plan's cells say, where the row says the rest. `further` is the rule for one more that a person
    may add. `weeks` is how long before its date the work on it begins.
    """

    key: str
    part: Part
    label: str
    short: str
    ask: str
    days: tuple[DateRule, ...]
    weeks: int
    owed_by: RoleKey
    authority: str
    level: Level
    remind: tuple[Offset, ...]
    escalate: tuple[Escalation, ...]
    place: Place = field(default=OUTSIDE)
    further: DateRule | None = None

    def label_of(self, number: int, due_on: date) -> str:
        """Return the label of the nth in a year: by its number where more may be added, else by its month."""
        if self.further:
            return f"{self.label} {number}"
        return f"{self.label}, {due_on:%B}" if len(self.days) > 1 else self.label

    def rule(self, number: int) -> DateRule:
        """Return the date rule of the nth in a year; what a person added beyond the rules goes by `further`."""
        return self.days[number - 1] if number <= len(self.days) else self.further or self.days[-1]


TO_PARTNERS = ladder(delegated=after_due(5))
DAYS_BEFORE = (before_due(14, "d"), before_due(3, "d"))
