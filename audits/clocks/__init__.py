"""Every duty with a time limit of audits and self-assessments. All are the partnership's own and may pause."""

from audits.clocks.multi_agency import APPROVE_TERMS, HOLD_DISCUSSION, REPORT_TO_GROUP
from audits.clocks.single_agency import AGREE_THEMES

__all__ = ["AGREE_THEMES", "APPROVE_TERMS", "HOLD_DISCUSSION", "REPORT_TO_GROUP"]
