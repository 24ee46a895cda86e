"""The states of deadlines and reminders, and how strong the rule behind a date is."""

from django.db.models import TextChoices


class Level(TextChoices):
    """Who says so. Shown beside every date, so that nobody takes a local target for the law."""

    STATUTE = "statute", "Law"
    GUIDANCE = "guidance", "Statutory guidance"
    PANEL = "panel", "National Panel guidance"
    NATIONAL = "national", "National guidance"
    FRAMEWORK = "framework", "Local framework"
    LOCAL = "local", "Local target"

    @property
    def statutory(self) -> bool:
        """Whether the duty comes from outside: its reminders go out at any hour, and daily once it is late."""
        return self in {Level.STATUTE, Level.GUIDANCE, Level.PANEL, Level.NATIONAL}


class DeadlineState(TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met in time"
    MET_LATE = "met_late", "Met late"
    WITHDRAWN = "withdrawn", "No longer owed"


class ReminderState(TextChoices):
    PENDING = "pending", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    SUPPRESSED = "suppressed", "Not sent: no longer for this person"
    SUPERSEDED = "superseded", "Not sent: a later one took its place"
    FAILED = "failed", "Could not be delivered"
