"""The words of indicators, of what stands where there is no number, of external learning and of frontline voice."""

from django.db.models import TextChoices


class Question(TextChoices):
    """The three questions of Outcomes-Based Accountability."""

    HOW_MUCH = "how_much", "How much did we do?"
    HOW_WELL = "how_well", "How well did we do it?"
    DIFFERENCE = "difference", "Did it make a difference?"


class DataKind(TextChoices):
    QUANTITATIVE = "quantitative", "Numbers"
    QUALITATIVE = "qualitative", "Words: what people say or reviewers saw"


class Frequency(TextChoices):
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    YEARLY = "yearly", "Every year"


class Direction(TextChoices):
    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"
    NEUTRAL = "neutral", "Neither: it is context"


class Unit(TextChoices):
    COUNT = "count", "A count"
    PERCENT = "percent", "A percentage"
    RATE = "rate", "A rate for each 10,000 children aged 0 to 17"
    DAYS = "days", "Days"


class Mark(TextChoices):
    """What published statistics print where they give no number, and what it means."""

    CONFIDENTIAL = "c", "Withheld so that nobody can be recognised"
    NOT_AVAILABLE = "x", "Not available"
    NOT_APPLICABLE = "z", "Does not apply"
    UNRELIABLE = "u", "Too unreliable to publish"
    LOW = "low", "Rounds to zero, but is not zero"
    EMPTY = "empty", "Nothing was given"


class Level(TextChoices):
    AUTHORITY = "authority", "Local authority"
    NEIGHBOUR = "neighbour", "Statistical neighbour"
    REGION = "region", "Region"
    NATION = "nation", "England"
    OTHER = "other", "Another local authority"


class ExternalKind(TextChoices):
    """Where learning from elsewhere comes from: the Learning and Improvement Framework’s sources, and near them."""

    PANEL = "panel", "National Panel: thematic or annual report"
    NSPCC = "nspcc", "NSPCC: case review or summary of reviews"
    OTHER_REVIEW = "other_review", "Review by another partnership"
    JTAI = "jtai", "Joint targeted area inspection"
    OFSTED_CQC = "ofsted_cqc", "Ofsted or Care Quality Commission"
    HMICFRS = "hmicfrs", "HMICFRS: police"
    HMI_PROBATION = "hmi_probation", "HM Inspectorate of Probation"
    HMI_PRISONS = "hmi_prisons", "HM Inspectorate of Prisons"
    NCMD = "ncmd", "National Child Mortality Database"
    CORONER = "coroner", "Coroner: report to prevent future deaths"
    DOMESTIC_HOMICIDE = "domestic", "Domestic abuse related death review"
    RESEARCH = "research", "Research or guidance"
    OTHER = "other", "Something else"


class SurveyState(TextChoices):
    DRAFT = "draft", "Being prepared"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed, results to be fed back"
    SHARED = "shared", "Results fed back"
    DROPPED = "dropped", "Not carried out"


class CommentState(TextChoices):
    WAITING = "waiting", "Waiting to be read by the unit"
    SHOWN = "shown", "Shown"
    WITHHELD = "withheld", "Withheld and erased"


class ScrutinyState(TextChoices):
    """How far a piece of independent scrutiny has come."""

    REFERRED = "referred", "Referred, waiting for the scrutineer"
    NOT_TAKEN_UP = "not_taken_up", "Not taken up"
    PLANNED = "planned", "Planned"
    IN_PROGRESS = "in_progress", "Under way"
    FINDINGS = "findings", "Report is in"
    RESPONSE_AGREED = "response_agreed", "Response agreed"
    ACTIONS_LIVE = "actions_live", "Actions under way"
    CLOSED = "closed", "Closed"


class SignalState(TextChoices):
    """How far the partnership has come with a risk on the horizon."""

    EMERGING = "emerging", "Emerging"
    WATCHED = "watched", "Watched"
    ACTED_ON = "acted_on", "Acted on"
    CLOSED = "closed", "Closed"


class Likelihood(TextChoices):
    """How likely it is that children here come to harm by it, in words."""

    UNLIKELY = "unlikely", "Unlikely"
    POSSIBLE = "possible", "Possible"
    LIKELY = "likely", "Likely"
    HAPPENING = "happening", "It happens already"


class Impact(TextChoices):
    """How serious it would be for children, in words."""

    MINOR = "minor", "Minor: a child is put off or waits"
    MODERATE = "moderate", "Moderate: a child’s safety or health suffers"
    SERIOUS = "serious", "Serious: a child is harmed"
    GRAVE = "grave", "Grave: a child may die or be harmed for life"


class RiskResponse(TextChoices):
    """What the partnership last did about it."""

    WATCH = "watch", "Watch it"
    DATA = "data", "Ask agencies for data"
    AUDIT = "audit", "An audit was proposed"


class PictureState(TextChoices):
    """How far a count of children across agencies has come."""

    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved: lists may come"
    COUNTED = "counted", "Counted"
    DELETED = "deleted", "Lists deleted"


class YoungState(TextChoices):
    WAITING = "waiting", "Waiting to be read by the unit"
    PROMISED = "promised", "Promised"
    DONE = "done", "Done and told"
    WITHHELD = "withheld", "Withheld and erased"
    WITHDRAWN = "withdrawn", "Withdrawn by those who said it"


class ReadingState(TextChoices):
    """How far the worker is with a long file of figures."""

    LOOKING = "looking", "Being looked at"
    LOOKED = "looked", "Looked at"
    KEEPING = "keeping", "Being brought in"
    STOPPED = "stopped", "Stopped"
