"""What audits and self-assessments are made of."""

from audits.models.agreed_report import AgreedReport
from audits.models.audit_terms import AuditMethod, AuditTerms, SampleDraw, TermsApproval
from audits.models.audit_tools import CaseTool, FlagAlert, UrgentFlag
from audits.models.lines import FromLine
from audits.models.moderation import (
    AgencyGrade,
    CaseModeration,
    GradeChange,
    ModeratedGrade,
    ReadDraw,
    SecondRead,
)
from audits.models.multi_agency import AuditCase, AuditedAgency, MultiAgencyAudit
from audits.models.programme import AuditOrigin, ProgrammeAgreement, ProgrammeChange
from audits.models.readiness import Criterion, Exhibit, InspectionFramework, TakenOut
from audits.models.section_11 import AssessedAgency, AssessmentCycle, CriterionGrade, Establishment, StaffAnswers
from audits.models.single_agency import CarriedStep, SingleAgencyAudit, SingleAgencyYear
from audits.models.voices import Voice

__all__ = [
    "AgencyGrade",
    "AgreedReport",
    "AssessedAgency",
    "AssessmentCycle",
    "AuditCase",
    "AuditMethod",
    "AuditOrigin",
    "AuditTerms",
    "AuditedAgency",
    "CarriedStep",
    "CaseModeration",
    "CaseTool",
    "Criterion",
    "CriterionGrade",
    "Establishment",
    "Exhibit",
    "FlagAlert",
    "FromLine",
    "GradeChange",
    "InspectionFramework",
    "ModeratedGrade",
    "MultiAgencyAudit",
    "ProgrammeAgreement",
    "ProgrammeChange",
    "ReadDraw",
    "SampleDraw",
    "SecondRead",
    "SingleAgencyAudit",
    "SingleAgencyYear",
    "StaffAnswers",
    "TakenOut",
    "TermsApproval",
    "UrgentFlag",
    "Voice",
]
