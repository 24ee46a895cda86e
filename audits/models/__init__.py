"""What audits and self-assessments are made of."""

from audits.models.audit_terms import AuditMethod, AuditTerms, SampleDraw, TermsApproval
from audits.models.multi_agency import AuditCase, AuditedAgency, MultiAgencyAudit
from audits.models.programme import AuditOrigin, ProgrammeAgreement, ProgrammeChange
from audits.models.section_11 import AssessedAgency, AssessmentCycle, CriterionGrade, Establishment, StaffAnswers

__all__ = [
    "AssessedAgency",
    "AssessmentCycle",
    "AuditCase",
    "AuditMethod",
    "AuditOrigin",
    "AuditTerms",
    "AuditedAgency",
    "CriterionGrade",
    "Establishment",
    "MultiAgencyAudit",
    "ProgrammeAgreement",
    "ProgrammeChange",
    "SampleDraw",
    "StaffAnswers",
    "TermsApproval",
]
