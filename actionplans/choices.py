"""The words of actions and impact."""

from django.db.models import TextChoices


class ActionState(TextChoices):
    """How far an action has come. Delivered never means that it made a difference: that is shown before it closes."""

    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    IN_PROGRESS = "in_progress", "In progress"
    BLOCKED = "blocked", "Blocked"
    COMPLETE_PENDING_IMPACT = "complete_pending_impact", "Delivered; impact to be shown"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNDER_WAY = (ActionState.AGREED, ActionState.IN_PROGRESS, ActionState.BLOCKED)
DELIVERED = (ActionState.COMPLETE_PENDING_IMPACT, ActionState.CLOSED)
# What somebody can still be reminded of.
STILL_OWED_STATES = (ActionState.DRAFT, *UNDER_WAY)
ENDED = (ActionState.CLOSED, ActionState.WITHDRAWN)


class Brag(TextChoices):
    """The partnership's reading of an action, worked out; somebody may set another one for a while, with a reason."""

    BLUE = "blue", "Blue"
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"
    GREY = "grey", "Grey"

    @property
    def means(self) -> str:
        return _BRAG_MEANINGS[self]

    @property
    def tone(self) -> str:
        """The tag colour of the design system."""
        return "yellow" if self == Brag.AMBER else str(self.value)


_BRAG_MEANINGS = {
    Brag.BLUE: "Closed, and its impact is shown",
    Brag.GREEN: "On track, or delivered with its impact still to be shown",
    Brag.AMBER: "Late by up to 30 days, late to start, or its impact should have been shown by now",
    Brag.RED: "Overdue by more than 30 days, or blocked",
    Brag.GREY: "Not started, or withdrawn",
}


# What may be set by hand: blue says that a difference is shown, and nobody can say that without its evidence.
BY_HAND = (Brag.GREEN, Brag.AMBER, Brag.RED, Brag.GREY)


class Unit(TextChoices):
    """What a measure counts in. `suffix` follows a number on the page."""

    PERCENT = "percent", "Per cent (%)"
    NUMBER = "number", "A number"
    RATE = "rate", "Rate per 10,000 children"
    DAYS = "days", "Days"
    SCORE = "score", "Score"

    @property
    def suffix(self) -> str:
        return _UNIT_WORDS[self][0]

    @property
    def heading(self) -> str:
        """What stands in brackets after “Reading” above a column of numbers."""
        return _UNIT_WORDS[self][1]


_UNIT_WORDS = {
    Unit.PERCENT: ("%", "%"),
    Unit.NUMBER: ("", "number"),
    Unit.RATE: (" per 10,000", "per 10,000 children"),
    Unit.DAYS: (" days", "days"),
    Unit.SCORE: ("", "score"),
}


class Better(TextChoices):
    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"


class Method(TextChoices):
    """How impact will be evidenced, agreed at the outset."""

    DATA = "data", "Data"
    AUDIT = "audit", "Audit, repeated"
    SURVEY = "survey", "Survey"
    CHILD_VOICE = "child_voice", "What children tell us"
    OBSERVATION = "observation", "Observation of practice"
    DOCUMENT = "document", "Document review"


class Mark(TextChoices):
    """Why a published number is withheld, as the Department for Education writes it."""

    CONFIDENTIAL = "c", "withheld to protect confidentiality"
    NOT_AVAILABLE = "x", "not available"
    NOT_APPLICABLE = "z", "not applicable"
    UNRELIABLE = "u", "low reliability"
    LOW = "low", "rounds to zero, but is not zero"
    NOT_COLLECTED = ":", "not available"


class EvidenceLevel(TextChoices):
    """How far evidence reaches, from none to children's lives. An action closes at E3 or E4."""

    NONE = "E0", "E0: none"
    ASSERTION = "E1", "E1: someone says so"
    OUTPUT = "E2", "E2: something was produced"
    PRACTICE = "E3", "E3: practice has changed"
    OUTCOME = "E4", "E4: children’s lives are better"

    @property
    def means(self) -> str:
        return _LEVEL_MEANINGS[self]

    @property
    def shows_change(self) -> bool:
        return self in CLOSING_LEVELS


_LEVEL_MEANINGS = {
    EvidenceLevel.NONE: "We looked and found nothing that shows a change.",
    EvidenceLevel.ASSERTION: "A person or a report states that it changed; nothing else shows it.",
    EvidenceLevel.OUTPUT: "A policy, a leaflet, numbers trained: how much we did.",
    EvidenceLevel.PRACTICE: "An audit, an observation or a survey shows that practice changed: how well we did it.",
    EvidenceLevel.OUTCOME: "Data, or what children and families tell us, show that it made a difference to children.",
}

CLOSING_LEVELS = (EvidenceLevel.PRACTICE, EvidenceLevel.OUTCOME)


class EvidenceKind(TextChoices):
    DATA = "data", "Data"
    AUDIT = "audit", "Audit"
    SURVEY = "survey", "Survey"
    CHILD_VOICE = "child_voice", "What children told us"
    FAMILY_VOICE = "family_voice", "What families told us"
    PRACTITIONER_VOICE = "practitioner_voice", "What practitioners told us"
    OBSERVATION = "observation", "Observation of practice"
    DOCUMENT = "document", "Document"


class Response(TextChoices):
    """What the partners say to a recommendation."""

    ACCEPTED = "accepted", "Accepted"
    IN_PART = "in_part", "Accepted in part"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class Standing(TextChoices):
    """What became of a recommendation: worked out from its actions and their evidence, never stored."""

    NO_ACTION = "no_action", "No action yet"
    UNDER_WAY = "under_way", "Under way"
    DELIVERED = "delivered", "Delivered, impact not yet known"
    DIFFERENCE = "difference", "Difference shown"
    NO_DIFFERENCE = "no_difference", "No difference shown"
    NOT_ACCEPTED = "not_accepted", "Not accepted"

    @property
    def tone(self) -> str:
        """The tag colour of the design system."""
        return _STANDING_TONES[self]


_STANDING_TONES = {
    Standing.NO_ACTION: "orange",
    Standing.UNDER_WAY: "blue",
    Standing.DELIVERED: "yellow",
    Standing.DIFFERENCE: "green",
    Standing.NO_DIFFERENCE: "red",
    Standing.NOT_ACCEPTED: "grey",
}
STILL_OWED = (Standing.NO_ACTION, Standing.UNDER_WAY)


class Half(TextChoices):
    """The two times a year at which the partnership talks with each agency about its actions."""

    FEBRUARY = "february", "February"
    AUGUST = "august", "August"


class ConversationState(TextChoices):
    """How far a challenge and support conversation has come."""

    PLANNED = "planned", "Planned"
    PREPARED = "prepared", "Answers ready"
    HELD = "held", "Held"
    AGREED = "agreed", "Record agreed"
    NOT_HELD = "not_held", "Not held"


class Confidence(TextChoices):
    """How sure those in the room are that what the agency did makes a lasting difference."""

    HIGH = "high", "Confident"
    SOME = "some", "Fairly confident"
    LOW = "low", "Not confident yet"
    UNKNOWN = "unknown", "Too early to say"


class JudgedWith(TextChoices):
    """Who takes part in judging whether an action made a difference (Learning and Improvement Framework, part B)."""

    CHILDREN = "children", "Children and young people"
    FAMILIES = "families", "Parents, carers and families"
    PRACTITIONERS = "practitioners", "Practitioners"
    ECYPS = "ecyps", "ECYPS, for the voluntary and community sector"
    SCRUTINY = "scrutiny", "The independent scrutineer"
