"""What agencies and schools are asked in a round of self-assessments; what they said last time stands beside."""

from audits.choices import AssessmentKind, CycleState
from audits.models import AssessmentCycle
from audits.queries.section_11 import cycles_for
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.returns.kinds import RequestKind


def why_returns_closed(cycle: AssessmentCycle) -> str:
    """Return why a round takes no more returns, in words; empty while it does."""
    if cycle.state == CycleState.ISSUED:
        return ""
    return f"{cycle.reference} takes no returns: it is now “{cycle.get_state_display()}”. Ring the business unit."


def _kind(key: str, label: str, questionnaire: str, authority: str) -> RequestKind:
    return RequestKind(
        key=key,
        label=label,
        questionnaire=questionnaire,
        about="audits.AssessmentCycle",
        visible=cycles_for,
        due=lambda cycle: cycle.due_on,
        closed=why_returns_closed,
        carries_over=True,
        level=Level.LOCAL,
        authority=authority,
        remind=(before_due(30), before_due(10), before_due(3)),
        escalate=ladder(agency_lead=after_due(3), delegated=after_due(10)),
    )


SECTION_11 = _kind(
    "audits.section-11",
    "Section 11 self-assessment",
    "section-11",
    "Children Act 2004, section 11, is the duty; the round and its day are the partnership’s own",
)
SCHOOLS = _kind(
    "audits.schools",
    "Self-assessment of schools and colleges",
    "school-self-assessment",
    "Education Act 2002, sections 157 and 175, is the duty; the round and its day are the partnership’s own",
)
OF_KIND = {AssessmentKind.SECTION_11.value: SECTION_11, AssessmentKind.SCHOOLS.value: SCHOOLS}
