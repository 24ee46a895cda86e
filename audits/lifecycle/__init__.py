"""How audits and self-assessments move: a machine each."""

from audits.lifecycle.multi_agency import MULTI_AGENCY_AUDIT
from audits.lifecycle.section_11 import SELF_ASSESSMENT
from audits.lifecycle.single_agency import SINGLE_AGENCY_YEAR

__all__ = ["MULTI_AGENCY_AUDIT", "SELF_ASSESSMENT", "SINGLE_AGENCY_YEAR"]
