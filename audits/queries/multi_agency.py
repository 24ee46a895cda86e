"""The multi-agency audits that a person may know of, and what stands beside each."""

from django.db.models import Count, Prefetch, QuerySet

from audits.choices import CaseStanding
from audits.models import AuditCase, AuditedAgency, AuditMethod, AuditTerms, MultiAgencyAudit, TermsApproval
from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.queries import sources_for


def audits_for(person: Person) -> QuerySet[MultiAgencyAudit]:
    """Return the multi-agency audits that a person may know of: all who take part in learning know of all of them.

    What is still being worked on inside one is for those who may see audits (`works_on`).
    """
    return sources_for(person, MultiAgencyAudit).select_related("activity", "lead", "audit_lead")


def audits_to_list(person: Person) -> QuerySet[MultiAgencyAudit]:
    """Return the audits that a person may know of, each with how many agencies take part."""
    rows = audits_for(person).annotate(agency_count=Count("agencies", distinct=True))
    return rows.order_by("-proposed_on", "-pk")


def works_on(person: Person) -> bool:
    """Say whether a person may see audits while they are being worked on, with their cases under pseudonyms."""
    return person.may(Permission.SEE_AUDITS)


def audits_worked_on_by(person: Person) -> QuerySet[MultiAgencyAudit]:
    """Return the audits whose inside a person may see: cases, seeds, auditors."""
    return audits_for(person) if works_on(person) else MultiAgencyAudit.objects.none()


def audit_pages_for(person: Person) -> QuerySet[MultiAgencyAudit]:
    """Return the audits that a person may know of, each with all that its page reads again and again."""
    rows = audits_for(person).select_related(
        "terms__moderator", "terms__second_reader", "terms__tool__questionnaire", "origin"
    )
    return rows.prefetch_related(
        "priorities",
        "terms__methods",
        "terms_approvals",
        Prefetch("cases", queryset=AuditCase.objects.select_related("replaces")),
        "agencies__agency",
        "agencies__auditor",
        "agencies__stand_in",
    )


def terms_of(audit: MultiAgencyAudit) -> AuditTerms:
    """Return the terms of reference of an audit, new where none are written yet."""
    try:
        return audit.terms
    except AuditTerms.DoesNotExist:
        return AuditTerms(audit=audit)


def last_approval(audit: MultiAgencyAudit) -> TermsApproval | None:
    """Return the terms of reference as the PIG approved them last, or None."""
    return next(iter(audit.terms_approvals.all()), None)


def agencies_in(audit: MultiAgencyAudit) -> list[AuditedAgency]:
    """Return the agencies that take part, each with who audits for it."""
    return sorted(audit.agencies.all(), key=lambda one: one.agency.name)


def frame_of(audit: MultiAgencyAudit) -> list[AuditCase]:
    """Return the whole sampling frame in the drawn order, then by pseudonym."""
    return list(audit.cases.all())


def sample_of(audit: MultiAgencyAudit) -> list[AuditCase]:
    """Return the cases that are looked at, in the order in which they were drawn."""
    return [case for case in frame_of(audit) if case.standing == CaseStanding.SAMPLED]


def to_draw_from(audit: MultiAgencyAudit) -> list[AuditCase]:
    """Return the cases that may be drawn: all that are not excluded."""
    return [case for case in frame_of(audit) if case.standing != CaseStanding.EXCLUDED]


def next_in_frame(audit: MultiAgencyAudit) -> AuditCase | None:
    """Return the next case of the drawn order that is not in the sample, locked; None when the frame is used up."""
    waiting = audit.cases.filter(standing=CaseStanding.IN_FRAME, place__isnull=False)
    return waiting.select_for_update(of=("self",)).order_by("place").first()


def taking_part_for(person: Person) -> QuerySet[AuditedAgency]:
    """Return the agencies that take part in the audits that a person may know of."""
    return AuditedAgency.objects.filter(audit__in=audits_for(person)).select_related("audit__lead", "agency")


def cases_for(person: Person) -> QuerySet[AuditCase]:
    """Return the cases of the audits whose inside a person may see."""
    return AuditCase.objects.filter(audit__in=audits_worked_on_by(person)).select_related("audit__lead")


def methods_for(person: Person) -> QuerySet[AuditMethod]:
    """Return the library of methods, for all who take part in learning."""
    return AuditMethod.objects.all() if person.may(Permission.SEE_LEARNING) else AuditMethod.objects.none()


def methods_to_choose() -> QuerySet[AuditMethod]:
    """Return the methods that are offered for new audits."""
    return AuditMethod.objects.filter(in_use=True)
