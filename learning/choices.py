"""The words of the learning cycle."""

from django.db.models import TextChoices


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
WINDOW_OF_KIND = dict.fromkeys(Kind, Window.PRACTICE) | {Kind.NATIONAL_REVIEW: Window.EXTERNAL}

# Kinds of evidence that a theme rests on before it is chosen: one way of looking may mislead. A proposal of ours.
KINDS_OF_EVIDENCE_NEEDED = 2

# The framework's "Three Themes": never more than three at once.
THEME_SLOTS = (1, 2, 3)
