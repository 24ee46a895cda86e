"""What the columns of a chronology hold, known by their headings in the words that agencies use, in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_HEADING = 80
# A title and a few lines of explanation may stand above the headings.
LOOK_AT_ROWS = 30

Rows = Sequence[tuple[int, list[str]]]


class Column(StrEnum):
    """What one column holds."""

    DATE = "date"
    TIME = "time"
    AGENCY = "agency"
    SOURCE = "source"
    EVENT = "event"
    RESPONSE = "response"
    SEEN = "seen"
    ANALYSIS = "analysis"
    OTHER = "other"
    SKIP = "skip"


LABELS = {
    Column.DATE: "Date, or date and time",
    Column.TIME: "Time",
    Column.AGENCY: "Agency",
    Column.SOURCE: "Source",
    Column.EVENT: "Event",
    Column.RESPONSE: "Response",
    Column.SEEN: "Child seen or heard",
    Column.ANALYSIS: "Comment or analysis",
    Column.OTHER: "Keep it with the event, under its heading",
    Column.SKIP: "Leave it out",
}
# The first that fits counts: an “event date” is a date, an “agency response” a response.
WORDS = (
    (Column.DATE, {"date", "dates", "when"}),
    (Column.SEEN, {"seen", "heard", "voice"}),
    (Column.ANALYSIS, {"analysis", "comment", "comments", "commentary", "reflection", "significance"}),
    (Column.SOURCE, {"source", "sources", "author", "record", "records", "reference"}),
    (Column.RESPONSE, {"response", "responses", "outcome", "outcomes", "action", "actions"}),
    (
        Column.EVENT,
        {"event", "events", "happened", "contact", "incident", "details", "detail", "description", "information"},
    ),
    (Column.AGENCY, {"agency", "organisation", "service"}),
    (Column.TIME, {"time"}),
)


@dataclass(frozen=True)
class Layout:
    """Where the headings of a table stand, if it has any, and what each column holds."""

    heading: int | None
    columns: tuple[Column, ...]

    @property
    def is_known(self) -> bool:
        """Whether it tells a date and an event."""
        return Column.DATE in self.columns and Column.EVENT in self.columns


def column_of(heading: str) -> Column:
    """Return what a column with this heading holds; OTHER for one that is not known."""
    words = set(re.findall(r"[a-z]+", heading.lower())) if len(heading) <= LONGEST_HEADING else set()
    if "birth" in words:
        return Column.OTHER
    return next((column for column, known in WORDS if words & known), Column.OTHER)


def columns_of(headings: Sequence[str]) -> tuple[Column, ...]:
    """Return what each column holds. Nothing is held twice: of two columns of a kind the second is another."""
    found: list[Column] = []
    for heading in headings:
        column = column_of(heading)
        found.append(Column.OTHER if column in found else column)
    return tuple(found)


def layout_of(rows: Rows) -> Layout:
    """Find the headings of a table. Without any, its layout is not known."""
    for number, texts in rows[:LOOK_AT_ROWS]:
        layout = Layout(number, columns_of(texts))
        if layout.is_known:
            return layout
    return Layout(None, (Column.SKIP,) * width_of(rows))


def width_of(rows: Rows) -> int:
    """Return how many columns a table has."""
    return max((len(texts) for _, texts in rows), default=0)
