"""The words of serious incidents and reviews."""

from django.db.models import TextChoices


class Nature(TextChoices):
    DEATH = "death", "A child died"
    SERIOUS_HARM = "serious_harm", "A child was seriously harmed"


class Precision(TextChoices):
    EXACT = "exact", "On that day"
    ABOUT = "about", "About that day"
    NOT_KNOWN = "not_known", "Not known"


class AwarenessBasis(TextChoices):
    INCIDENT = "incident", "The incident itself"
    MEDICAL = "medical", "A later medical finding"
    DISCLOSURE = "disclosure", "What someone told us later"
    OTHER = "other", "Something else"


class Answer(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Criterion(TextChoices):
    """The test of the Children Act 2004, section 16C(1): the first must hold, with either of the other two."""

    ABUSE_OR_NEGLECT = "abuse_or_neglect", "Is it known or suspected that the child was abused or neglected?"
    HARMED_HERE = "harmed_here", "Did the child die, or were they seriously harmed, in our area?"
    HARMED_OUTSIDE = (
        "harmed_outside",
        "Does the child normally live in our area, and did they die or were they seriously harmed outside England?",
    )


class Partner(TextChoices):
    """The three safeguarding partners (Children Act 2004, section 16E)."""

    COUNCIL = "council", "Council"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"


class View(TextChoices):
    NOTIFY = "notify", "Notify"
    DO_NOT_NOTIFY = "do_not_notify", "Do not notify"


class IncidentState(TextChoices):
    REFERRED = "referred", "Being considered"
    CONSULTING = "consulting", "Partners being consulted"
    NOTIFY_AGREED = "notify_agreed", "Agreed to notify"
    NOTIFIED = "notified", "National Panel notified"
    REVIEW_OPENED = "review_opened", "Rapid review opened"
    NOT_NOTIFIED = "not_notified", "Considered, not notified"
    WITHDRAWN = "withdrawn", "Notification withdrawn"
    DUPLICATE = "duplicate", "Duplicate"


AFTER_NOTIFICATION = [IncidentState.NOTIFIED, IncidentState.REVIEW_OPENED, IncidentState.WITHDRAWN]
DECIDED = [IncidentState.NOTIFY_AGREED, IncidentState.NOT_NOTIFIED, *AFTER_NOTIFICATION]
CLOSED_WITHOUT_REVIEW = [IncidentState.NOT_NOTIFIED, IncidentState.WITHDRAWN, IncidentState.DUPLICATE]


class ReviewState(TextChoices):
    OPEN = "open", "Gathering information"
    MEETING_HELD = "meeting_held", "Meeting held"
    SIGNED_OFF = "signed_off", "Signed off by the partners"
    SENT = "sent", "Sent to the National Panel"
    CONCLUDED = "concluded", "Concluded"


SIGNED_OFF_OR_LATER = [ReviewState.SIGNED_OFF, ReviewState.SENT, ReviewState.CONCLUDED]
SENT_OR_LATER = [ReviewState.SENT, ReviewState.CONCLUDED]


class Decision(TextChoices):
    SUFFICIENT = "sufficient", "No further review: the rapid review has found the learning"
    LOCAL_REVIEW = "local_review", "Local child safeguarding practice review (LCSPR)"
    NATIONAL = "national", "Propose a national review"
    OTHER_LOCAL = "other_local", "Another kind of local learning review"


class PanelReply(TextChoices):
    AGREES = "agrees", "The Panel agrees"
    DIFFERS = "differs", "The Panel takes a different view"
    NONE = "none", "No reply was received"


class LocalReviewState(TextChoices):
    UNDER_WAY = "under_way", "Under way"
    PUBLISHED = "published", "Published"
    NOT_PUBLISHED = "not_published", "Not published, with reasons"
