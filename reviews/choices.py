"""The words of serious incidents and reviews."""

from django.db.models import TextChoices


class Nature(TextChoices):
    DEATH = "death", "A child died"
    SERIOUS_HARM = "serious_harm", "A child was seriously harmed"
    OTHER = "other", "Something else, such as harm by a child"


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
    NOTIFIED_ONLY = "notified_only", "Notified, no rapid review"
    NOT_NOTIFIED = "not_notified", "Considered, not notified"
    WITHDRAWN = "withdrawn", "Notification withdrawn"
    DUPLICATE = "duplicate", "Duplicate"


OPEN_INCIDENTS = [IncidentState.REFERRED, IncidentState.CONSULTING, IncidentState.NOTIFY_AGREED]
AFTER_NOTIFICATION = [
    IncidentState.NOTIFIED,
    IncidentState.REVIEW_OPENED,
    IncidentState.NOTIFIED_ONLY,
    IncidentState.WITHDRAWN,
]
DECIDED = [IncidentState.NOTIFY_AGREED, IncidentState.NOT_NOTIFIED, *AFTER_NOTIFICATION]
CLOSED_WITHOUT_REVIEW = [IncidentState.NOT_NOTIFIED, IncidentState.WITHDRAWN, IncidentState.DUPLICATE]


class ReviewState(TextChoices):
    OPEN = "open", "Opened"
    SCOPING = "scoping", "Gathering information"
    RETURNS_IN = "returns_in", "Information is in"
    MEETING_HELD = "meeting_held", "Meeting held"
    SIGNED_OFF = "signed_off", "Signed off by the partners"
    SENT = "sent", "Sent to the National Panel"
    REPLIED = "replied", "The Panel has replied"
    RECONSIDERED = "reconsidered", "Being reconsidered"
    CONCLUDED = "concluded", "Concluded"
    ENDED = "ended", "Ended: notification withdrawn"


BEFORE_THE_MEETING = [ReviewState.OPEN, ReviewState.SCOPING, ReviewState.RETURNS_IN]
REPLIED_OR_LATER = [ReviewState.REPLIED, ReviewState.RECONSIDERED, ReviewState.CONCLUDED]
SENT_OR_LATER = [ReviewState.SENT, *REPLIED_OR_LATER]
SIGNED_OFF_OR_LATER = [ReviewState.SIGNED_OFF, *SENT_OR_LATER]


class Decision(TextChoices):
    SUFFICIENT = "sufficient", "No further review: the rapid review has found the learning"
    LOCAL_REVIEW = "local_review", "Local child safeguarding practice review (LCSPR)"
    NATIONAL = "national", "Propose a national review"
    OTHER_LOCAL = "other_local", "Another kind of local learning review"
    CRITERIA_NOT_MET = "criteria_not_met", "The criteria for notifying were not met"


class ReviewCriterion(TextChoices):
    """What the partners weigh before they decide: SI 2018/789 regulations 11 and 3, and prompts of the guidance.

    Regulation 11 is about local reviews, regulation 3 about national ones. Meeting a criterion obliges nobody to
    review: the partners decide what is appropriate (Children Act 2004, sections 16B and 16F).
    """

    LOCAL_IMPROVEMENTS = (
        "local_improvements",
        "Does it highlight improvements needed to safeguard children, even if they were identified before?",
    )
    LOCAL_THEMES = "local_themes", "Does it highlight recurrent themes in safeguarding children?"
    LOCAL_TOGETHER = "local_together", "Does it highlight concerns about how two or more agencies worked together?"
    LOCAL_PANEL = "local_panel", "Has the National Panel concluded that a local review may be more appropriate?"
    NATIONAL_IMPROVEMENTS = (
        "national_improvements",
        "Does it highlight improvements needed nationally, even if they were identified before?",
    )
    NATIONAL_LAW = "national_law", "Does it raise issues that need a change of law or of statutory guidance?"
    NATIONAL_THEMES = "national_themes", "Does it highlight recurrent themes nationally?"
    ONE_AGENCY = "one_agency", "Is there cause for concern about the actions of a single agency?"
    NO_AGENCY = "no_agency", "Was no agency involved, and does that itself give cause for concern?"
    SEVERAL_AREAS = "several_areas", "Is more than one local authority, police area or health board involved?"
    INSTITUTION = "institution", "Did it happen in an institution or other setting for children?"


