"""The clocks of a multi-agency audit: terms of reference before it starts, then discussion and report.

That the year’s programme is agreed by the end of April is a fixed point of the year plan, and each return has its clock
with its kind of request (`audits.asking`). All are the partnership’s own.
"""

from functools import partial

from audits.choices import AuditState
from audits.models import MultiAgencyAudit
from audits.queries.multi_agency import audits_for
from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Escalation,
    Level,
    Owed,
    WorkingDays,
    WorkingDaysBefore,
    after_due,
    before_due,
    ladder,
    register,
)

OWN_TARGET = "The partnership’s own target for a multi-agency audit"
BY_THE_LEAD = Owed(RoleKey.BUSINESS_MANAGER, person="audit_lead")
TO_THE_GROUP = (Escalation(after_due(1), RoleKey.PIG_MEMBER),)


def _is_planned(audit: MultiAgencyAudit) -> bool:
    """Whether terms of reference are owed: it stands in a programme, or they were approved."""
    return audit.terms_approved_on is not None or audit.state in (AuditState.PROGRAMME, AuditState.TERMS_DRAFTED)


def _unless_cancelled(audit: MultiAgencyAudit) -> bool:
    return audit.state != AuditState.CANCELLED


of_audit = partial(Clock, model="audits.MultiAgencyAudit", visible=audits_for, level=Level.LOCAL, authority=OWN_TARGET)

APPROVE_TERMS = register(
    of_audit(
        key="audits.terms",
        label="Terms of reference approved",
        ask="Have the audit’s terms of reference approved by the Practice Improvement Group",
        started_by="The day on which the audit is planned to start",
        length=WorkingDaysBefore(15),
        starts="planned_on",
        stops="terms_approved_on",
        applies=_is_planned,
        owed_by=BY_THE_LEAD,
        remind=(before_due(5), before_due(0)),
        escalate=TO_THE_GROUP,
    )
)

HOLD_DISCUSSION = register(
    of_audit(
        key="audits.discussion",
        label="Audit discussion",
        ask="Hold the audit discussion",
        started_by="The day on which the agencies’ returns are due",
        length=WorkingDays(10),
        starts="tools_due_on",
        stops="discussion_on",
        applies=_unless_cancelled,
        owed_by=BY_THE_LEAD,
        remind=(before_due(5), before_due(0)),
        escalate=ladder(unit=after_due(1)),
    )
)

REPORT_TO_GROUP = register(
    of_audit(
        key="audits.report",
        label="Report agreed by the PIG",
        ask="Bring the audit’s report to the Practice Improvement Group",
        started_by="The audit discussion was held",
        length=WorkingDays(20),
        starts="discussion_on",
        stops="agreed_on",
        applies=_unless_cancelled,
        owed_by=BY_THE_LEAD,
        remind=(before_due(7), before_due(0)),
        escalate=TO_THE_GROUP,
    )
)
