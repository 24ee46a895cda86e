"""The words of meetings."""

from django.db.models import TextChoices


class MeetingState(TextChoices):
    """How far a meeting has come."""

    PLANNED = "planned", "Planned"
    PAPERS_OUT = "papers_out", "Papers out"
    UNDER_WAY = "under_way", "Under way"
    HELD = "held", "Held"
    AGREED = "agreed", "Minutes agreed"
    CANCELLED = "cancelled", "Does not take place"


COLOURS: dict[str, str] = {
    MeetingState.PLANNED: "grey",
    MeetingState.PAPERS_OUT: "blue",
    MeetingState.UNDER_WAY: "yellow",
    MeetingState.HELD: "purple",
    MeetingState.AGREED: "green",
    MeetingState.CANCELLED: "red",
}
TO_COME = (MeetingState.PLANNED, MeetingState.PAPERS_OUT, MeetingState.UNDER_WAY)
"""Its agenda may still change; from when the papers are out, its numbers stay."""
MINUTED = (MeetingState.UNDER_WAY, MeetingState.HELD)
"""What was said may be written and put right."""


class ItemKind(TextChoices):
    """Why something stands on an agenda, in the order in which a new one is built."""

    OPENING = "opening", "Opening"
    CARRIED = "carried", "Carried over"
    DECIDE = "decide", "For decision"
    LATE = "late", "Late"
    DUE = "due", "Due next"
    HEALTH = "health", "Thread health"
    ADDED = "added", "Added"
    CLOSING = "closing", "Closing"


RANK: dict[str, int] = {kind: place for place, kind in enumerate(ItemKind)}


class RecordKind(TextChoices):
    """What an item of an agenda may be about."""

    ACTION = "action", "Action"
    POINT = "point", "Learning point"
    THEME = "theme", "Theme"
    AUDIT = "audit", "Multi-agency audit"
    NATIONAL = "national", "National review"
    FIXED_POINT = "fixed_point", "Year plan"


class MinuteKind(TextChoices):
    """What was said became one of these. A correction is written after the minutes were agreed."""

    NOTE = "note", "Note"
    DECISION = "decision", "Decision"
    ACTION = "action", "Action"
    CORRECTION = "correction", "Correction"


class Rhythm(TextChoices):
    """How often a group meets, where a year is planned at once."""

    MONTHLY = "1", "Every month"
    EVERY_SECOND_MONTH = "2", "Every second month"
    QUARTERLY = "3", "Every third month"


class Week(TextChoices):
    FIRST = "1", "The first"
    SECOND = "2", "The second"
    THIRD = "3", "The third"
    LAST = "5", "The last"


class Weekday(TextChoices):
    MONDAY = "0", "Monday"
    TUESDAY = "1", "Tuesday"
    WEDNESDAY = "2", "Wednesday"
    THURSDAY = "3", "Thursday"
    FRIDAY = "4", "Friday"
