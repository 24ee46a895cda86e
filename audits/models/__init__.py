"""What audits and self-assessments are made of."""

from audits.models.audit_terms import AuditMethod, AuditTerms, SampleDraw, TermsApproval
from audits.models.multi_agency import AuditCase, AuditedAgency, MultiAgencyAudit
from audits.models.programme import AuditOrigin, ProgrammeAgreement, ProgrammeChange

__all__ = [
    "AuditCase",
    "AuditMethod",
    "AuditOrigin",
    "AuditTerms",
    "AuditedAgency",
    "MultiAgencyAudit",
    "ProgrammeAgreement",
    "ProgrammeChange",
    "SampleDraw",
    "TermsApproval",
]
