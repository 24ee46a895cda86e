"""Writes to incidents and reviews other than moves."""

from reviews.services.incident import (
    answer_criteria,
    change_incident,
    copy_to_unit,
    join_child,
    record_view,
    refer_incident,
    tell_other_areas,
    tell_partners,
    write_child,
    write_details,
)
from reviews.services.local_review import commission_local_review, record_progress_check, set_dates
from reviews.services.rapid_review import (
    ask_agencies,
    open_rapid_review,
    record_dissent,
    record_known,
    sign,
    weigh_criteria,
    write_decision,
    write_review,
)
from reviews.services.sealing import check_seal, decision_was_changed, hash_to_sign, seal

__all__ = [
    "answer_criteria",
    "ask_agencies",
    "change_incident",
    "check_seal",
    "commission_local_review",
    "copy_to_unit",
    "decision_was_changed",
    "hash_to_sign",
    "join_child",
    "open_rapid_review",
    "record_dissent",
    "record_known",
    "record_progress_check",
    "record_view",
    "refer_incident",
    "seal",
    "set_dates",
    "sign",
    "tell_other_areas",
    "tell_partners",
    "weigh_criteria",
    "write_child",
    "write_decision",
    "write_details",
    "write_review",
]
