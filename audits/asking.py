"""What agencies are asked for in a multi-agency audit: their audit tool, filled in for each case of the sample."""

from datetime import date

from django.utils import timezone

from audits.choices import AuditState
from audits.models import MultiAgencyAudit
from audits.queries.audit_tools import open_flag_of_case
from audits.queries.multi_agency import audits_for, terms_of
from escp.deadlines.calendar import WorkingDays
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.deadlines.queries import calendar
from escp.returns.kinds import RequestKind
from escp.returns.models import Return

RETURN_DAYS = WorkingDays(15)


def returns_due_on(audit: MultiAgencyAudit) -> date:
    """Return the day on which returns are due: what the terms of reference say, or fifteen working days from today."""
    today, planned = timezone.localdate(), terms_of(audit).returns_by
    return planned if planned and planned > today else RETURN_DAYS.count(today, calendar()).due_on


def why_tools_closed(audit: MultiAgencyAudit) -> str:
    """Return why an audit takes no more returns, in words; empty while it does."""
    if audit.state == AuditState.TOOLS_ISSUED:
        return ""
    return f"{audit.reference} takes no returns: it is now “{audit.get_state_display()}”. Ring the business unit."


def why_held(asked: Return) -> str:
    """Return why a return may not be sent for now: an urgent flag about its case that nobody acknowledged yet."""
    flag = open_flag_of_case(asked)
    if flag is None:
        return ""
    return f"{flag.of.reference} was marked as urgent. The case waits until the business unit records what was done."


AUDIT_TOOL = RequestKind(
    key="audits.audit-tool",
    label="Audit tool of a multi-agency audit",
    questionnaire="multi-agency-audit",
    about="audits.MultiAgencyAudit",
    visible=audits_for,
    due=returns_due_on,
    closed=why_tools_closed,
    held=why_held,
    stands_alone=True,
    level=Level.LOCAL,
    authority="The partnership’s own target: fifteen working days from the day on which tools are issued",
    remind=(before_due(5), before_due(2), before_due(0)),
    escalate=ladder(agency_lead=after_due(2), delegated=after_due(5)),
)
