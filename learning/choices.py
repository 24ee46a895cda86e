"""The words of the learning cycle."""

from django.db.models import IntegerChoices, TextChoices


class Kind(TextChoices):
    """The kinds of activity from which a partnership learns (Learning and Improvement Framework, part A)."""

    SERIOUS_INCIDENT = "serious_incident", "Serious incident"
    RAPID_REVIEW = "rapid_review", "Rapid review"
    LOCAL_REVIEW = "local_review", "Local child safeguarding practice review"
    NATIONAL_REVIEW = "national_review", "National review"
    CHILD_DEATH = "child_death", "Child death review"
    MULTI_AGENCY_AUDIT = "multi_agency_audit", "Multi-agency audit"
    SINGLE_AGENCY_AUDIT = "single_agency_audit", "Single-agency audit"
    SECTION_11 = "section_11", "Section 11 self-assessment"
    SCHOOLS = "schools", "Schools’ safeguarding self-assessment"
    DATA = "data", "Data and indicators"
    FRONTLINE_VOICE = "frontline_voice", "Frontline voice"
    EXTERNAL_LEARNING = "external_learning", "External learning"
    INDEPENDENT_SCRUTINY = "independent_scrutiny", "Independent scrutiny"


class Stage(TextChoices):
    """How far an activity has come, in words that fit every kind."""

    UNDER_WAY = "under_way", "Under way"
    CONCLUDED = "concluded", "Concluded"
    NOT_TAKEN_FORWARD = "not_taken_forward", "Not taken forward"


class Handling(TextChoices):
    """Who may know of an activity at all."""

    INTERNAL = "internal", "Everyone who takes part in learning"
    CASEWORK = "casework", "Those who work on the case; others once it is signed off"
    CHILD_DEATH = "deaths", "Those who review the deaths of children, and nobody else"


# What tells of a case: it carries the marking, and whoever opens it is logged.
ABOUT_A_CASE = [Handling.CASEWORK, Handling.CHILD_DEATH]


class FindingKind(TextChoices):
    STRENGTH = "strength", "What works well"
    IMPROVEMENT = "improvement", "What needs to improve"


class Confidence(TextChoices):
    HIGH = "high", "High: several sources agree"
    MEDIUM = "medium", "Medium: some support"
    LOW = "low", "Low: one source, or a first impression"


class PointState(TextChoices):
    CAPTURED = "captured", "Captured"
    AGREED = "agreed", "Agreed by the PIG"


class PointStanding(TextChoices):
    """How far a learning point has come. The first two are `PointState`, which people decide and which is kept.

    The others are kept nowhere: they are worked out from what was sent and what agencies said of it
    (`learning.sharing.queries.with_standing`), so that a correction or a withdrawal is right at once.
    """

    CAPTURED = "captured", "Captured"
    AGREED = "agreed", "Agreed by the PIG"
    DISSEMINATING = "disseminating", "Being shared"
    EMBEDDING = "embedding", "Shared; being embedded"


class ThemeState(TextChoices):
    PROPOSED = "proposed", "Proposed"
    ACTIVE = "active", "One of the Three Themes"
    CLOSED = "closed", "Closed"


class Window(TextChoices):
    """From where one looks at a theme: four kinds of evidence, and the child's voice beside them."""

    DATA = "data", "Data"
    PRACTICE = "practice", "Practice"
    FRONTLINE = "frontline", "Frontline"
    EXTERNAL = "external", "External"
    VOICE = "voice", "The child’s voice"


# What an activity shows is seen through one window; what else is known stands there as a statement of its own.
WINDOW_OF_KIND = dict.fromkeys(Kind, Window.PRACTICE) | {
    Kind.NATIONAL_REVIEW: Window.EXTERNAL,
    Kind.EXTERNAL_LEARNING: Window.EXTERNAL,
    Kind.DATA: Window.DATA,
    Kind.FRONTLINE_VOICE: Window.FRONTLINE,
}

