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
    PAUSED = "paused", "Paused"
    MET = "met", "Met in time"
    MET_LATE = "met_late", "Met late"
    WITHDRAWN = "withdrawn", "No longer owed"


class MailState(TextChoices):
    PENDING = "pending", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    SUPPRESSED = "suppressed", "Not sent: no longer for this person"
    SUPERSEDED = "superseded", "Not sent: a later one took its place"
    FAILED = "failed", "Could not be delivered"


class LateReason(TextChoices):
    """Why a duty was done late: few enough to count by, so that what recurs can be put right."""

    INFORMATION = "information", "An agency’s information came late"
    AWARENESS = "awareness", "It became clear only later that the duty applied"
    PARTNERS = "partners", "The partners needed longer to agree"
    PROCEEDINGS = "proceedings", "The police, a court or the coroner asked us to wait"
    STAFF = "staff", "Somebody was away, or there were too few people"
    SYSTEM = "system", "A system did not work or could not be reached"
    RECORDED_LATE = "recorded_late", "It was done in time and recorded late"
    MISSED = "missed", "The date was missed"
    OTHER = "other", "Something else"


class PauseGround(TextChoices):
    """On what ground a clock may stand still. A clock names those that its rule allows; most name none."""

    POLICE = "police", "The police or prosecutors asked us to wait"
    COURT = "court", "A court order"
    CORONER = "coroner", "The coroner asked us to wait"
    FAMILY = "family", "The family needs more time"
    PARALLEL_REVIEW = "parallel_review", "Another statutory review goes first"
