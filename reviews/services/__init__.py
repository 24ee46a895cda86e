"""Writes to incidents and reviews other than moves."""

from reviews.services.incident import answer_criteria, change_incident, record_view, refer_incident, tell_partners
from reviews.services.local_review import commission_local_review, record_progress_check, set_dates
from reviews.services.rapid_review import open_rapid_review, sign, write_review

__all__ = [
    "answer_criteria",
    "change_incident",
    "commission_local_review",
    "open_rapid_review",
    "record_progress_check",
    "record_view",
    "refer_incident",
    "set_dates",
    "sign",
    "tell_partners",
    "write_review",
]