class Characteristic(TextChoices):
    """Protected characteristics (Equality Act 2010, section 4), and what else the partners considered."""

    AGE = "age", "Age"
    DISABILITY = "disability", "Disability"
    GENDER_REASSIGNMENT = "gender_reassignment", "Gender reassignment"
    MARRIAGE = "marriage", "Marriage and civil partnership"
    PREGNANCY = "pregnancy", "Pregnancy and maternity"
    RACE = "race", "Race"
    RELIGION = "religion", "Religion or belief"
    SEX = "sex", "Sex"
    ORIENTATION = "orientation", "Sexual orientation"
    POVERTY = "poverty", "Poverty or class (not protected by law)"


class Known(TextChoices):
    KNOWN = "known", "Known"
    NOT_KNOWN = "not_known", "Not known"


class PanelReply(TextChoices):
    AGREES = "agrees", "The Panel agrees"
    DIFFERS = "differs", "The Panel takes a different view"
    MORE_INFORMATION = "more_information", "The Panel asks for more information"
    NATIONAL_CONSIDERED = "national", "The Panel considers a national review"
    NONE = "none", "No reply was received"


class Reconsideration(TextChoices):
    CHANGED = "changed", "The decision was changed"
    UPHELD = "upheld", "The decision was upheld, with reasons"


class LocalReviewState(TextChoices):
    PROPOSED = "proposed", "Proposed"
    COMMISSIONED = "commissioned", "Commissioned"
    REVIEWER_APPOINTED = "reviewer_appointed", "Reviewer appointed"
    TERMS_AGREED = "terms_agreed", "Terms of reference agreed"
    IN_PROGRESS = "in_progress", "In progress"
    DELAYED = "delayed", "Delayed"
    DRAFT = "draft", "Draft received"
    FACTUAL_CHECK = "factual_check", "Factual accuracy check"
    PARTNER_SIGNED = "partner_signed", "Signed off by the partners"
    PRE_PUBLICATION = "pre_publication", "Pre-publication"
    PUBLISHED = "published", "Published"
    NOT_PUBLISHED = "not_published", "Not published, with reasons"
    DISCONTINUED = "discontinued", "Discontinued"


ENDED_LOCAL = [LocalReviewState.PUBLISHED, LocalReviewState.NOT_PUBLISHED, LocalReviewState.DISCONTINUED]
# The partners' signature stands: so do the recommendations.
SIGNED_LOCAL = [
    LocalReviewState.PARTNER_SIGNED,
    LocalReviewState.PRE_PUBLICATION,
    LocalReviewState.PUBLISHED,
    LocalReviewState.NOT_PUBLISHED,
]
BEFORE_PUBLICATION = [state for state in LocalReviewState if state not in ENDED_LOCAL]
TERMS_OPEN = [LocalReviewState.PROPOSED, LocalReviewState.COMMISSIONED, LocalReviewState.REVIEWER_APPOINTED]
# The report is written until the partners have signed it off.
REPORT_OPEN = [
    *TERMS_OPEN,
    LocalReviewState.TERMS_AGREED,
    LocalReviewState.IN_PROGRESS,
    LocalReviewState.DELAYED,
    LocalReviewState.DRAFT,
    LocalReviewState.FACTUAL_CHECK,
]


class Quality(TextChoices):
    """What the partners consider before they appoint a reviewer (Working Together, chapter on serious incidents)."""

    PRACTICE = "practice", "Knowledge of practice, and of working with practitioners, children and families"
    RESEARCH = "research", "Knowledge of research"
    COMPLEXITY = "complexity", "Skill with complex circumstances"
    HINDSIGHT = "hindsight", "Sees practice as it looked at the time, not with hindsight"
    COMMUNICATION = "communication", "Communicates well"
    INDEPENDENCE = "independence", "Independent of the case and of the organisations"


