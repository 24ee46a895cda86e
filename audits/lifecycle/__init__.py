"""How audits and self-assessments move: a machine each."""

from audits.lifecycle.multi_agency import MULTI_AGENCY_AUDIT

__all__ = ["MULTI_AGENCY_AUDIT"]