# Kinds of evidence that a theme rests on before it is chosen: one way of looking may mislead. A proposal of ours.
KINDS_OF_EVIDENCE_NEEDED = 2

# The framework's "Three Themes": never more than three at once.
THEME_SLOTS = (1, 2, 3)


class ShareMethod(TextChoices):
    """How learning is passed on: the framework's methods."""

    UPDATE = "update", "Learning from Practice Update"
    YEARLY_REPORT = "yearly_report", "Yearly report"
    SEVEN_MINUTES = "seven_minutes", "Seven-minute briefing"
    ONE_MINUTE = "one_minute", "One-minute guide"
    PRACTICE_GUIDE = "practice_guide", "Practice guide"
    VIDEO = "video", "Video"
    NEWSLETTER = "newsletter", "Newsletter"
    TRAINING_NEWS = "training_news", "Training news"
    WEBSITE = "website", "Website"
    POLICY = "policy", "Policy change"


# What is written here section by section, checked, approved and published; the rest is only sent.
WRITTEN_HERE = (
    ShareMethod.UPDATE,
    ShareMethod.YEARLY_REPORT,
    ShareMethod.SEVEN_MINUTES,
    ShareMethod.ONE_MINUTE,
    ShareMethod.PRACTICE_GUIDE,
    ShareMethod.NEWSLETTER,
)
# What gathers in sections from one day to another; the rest is about one record.
GATHERED = (ShareMethod.UPDATE, ShareMethod.YEARLY_REPORT)


class PublicationState(TextChoices):
    """How far what is published has come (a second person approves; nobody publishes what was not approved)."""

    DRAFT = "draft", "Draft"
    CHECKED = "checked", "Checked"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Publication(TextChoices):
    """Who may read what is shared."""

    PUBLIC = "public", "Anybody: it may stand on the website"
    PARTNERS = "partners", "Those who work in the partnership’s agencies"
    RESTRICTED = "restricted", "Only the agencies to which it is sent"


class CopyTo(TextChoices):
    """Whom a copy of what was published is sent to, outside the partnership."""

    PANEL = "panel", "Child Safeguarding Practice Review Panel"
    FOUNDATIONS = "foundations", "Foundations"
    NSPCC = "nspcc", "NSPCC repository"
    COUNCIL = "council", "The council"
    HEALTH_BOARD = "health_board", "Health and Wellbeing Board"


# Working Together to Safeguard Children, on yearly reports: both within seven days of publication.
OWED_THE_REPORT = (CopyTo.PANEL, CopyTo.FOUNDATIONS)


class ShareState(TextChoices):
    DRAFT = "draft", "Being written"
    SENT = "sent", "Sent"
    SUPERSEDED = "superseded", "Corrected by a later one"


class PulseTime(IntegerChoices):
    """How long after it was sent people are asked whether learning stuck."""

    TWO_MONTHS = 60, "Two months after"
    SIX_MONTHS = 180, "Six months after"


class Agreement(IntegerChoices):
    STRONGLY_AGREE = 5, "Strongly agree"
    AGREE = 4, "Agree"
    NEITHER = 3, "Neither agree nor disagree"
    DISAGREE = 2, "Disagree"
    STRONGLY_DISAGREE = 1, "Strongly disagree"


# Fewer answers than this are not shown: a colleague could be known by them.
FEWEST_ANSWERS = 5


class EventKind(TextChoices):
    WORKSHOP = "workshop", "Workshop"
    REFLECTIVE = "reflective", "Reflective session"
    BRIEFING = "briefing", "Briefing"
    CONFERENCE = "conference", "Conference"
    OTHER = "other", "Another kind of event"


class EventState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class EvaluationTime(TextChoices):
    """When people are asked about an event: reaction and knowledge soon, what they do differently later."""

    BEFORE = "before", "Before"
    AFTER = "after", "After"
    LATER = "later", "Three months after"


class PolicyState(TextChoices):
    REQUIRED = "required", "Required"
    MADE = "made", "Made"
    NOT_NEEDED = "not_needed", "Not needed"