class ConflictOutcome(TextChoices):
    NONE = "none", "No conflict of interest, real or perceived"
    MANAGED = "managed", "A perceived conflict, managed as described"
    CONFLICT = "conflict", "A conflict of interest: not to be appointed"


class Signed(TextChoices):
    """What the three partners sign in a local review."""

    TERMS = "terms", "Terms of reference"
    REPORT = "report", "Report"


class Pace(TextChoices):
    ON_TIME = "on_time", "On time"
    AT_RISK = "at_risk", "At risk of being late"
    LATE = "late", "Late"


class AskedFor(TextChoices):
    """What the partners may ask a reviewer for in writing (SI 2018/789 regulation 14)."""

    INFORMATION = "information", "Specified information"
    DRAFT = "draft", "A draft of the report"


class Involved(TextChoices):
    PRACTITIONERS = "practitioners", "Practitioners"
    CHILD = "child", "The child, or brothers and sisters"
    FAMILY = "family", "Parents and family"


class InvitationAnswer(TextChoices):
    ACCEPTED = "accepted", "Takes part"
    LATER = "later", "Not now, perhaps later"
    DECLINED = "declined", "Does not wish to take part"
    SILENT = "silent", "No answer came"


class Recipient(TextChoices):
    """Who has the full report before it is published (Working Together, chapter on serious incidents)."""

    PANEL = "panel", "National Panel"
    SECRETARY = "secretary", "Secretary of State"
    OFSTED = "ofsted", "Ofsted"


class Dispatched(TextChoices):
    FULL_REPORT = "full_report", "Full report"
    IMPROVEMENTS = "improvements", "Information on the improvements, with the reasons not to publish"


class Intention(TextChoices):
    PUBLISH = "publish", "Publish the report"
    NOT_PUBLISH = "not_publish", "Not publish it, but information on the improvements"


class Redaction(TextChoices):
    """What is looked for in the edition for publication before it is approved."""

    NAMES = "names", "No names, initials or roles that identify"
    DATES = "dates", "Dates are months or years"
    PLACES = "places", "No places"
    SCHOOLS = "schools", "No schools, settings or wards"
    SIBLINGS = "siblings", "No numbers of brothers and sisters"
    RARE = "rare", "No rare characteristics or events"
    FILES = "files", "No pictures or hidden data of the file that identify"


class OutcomeAfter(TextChoices):
    PUBLICATION = "publication", "At publication"
    SIX = "six", "After six months"
    TWELVE = "twelve", "After twelve months"


class ImportState(TextChoices):
    """How far a file or a return is on its way into a chronology."""

    READ = "read", "Read, not brought in yet"
    ACCEPTED = "accepted", "Brought in"
    UNDONE = "undone", "Taken back"


class SeenAnswer(TextChoices):
    """Whether a row of a chronology says that the child was seen or heard."""

    YES = "yes", "Seen or heard"
    NO = "no", "Not seen or heard"


class EditionState(TextChoices):
    """How far a redacted edition is on its way out."""

    DRAFTED = "drafted", "Being drafted"
    CHECKED = "checked", "Checked, waiting for a second person"
    APPROVED = "approved", "Approved by a second person"
    WITHDRAWN = "withdrawn", "Withdrawn"


class NationalState(TextChoices):
    """How far the partnership has come with a national review."""

    LOGGED = "logged", "Logged"
    TRIAGED = "triaged", "Triaged"
    NOT_RELEVANT = "not_relevant", "Not relevant, with reasons"
    ASSURANCE_REQUESTED = "assurance_requested", "Assurance requested"
    COLLATED = "collated", "Assurance put together"
    DECIDED = "decided", "Decided by the PIG"
    CLOSED = "closed", "Closed"


class NationalUse(TextChoices):
    INFORMATION = "information", "For information: it is shared, and nothing is asked"
    ASSURANCE = "assurance", "Assurance: agencies are asked where they stand"


class Relevance(TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class GroupDecision(TextChoices):
    """What the Practice Improvement Group makes of what agencies said."""

    NO_ACTION = "no_action", "No action: agencies show that they stand well"
    THEME = "theme", "Take it into a theme"
    ACTION_PLAN = "action_plan", "Act on it: an action plan"
    AUDIT = "audit", "Look closer: an audit"
