"""The words of audits and self-assessments."""

from django.db.models import TextChoices

# Multi-agency audits


class AuditState(TextChoices):
    """How far a multi-agency audit has come, from a thought to what everybody may read."""

    IDEA = "idea", "Idea"
    PROGRAMME = "programme", "In the programme"
    TERMS_DRAFTED = "terms_drafted", "Terms of reference being written"
    TERMS_APPROVED = "terms_approved", "Terms of reference approved"
    SAMPLE_DRAWN = "sample_drawn", "Sample drawn"
    TOOLS_ISSUED = "tools_issued", "Audit tools issued"
    RETURNS_IN = "returns_in", "Returns in"
    MODERATED = "moderated", "Moderated"
    DISCUSSION_HELD = "discussion_held", "Audit discussion held"
    REPORT_DRAFTED = "report_drafted", "Report being written"
    AGREED = "agreed", "Report agreed by the PIG"
    PUBLISHED = "published", "Published"
    CANCELLED = "cancelled", "Cancelled"


AUDIT_ORDER = tuple(state for state in AuditState if state != AuditState.CANCELLED)
"""The way of an audit, in order; it can be cancelled from any state but the last."""

UNDER_WAY = tuple(state for state in AUDIT_ORDER if state != AuditState.PUBLISHED)
IN_A_PROGRAMME = tuple(state for state in AUDIT_ORDER if state != AuditState.IDEA)
TERMS_WRITABLE = (AuditState.TERMS_DRAFTED, AuditState.TERMS_APPROVED, AuditState.SAMPLE_DRAWN, AuditState.TOOLS_ISSUED)
"""While the terms of reference may be written; a change after approval has to be approved again."""
CASES_OPEN = (AuditState.TERMS_DRAFTED, AuditState.TERMS_APPROVED)
"""While cases may be added to the sampling frame: what was drawn from stays as it was."""
CASES_CHANGEABLE = (*CASES_OPEN, AuditState.SAMPLE_DRAWN, AuditState.TOOLS_ISSUED)
"""While a case may be excluded, with the reason, and replaced by the next in the drawn order."""


def from_state_on(state: AuditState) -> tuple[AuditState, ...]:
    """Return a state and those after it."""
    return AUDIT_ORDER[AUDIT_ORDER.index(state) :]


AUDITS_ASKED = range(3, 5)
"""How many multi-agency audits a year the framework asks for: three to four. Others are warned of, never refused."""


class PromptedBy(TextChoices):
    """What made somebody ask for an audit (Learning and Improvement Framework, part A)."""

    DATA = "data", "A signal in the data"
    REVIEW = "review", "A review, here or elsewhere"
    NATIONAL = "national", "National learning or guidance"
    FRONTLINE = "frontline", "Practitioners on the frontline"
    VOICE = "voice", "What children and families say"
    AUDIT = "audit", "An earlier audit or self-assessment"
    INSPECTION = "inspection", "An inspection, or getting ready for one"
    PLAN = "plan", "A priority of the Business Plan alone"


class ProgrammeStep(TextChoices):
    """What was done to a year’s programme."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    TAKEN_OUT = "taken_out", "Taken out"
    CANCELLED = "cancelled", "Cancelled"


class CaseStanding(TextChoices):
    """Where a case of the sampling frame stands."""

    IN_FRAME = "in_frame", "In the frame"
    SAMPLED = "sampled", "In the sample"
    EXCLUDED = "excluded", "Excluded"


class FlagStanding(TextChoices):
    """How far an urgent flag is."""

    OPEN = "open", "Not acknowledged yet"
    ACKNOWLEDGED = "acknowledged", "Acknowledged, not resolved yet"
    RESOLVED = "resolved", "Resolved"


class Whose(TextChoices):
    """Whose voice is heard in an audit."""

    CHILD = "child", "Children and young people"
    FAMILY = "family", "Families and carers"
    PRACTITIONER = "practitioner", "Practitioners"


VOICES_OPEN = AUDIT_ORDER[AUDIT_ORDER.index(AuditState.TERMS_APPROVED) : AUDIT_ORDER.index(AuditState.AGREED)]
"""While voices may be recorded: from the approved terms of reference to the agreed report."""


# Section 11 and schools


class AssessmentKind(TextChoices):
    """Who assesses itself, and by which duty."""

    SECTION_11 = "section_11", "Section 11"
    SCHOOLS = "schools", "Schools and colleges (sections 157 and 175)"


class CycleState(TextChoices):
    """How far a round of self-assessments has come."""

    DRAFT = "draft", "Being prepared"
    ISSUED = "issued", "Agencies are asked"
    RETURNED = "returned", "Returns are in, being moderated"
    MODERATED = "moderated", "Moderated, in challenge panels"
    FINAL = "final", "Grades agreed, gaps being closed"
    CLOSED = "closed", "Closed"


CYCLE_ORDER = tuple(CycleState)


def cycle_from(state: CycleState) -> tuple[CycleState, ...]:
    """Return a state of a cycle and those after it."""
    return CYCLE_ORDER[CYCLE_ORDER.index(state) :]


class Placed(TextChoices):
    """How far a criterion is in place, in the words of the scale by which agencies grade themselves."""

    RED = "red", "Red: not in place"
    AMBER = "amber", "Amber: partly in place, with a plan"
    GREEN = "green", "Green: in place, with evidence"
    BLUE = "blue", "Blue: embedded, with evidence of impact"
    NOT_APPLICABLE = "not_applicable", "Does not apply"


GAPS = (Placed.RED, Placed.AMBER)
RANKS = {Placed.RED: 0, Placed.AMBER: 1, Placed.GREEN: 2, Placed.BLUE: 3}
"""From the weakest up; what does not apply stands outside the order."""


class SchoolSort(TextChoices):
    """What kind of establishment it is: section 175 for maintained schools and colleges, section 157 for the others."""

    MAINTAINED = "maintained", "Maintained"
    ACADEMY = "academy", "Academy or free school"
    INDEPENDENT = "independent", "Independent"
    COLLEGE = "college", "Further education college"
    UNIT = "unit", "Pupil referral unit"


class Phase(TextChoices):
    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all_through", "All-through"
    SPECIAL = "special", "Special"
    SIXTEEN_PLUS = "sixteen_plus", "16 plus"


# Single-agency audits


class YearState(TextChoices):
    """How far a year of single-agency audits has come, from its plan to the March meeting and what followed."""

    PLANNED = "planned", "Planned"
    ASKED = "asked", "Agencies are asked"
    MET = "met", "Meeting held"
    CLOSED = "closed", "Closed"


YEAR_ORDER = tuple(YearState)


def year_from(state: YearState) -> tuple[YearState, ...]:
    """Return a state of a year and those after it."""
    return YEAR_ORDER[YEAR_ORDER.index(state) :]


class CarriedOutBy(TextChoices):
    """Who did a single-agency audit."""

    INTERNAL = "internal", "The agency itself"
    EXTERNAL = "external", "Somebody from outside"


CALL, RETURNS, PAPERS, MEETING = (
    "single-agency-call",
    "single-agency-return",
    "single-agency-papers",
    "single-agency-meeting",
)
DAYS_OF_A_YEAR = (CALL, RETURNS, PAPERS, MEETING)
"""The fixed points of the year plan by which a year of single-agency audits goes."""


# Readiness for inspection


class Bearing(TextChoices):
    """How evidence bears on a criterion, where that can be said."""

    STRENGTH = "strength", "A strength"
    WEAKNESS = "weakness", "A weakness"
