"""The columns of a tracker: what may be brought in, what a file may only repeat, and how headings call them.

The words are also the headings of the file that is taken out, so that it is understood when it comes back.
"""

from collections.abc import Callable
from datetime import date

from actionplans.tracker.days import When, read_when
from escp.imports.cells import Unreadable, text_up_to
from escp.imports.columns import Column, identifier_in

LONGEST_WORDS = 4000


def _plain_text(most: int) -> Callable[[str, date], str]:
    within = text_up_to(most)

    def read(text: str, today: date) -> str:
        if found := identifier_in(text):
            raise Unreadable(f"this has {found} in it. Take it out: an action identifies nobody.")
        return within(text, today)

    return read


WORDS = _plain_text(LONGEST_WORDS)

REFERENCE = Column("reference", "Reference", ("ref", "action ref", "action reference", "ref no", "no", "id"), WORDS)
SOURCE = Column("source", "Source", ("origin", "source of action", "where from", "review", "from"), WORDS)
RECOMMENDATION = Column("recommendation", "Recommendation", ("recommendations", "rec", "finding"), WORDS)
THEME = Column("theme", "Learning theme", ("theme", "themes", "area"), WORDS)
OUTCOME = Column(
    "desired_outcome",
    "Desired outcome for children",
    ("desired outcome", "outcome", "outcomes", "intended outcome", "objective", "what will be better for children"),
    _plain_text(2000),
)
TITLE = Column(
    "title",
    "Action",
    ("actions", "action required", "specific action", "agreed action", "what will change", "task"),
    _plain_text(4000),
    required=True,
)
DESCRIPTION = Column(
    "description", "What will be done", ("details", "detail", "action detail", "description", "how"), WORDS
)
LEAD = Column(
    "lead_agency",
    "Lead agency",
    ("agency", "lead", "organisation", "lead organisation", "responsible agency", "partner"),
    WORDS,
)
OWNER = Column(
    "owner",
    "Named owner",
    (
        "owner", "owner s", "owners", "action owner", "lead officer", "lead person", "named lead", "lead name",
        "owner name", "owner s name", "name of owner", "name of lead", "lead officer name", "responsible person", "who",
        "by whom", "assigned to", "responsible",
    ),
    WORDS,
    names_staff=True,
)  # fmt: skip
CONTRIBUTING = Column("contributing", "Contributing agencies", ("partners", "supporting agencies", "support"), WORDS)
STARTS_ON = Column("starts_on", "Start", ("start date", "starts", "date started", "date raised"), read_when)
MILESTONES = Column("milestones", "Milestones", ("interim milestones", "interim dates"), WORDS)
DUE_ON = Column(
    "due_on",
    "Due",
    ("due date", "date due", "deadline", "timescale", "timescales", "by when", "target date", "completion date"),
    read_when,
)
MEASURE = Column("measure", "Success measure", ("success measures", "measure", "evidence of success", "kpi"), WORDS)
BASELINE = Column("baseline", "Baseline", (), WORDS)
TARGET = Column("target", "Target", (), WORDS)
JUDGED = Column("judged", "Judged on", ("measure date",), WORDS)
METHOD = Column("method", "Evidence method", ("method", "how it will be evidenced"), WORDS)
EVIDENCE = Column("evidence", "Evidence", ("evidence files", "evidence of impact"), WORDS)
PROGRESS = Column(
    "progress",
    "Progress note",
    ("progress", "update", "updates", "progress update", "comments", "latest update", "notes", "progress notes"),
    _plain_text(2000),
)
PROGRESS_ON = Column("progress_on", "Progress noted on", ("date of update",), WORDS)
BRAG = Column("brag", "BRAG", ("rag", "rag rating", "brag rating", "rag status", "brag status"), WORDS)
STATE = Column("state", "State", ("status", "progress status", "action status"), WORDS)
UPDATED = Column("updated", "Last updated", ("date last updated",), WORDS)
BARRIER = Column("barrier", "Barriers", ("barrier", "barriers and risks", "risks", "issues"), WORDS)
DECISION = Column("decision", "PIG decision", ("decision", "minute"), WORDS)
CLOSED = Column("closed", "Closed", ("closed date", "date closed", "date completed", "completed"), WORDS)
LEVEL = Column("level", "Closure evidence level", ("evidence level",), WORDS)
CHECKED = Column("checked", "Check after closing", ("review after closure date", "review date"), WORDS)
VERSION = Column("version", "Version here", (), WORDS)

# In the order in which they stand in the file that is taken out.
COLUMNS = (
    REFERENCE, SOURCE, RECOMMENDATION, THEME, OUTCOME, TITLE, DESCRIPTION, LEAD, OWNER, CONTRIBUTING, STARTS_ON, DUE_ON,
    MILESTONES, MEASURE, BASELINE, TARGET, JUDGED, METHOD, EVIDENCE, PROGRESS, PROGRESS_ON, BRAG, STATE, UPDATED,
    BARRIER, DECISION, CLOSED, LEVEL, CHECKED, VERSION,
)  # fmt: skip
TAKEN_OUT = COLUMNS
REQUIRED = (TITLE,)
BY_NAME = {column.name: column for column in COLUMNS}
DAYS = (STARTS_ON, DUE_ON)
NAMES = (LEAD, OWNER)
TEXTS = (TITLE, DESCRIPTION, OUTCOME)
# What stands beside the action itself, one a line.
BESIDE = (CONTRIBUTING, MILESTONES)
EDITABLE = (*TEXTS, *NAMES, *DAYS, *BESIDE, PROGRESS)
# Of a new row these are kept in its own words; of a known one they may not be changed by a file, with the reason.
BY_ITS_STEPS = "This follows from the steps of the action: take the step on its page."
ON_ITS_PAGE = "This is changed on the page of the action."
WORKED_OUT = "This is worked out, and not typed."
REPEATED = {
    SOURCE: "Where an action comes from is changed on its page.",
    RECOMMENDATION: "A recommendation is locked, word for word.",
    THEME: "The theme is that of the learning point.",
    MEASURE: ON_ITS_PAGE,
    BASELINE: ON_ITS_PAGE,
    TARGET: ON_ITS_PAGE,
    JUDGED: ON_ITS_PAGE,
    METHOD: ON_ITS_PAGE,
    EVIDENCE: ON_ITS_PAGE,
    PROGRESS_ON: WORKED_OUT,
    BRAG: WORKED_OUT,
    STATE: BY_ITS_STEPS,
    UPDATED: WORKED_OUT,
    BARRIER: BY_ITS_STEPS,
    DECISION: BY_ITS_STEPS,
    CLOSED: BY_ITS_STEPS,
    LEVEL: BY_ITS_STEPS,
    CHECKED: BY_ITS_STEPS,
}

__all__ = ["COLUMNS", "EDITABLE", "REPEATED", "REQUIRED", "TAKEN_OUT", "When"]
