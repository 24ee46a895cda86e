"""The terms of reference of a multi-agency audit: written, approved by the PIG, approved anew after a change."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audits.choices import TERMS_WRITABLE
from audits.models import AuditedAgency, AuditMethod, AuditTerms, MultiAgencyAudit, TermsApproval
from audits.queries.multi_agency import last_approval, terms_of
from audits.services.audit_tools import keep_in_step_if_issued
from audits.shipped_methods import SHIPPED_METHODS
from audits.terms_text import approval_that_counts, digest_of, terms_text
from escp.partnership.models import Person

CLOSED = "The terms of reference stand as they were approved: returns are in."
AS_APPROVED = "The PIG has approved the terms of reference as they stand. Nothing was changed since."


def _must_be_open(audit: MultiAgencyAudit) -> None:
    if audit.state not in TERMS_WRITABLE:
        raise ValidationError(CLOSED)


@transaction.atomic
def write_terms(*, by: Person, audit: MultiAgencyAudit, terms: AuditTerms, save_rows: Callable[[], None]) -> AuditTerms:
    """Save a page of the terms of reference; `save_rows` keeps what it links to, such as methods.

    Raises ValidationError once returns are in. What was approved before stays; a change has to be approved again.
    """
    _must_be_open(audit)
    terms.audit = audit
    terms.save()
    save_rows()
    return terms


@transaction.atomic
def name_agency(*, by: Person, taking_part: AuditedAgency) -> AuditedAgency:
    """Save an agency that takes part and who audits for it.

    Raises ValidationError once returns are in, for an agency that takes part already, and for two people of whom one
    cannot stand in for the other.
    """
    _must_be_open(taking_part.audit)
    twice = AuditedAgency.objects.filter(audit=taking_part.audit, agency=taking_part.agency).exclude(pk=taking_part.pk)
    if twice.exists():
        raise ValidationError({"agency": f"{taking_part.agency} takes part already."})
    if taking_part.stand_in_id is not None:
        if taking_part.auditor_id is None:
            raise ValidationError({"auditor": "Name the auditor before who stands in."})
        if taking_part.stand_in_id == taking_part.auditor_id:
            raise ValidationError({"stand_in": "Name somebody else: nobody stands in for themselves."})
    taking_part.save()
    keep_in_step_if_issued(by=by, audit=taking_part.audit)
    return taking_part


@transaction.atomic
def leave_agency_out(*, by: Person, taking_part: AuditedAgency) -> MultiAgencyAudit:
    """Take an agency out of an audit. Raises ValidationError once tools were issued."""
    if taking_part.audit.tools_issued_on is not None:
        raise ValidationError("Audit tools were issued. Waive what was asked of the agency instead.")
    _must_be_open(taking_part.audit)
    taking_part.delete()
    return taking_part.audit


@transaction.atomic
def approve_terms(*, by: Person, audit: MultiAgencyAudit, approved_on: date, minute: str) -> TermsApproval:
    """Keep the terms of reference as the PIG approved them, word for word, beside every earlier approval.

    Raises ValidationError for a meeting that lies ahead, and where nothing was changed since the last approval.
    """
    _must_be_open(audit)
    if approved_on > timezone.localdate():
        raise ValidationError({"approved_on": "The meeting cannot be in the future."})
    if approval_that_counts(audit) is not None:
        raise ValidationError(AS_APPROVED)
    text, last = terms_text(audit), last_approval(audit)
    return TermsApproval.objects.create(
        audit=audit,
        number=last.number + 1 if last else 1,
        text=text,
        digest=digest_of(text),
        approved_on=approved_on,
        minute=minute,
        recorded_by=by,
    )


@transaction.atomic
def approve_again(*, by: Person, audit: MultiAgencyAudit, approved_on: date, minute: str) -> TermsApproval:
    """Keep a further approval after a change. Raises ValidationError before the first, which is a step of the audit."""
    if last_approval(audit) is None:
        raise ValidationError("The first approval is a step of the audit: record it there.")
    return approve_terms(by=by, audit=audit, approved_on=approved_on, minute=minute)


@transaction.atomic
def begin_terms(*, by: Person, audit: MultiAgencyAudit) -> AuditTerms:
    """Make the terms of reference of an audit, empty but for what is the same in every audit."""
    terms = terms_of(audit)
    if terms.pk is None:
        terms.save()
    return terms


@transaction.atomic
def keep_method(*, by: Person, method: AuditMethod) -> AuditMethod:
    """Save a method of the library. Audits that were approved keep their own words; the history keeps the old ones."""
    method.save()
    return method


def begin_library() -> None:
    """Put the shipped methods into the library that are not there. What was changed in the pages stays as it is.

    A new database has them from its first migration; one that was emptied since has them again.
    """
    for key, name, about, looks_at_cases in SHIPPED_METHODS:
        words = {"name": name, "about": about, "looks_at_cases": looks_at_cases}
        AuditMethod.objects.get_or_create(key=key, defaults=words)
