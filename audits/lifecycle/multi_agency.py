"""How a multi-agency audit moves: from an idea to what everybody may read.

Source: Learning and Improvement Framework, part A (three to four audits a year, agreed terms of reference and method
for each, overseen by the Practice Improvement Group). The states and days are the partnership’s own.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from audits.asking import returns_due_on
from audits.choices import UNDER_WAY, AuditState, ProgrammeStep
from audits.lifecycle import multi_agency_needs as needs
from audits.models import MultiAgencyAudit
from audits.queries.multi_agency import audits_for
from audits.services.audit_cases import draw, put_back
from audits.services.audit_terms import approve_terms as keep_approval
from audits.services.audit_terms import begin_terms
from audits.services.audit_tools import keep_in_step
from audits.services.moderation import SHARE, take_in_grades
from audits.services.programme import NO_PRIORITY, note_change
from audits.services.reports import keep_report
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.partnership.models.plan import year_of

MULTI_AGENCY_AUDIT = Lifecycle(MultiAgencyAudit, find=audits_for, key="multi-agency-audit")
RUNS, AGREES = has(Permission.RUN_AUDITS), has(Permission.AGREE_AUDITS)


def _must_be_past(**days: date) -> None:
    """Raise ValidationError, at its field, for a day in the future."""
    for name, day in days.items():
        if day > timezone.localdate():
            raise ValidationError({name: "The date cannot be in the future."})


def serves_a_priority(audit: MultiAgencyAudit) -> str | None:
    return None if audit.priorities.exists() else NO_PRIORITY


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.IDEA,
    target=AuditState.PROGRAMME,
    label="Put it in the programme",
    allow=RUNS,
    needs=[serves_a_priority],
    help="It joins the programme of the year in which it is planned to start.",
)
def enter_programme(audit: MultiAgencyAudit, *, by: Person, planned_on: date) -> None:
    audit.planned_on, audit.year = planned_on, year_of(planned_on)
    note_change(by=by, audit=audit, year=audit.year, step=ProgrammeStep.ADDED, why=audit.why_now)


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.PROGRAMME,
    target=AuditState.IDEA,
    label="Take it out of the programme",
    allow=RUNS,
    help="It stays as an idea. The reason stands with the programme.",
    aside=True,
)
def leave_programme(audit: MultiAgencyAudit, *, by: Person, why: str) -> None:
    year, audit.year = audit.programme_year, None
    note_change(by=by, audit=audit, year=year, step=ProgrammeStep.TAKEN_OUT, why=why)


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.PROGRAMME,
    target=AuditState.TERMS_DRAFTED,
    label="Start the terms of reference",
    allow=RUNS,
)
def draft_terms(audit: MultiAgencyAudit, *, by: Person) -> None:
    """Side effects: terms of reference that hold what is the same in every audit."""
    begin_terms(by=by, audit=audit)


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.TERMS_DRAFTED,
    target=AuditState.TERMS_APPROVED,
    label="Record that the PIG approved the terms of reference",
    allow=AGREES,
    needs=[needs.terms_are_written, needs.agencies_take_part],
    help="They are kept as they read now. A later change has to be approved again.",
)
def approve_terms(audit: MultiAgencyAudit, *, by: Person, approved_on: date, minute: str) -> None:
    """Side effects: the text as it was approved. Raises ValidationError for a meeting that lies ahead."""
    keep_approval(by=by, audit=audit, approved_on=approved_on, minute=minute)
    audit.terms_approved_on = approved_on


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.TERMS_APPROVED,
    target=AuditState.SAMPLE_DRAWN,
    label="Draw the sample",
    allow=RUNS,
    needs=[needs.terms_stand, needs.there_is_a_sample_to_draw, needs.frame_is_large_enough],
    help="At random, with a seed that is kept: the same seed and frame give the same sample.",
)
def draw_sample(audit: MultiAgencyAudit, *, by: Person) -> None:
    draw(by=by, audit=audit)
    audit.sample_drawn_on = timezone.localdate()


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.TERMS_APPROVED,
    target=AuditState.SAMPLE_DRAWN,
    label="Go on without a sample",
    allow=RUNS,
    needs=[needs.terms_stand, needs.no_sample_is_needed],
    help="For methods that look at no cases, such as a focus group.",
    aside=True,
)
def go_without_sample(audit: MultiAgencyAudit, *, by: Person) -> None:
    audit.sample_drawn_on = timezone.localdate()


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.SAMPLE_DRAWN,
    target=AuditState.TERMS_APPROVED,
    label="Take the draw back",
    allow=RUNS,
    help="The drawing stays on record with its seed and this reason. Exclusions stay.",
    aside=True,
)
def take_back_draw(audit: MultiAgencyAudit, *, by: Person) -> None:
    put_back(by=by, audit=audit)
    audit.sample_drawn_on = None


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.SAMPLE_DRAWN,
    target=AuditState.TOOLS_ISSUED,
    label="Issue the audit tools",
    allow=RUNS,
    needs=[
        needs.terms_stand,
        needs.every_agency_has_an_auditor,
        needs.sample_is_whole,
        needs.nobody_audits_their_own_team,
        needs.tool_asks_for_the_case,
    ],
)
def issue_tools(audit: MultiAgencyAudit, *, by: Person) -> None:
    """The returns are due on the day that the terms of reference name, or else within the partnership’s own time."""
    audit.tools_issued_on = timezone.localdate()
    audit.tools_due_on = returns_due_on(audit)
    keep_in_step(by=by, audit=audit)


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.TOOLS_ISSUED,
    target=AuditState.RETURNS_IN,
    label="Record that the returns are in",
    allow=RUNS,
    needs=[
        needs.terms_stand,
        needs.every_return_is_in,
        needs.no_flag_is_open,
        needs.readers_are_named,
        needs.readers_stand_apart,
    ],
    help="The grades are kept as they stand, and the cases that are read a second time are drawn.",
)
def close_returns(audit: MultiAgencyAudit, *, by: Person, share: int = SHARE) -> None:
    """Side effects: a row for each grade, a moderation for each case, and the drawing of second reads."""
    take_in_grades(by=by, audit=audit, share=share)
    audit.returns_in_on = timezone.localdate()


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.RETURNS_IN,
    target=AuditState.MODERATED,
    label="Close the moderation",
    allow=RUNS,
    needs=[needs.every_case_is_moderated, needs.second_reads_are_in],
    help="The grades then stay: they change only with the reason and a second person who agrees.",
)
def moderate(audit: MultiAgencyAudit, *, by: Person) -> None:
    audit.moderated_on = timezone.localdate()


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.MODERATED,
    target=AuditState.DISCUSSION_HELD,
    label="Record the audit discussion",
    allow=RUNS,
)
def hold_discussion(audit: MultiAgencyAudit, *, by: Person, discussion_on: date) -> None:
    """Raises ValidationError for a day that lies ahead."""
    _must_be_past(discussion_on=discussion_on)
    audit.discussion_on = discussion_on


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.DISCUSSION_HELD,
    target=AuditState.REPORT_DRAFTED,
    label="Start the report",
    allow=RUNS,
)
def draft_report(audit: MultiAgencyAudit, *, by: Person) -> None:
    """The move keeps who began it, and when."""


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.REPORT_DRAFTED,
    target=AuditState.AGREED,
    label="Record that the PIG agreed the report",
    allow=AGREES,
)
def agree_report(audit: MultiAgencyAudit, *, by: Person, agreed_on: date, agreed_minute: str) -> None:
    """Side effects: the report is kept as it reads now. Raises ValidationError for a meeting that lies ahead."""
    _must_be_past(agreed_on=agreed_on)
    audit.agreed_on, audit.agreed_minute = agreed_on, agreed_minute
    keep_report(by=by, audit=audit)


@MULTI_AGENCY_AUDIT.transition(
    source=AuditState.AGREED,
    target=AuditState.PUBLISHED,
    label="Record that the learning is published",
    allow=RUNS,
)
def publish_learning(audit: MultiAgencyAudit, *, by: Person, published_on: date, web_address: str = "") -> None:
    """Raises ValidationError for a day that lies ahead."""
    _must_be_past(published_on=published_on)
    audit.published_on, audit.web_address = published_on, web_address


@MULTI_AGENCY_AUDIT.transition(
    source=UNDER_WAY,
    target=AuditState.CANCELLED,
    label="Cancel the audit",
    allow=RUNS,
    help="What was written stays. The reason stands with the programme.",
    aside=True,
)
def cancel(audit: MultiAgencyAudit, *, by: Person, cancelled_because: str) -> None:
    audit.cancelled_because, audit.cancelled_on = cancelled_because, timezone.localdate()
    if audit.year is not None:
        note_change(by=by, audit=audit, year=audit.year, step=ProgrammeStep.CANCELLED, why=cancelled_because)
