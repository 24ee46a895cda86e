"""The words of a child death review.

Sources: Children Act 2004 sections 16M to 16Q; Child Death Review: statutory and operational guidance (England); the
partnership's learning and improvement framework for the five triggers of a joint agency response.
"""

from django.db.models import IntegerChoices, TextChoices


class HeldIn(TextChoices):
    """Where the review of a death is worked on. The statutory record of one that is held in eCDOP stays there."""

    HERE = "here", "Held here in full"
    ECDOP = "ecdop", "Held in eCDOP"


class Scope(TextChoices):
    """Whether a death is reviewed here. Each comes with its rule in `cdop.policies.RULES`."""

    CHILD = "child", "A child under 18 who was born alive"
    STILLBIRTH_UNATTENDED = "unattended", "A suspected stillbirth at which no health professional was present"
    STILLBIRTH_ATTENDED = "attended", "A stillbirth at which a health professional was present"
    STILLBORN = "stillborn", "A stillbirth at which nobody was present, confirmed since"
    TERMINATION = "termination", "A lawful termination of pregnancy"
    ADULT = "adult", "A person of 18 or over"
    ELSEWHERE = "elsewhere", "A child who normally lived in another area"


class State(TextChoices):
    NOTIFIED = "notified", "Notified"
    RESPONDING = "responding", "Joint agency response"
    GATHERING = "gathering", "Information being gathered"
    MEETING_HELD = "meeting_held", "Review meeting held"
    REVIEWED = "reviewed", "Reviewed by the panel"
    CLOSED = "closed", "Closed"
    OUT_OF_SCOPE = "out_of_scope", "Not reviewed here"


OPEN = [State.NOTIFIED, State.RESPONDING, State.GATHERING, State.MEETING_HELD, State.REVIEWED]
AFTER_THE_MEETING = [State.MEETING_HELD, State.REVIEWED, State.CLOSED]
AFTER_THE_PANEL = [State.REVIEWED, State.CLOSED]


class Trigger(TextChoices):
    """The five triggers of a joint agency response, in the framework's order."""

    EXTERNAL = "external", "It is or could be due to external causes"
    SUDDEN = "sudden", "It is sudden and there is no immediately apparent cause (including SUDI and SUDC)"
    CUSTODY = "custody", "It happened in custody, or while the child was detained under the Mental Health Act"
    NOT_NATURAL = "not_natural", "The first circumstances suggest that it may not have been natural"
    STILLBIRTH = "stillbirth", "It is a stillbirth at which no health professional was present"


class Precision(TextChoices):
    """How exactly the moment of death is known. The clocks run from the moment as it is recorded."""

    MINUTE = "minute", "To the minute"
    HOUR = "hour", "To about an hour"
    DAY = "day", "Only the day: the clocks run from its start"


class Place(TextChoices):
    HOME = "home", "At home"
    HOSPITAL = "hospital", "In hospital"
    HOSPICE = "hospice", "In a hospice"
    OTHER_HOME = "other_home", "In another private home"
    EDUCATION = "education", "In a school, college or nursery"
    CUSTODY = "custody", "In custody"
    PUBLIC = "public", "In a public place"
    ABROAD = "abroad", "Outside the United Kingdom"
    OTHER = "other", "Somewhere else"
    NOT_KNOWN = "not_known", "Not known"


class Told(TextChoices):
    """Who is told of a child's death, so that nobody writes to a family as if their child were alive."""

    CORONER = "coroner", "Coroner"
    MEDICAL_EXAMINER = "examiner", "Medical examiner"
    POLICE = "police", "Police"
    SOCIAL_CARE = "social_care", "Children’s social care"
    GENERAL_PRACTICE = "practice", "General practice"
    COMMUNITY_HEALTH = "community", "Health visitor, midwife or school nurse"
    HOSPITALS = "hospitals", "Hospitals and clinics with appointments to cancel"
    CHILD_HEALTH_RECORDS = "records", "Child health records"
    EDUCATION = "education", "School, college or nursery"
    OTHER = "other", "Somebody else who knew the child"


class Route(TextChoices):
    """Where learning of a death goes when its review closes, or at once after a joint agency response."""

    GROUP = "group", "To the Practice Improvement Group"
    NOTIFIER = "notifier", "To the local authority’s lead for serious incidents"
    NONE = "none", "Nothing to carry further"


class Category(IntegerChoices):
    """The ten categories of death of the national analysis form, in their hierarchy: the lowest number is the primary.

    The wording is to be checked against the form in force before it is relied on.
    """

    INFLICTED = 1, "Deliberately inflicted injury, abuse or neglect"
    SELF_INFLICTED = 2, "Suicide or deliberate self-inflicted harm"
    TRAUMA = 3, "Trauma and other external factors, including medical or surgical complications or error"
    MALIGNANCY = 4, "Malignancy"
    ACUTE = 5, "Acute medical or surgical condition"
    CHRONIC = 6, "Chronic medical condition"
    GENETIC = 7, "Chromosomal, genetic and congenital anomalies"
    PERINATAL = 8, "Perinatal or neonatal event"
    INFECTION = 9, "Infection"
    UNEXPLAINED = 10, "Sudden unexpected, unexplained death"


class Modifiability(TextChoices):
    """Whether anything was found that an intervention, here or nationally, might change for children to come."""

    IDENTIFIED = "identified", "Modifiable factors identified"
    NONE = "none", "No modifiable factors identified"
    INADEQUATE = "inadequate", "Inadequate information to say"


class Domain(TextChoices):
    """The four domains of the analysis form."""

    CHILD = "A", "Factors intrinsic to the child"
    SOCIAL = "B", "Social environment, including family and parenting"
    PHYSICAL = "C", "Physical environment"
    SERVICES = "D", "Service provision"


class Relevance(IntegerChoices):
    """How far a factor is thought to have played a part (National Child Mortality Database)."""

    NO_INFORMATION = 0, "No information"
    UNLIKELY = 1, "None, or unlikely to have contributed"
    CONTRIBUTED = 2, "May have contributed to vulnerability, ill-health or death"


class Kept(TextChoices):
    """When a version of the analysis was kept."""

    MEETING = "meeting", "Drafted at the review meeting"
    PANEL = "panel", "Completed at the panel"
    CORRECTED = "corrected", "Corrected after the panel"


class Relative(TextChoices):
    """Who of a family spoke or is spoken with. Never a name."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENTS = "parents", "Both parents"
    GRANDPARENT = "grandparent", "Grandparent"
    SIBLING = "sibling", "Brother or sister"
    CARER = "carer", "Carer"
    OTHER = "other", "Somebody else of the family"


class ContactBy(TextChoices):
    """How a family is spoken with."""

    HOME = "home", "Visit at home"
    ELSEWHERE = "elsewhere", "Meeting elsewhere"
    PHONE = "phone", "Telephone"
    VIDEO = "video", "Video call"
    LETTER = "letter", "Letter or message"


class CarriedTo(TextChoices):
    """The meetings to which a family’s questions are carried. The family does not attend either."""

    MEETING = "meeting", "Child death review meeting"
    PANEL = "panel", "Child Death Overview Panel"


class PanelOutcome(TextChoices):
    """What the panel decided of a death. Deferred, or with more asked, it comes back among those that are ready."""

    REVIEWED = "reviewed", "Reviewed"
    DEFERRED = "deferred", "Deferred to a later meeting"
    MORE_ASKED = "more_asked", "More information asked for"


class NationalForm(TextChoices):
    """What goes to the National Child Mortality Database."""

    NOTIFICATION = "notification", "Notification"
    ANALYSIS = "analysis", "Analysis"
