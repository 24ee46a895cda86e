"""The partnership's own lists."""

from django.db.models import TextChoices


class AgencyKind(TextChoices):
    COUNCIL = "council", "Local authority"
    POLICE = "police", "Police"
    HEALTH = "health", "Integrated care board"
    HEALTH_TRUST = "health_trust", "Health trust"
    SCHOOLS = "schools", "Schools and colleges"
    VOLUNTARY = "voluntary", "Voluntary and community sector"
    PROBATION = "probation", "Probation"
    CHILD_DEATH_PANEL = "child_death_panel", "Child Death Overview Panel"
    SCRUTINY = "scrutiny", "Independent scrutiny"
    OTHER = "other", "Other relevant agency"


class AgeBand(TextChoices):
    UNDER_ONE = "under_1", "Under 1"
    ONE_TO_FOUR = "1_to_4", "1 to 4"
    FIVE_TO_NINE = "5_to_9", "5 to 9"
    TEN_TO_FOURTEEN = "10_to_14", "10 to 14"
    FIFTEEN_TO_SEVENTEEN = "15_to_17", "15 to 17"
    CARE_LEAVER = "18_to_24", "18 to 24 (care leaver)"
    NOT_KNOWN = "not_known", "Not known"


class GroupKind(TextChoices):
    PIG = "pig", "Practice Improvement Group"
    EXECUTIVE = "executive", "Executive"
    CHILD_DEATH_PANEL = "child_death_panel", "Child death panel"
    TASK_GROUP = "task_group", "Task group"
    OTHER = "other", "Another group"


class Part(TextChoices):
    """What somebody is in a group. An adviser has no vote, so they never count towards the quorum."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice chair"
    MEMBER = "member", "Member"
    ADVISER = "adviser", "Adviser"
