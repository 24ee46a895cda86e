"""Writes to the reviews of children's deaths other than moves."""

from cdop.services.analysis import (
    complete_analysis,
    keep_draft,
    take_up_learning,
    take_up_recommendations,
    write_analysis,
    write_domain,
)
from cdop.services.deaths import (
    add_professional,
    change_death,
    hold_who_it_is,
    notify_death,
    remove_professional,
)
from cdop.services.family import name_key_worker, plan_contact, record_contact, record_question
from cdop.services.national import record_submission, take_items_away
from cdop.services.reporting import ask_for_forms
from cdop.services.response import answer_learning, carry_on, consider_incident, record_steps, start_response

__all__ = [
    "add_professional",
    "answer_learning",
    "ask_for_forms",
    "carry_on",
    "change_death",
    "complete_analysis",
    "consider_incident",
    "hold_who_it_is",
    "keep_draft",
    "name_key_worker",
    "notify_death",
    "plan_contact",
    "record_contact",
    "record_question",
    "record_steps",
    "record_submission",
    "remove_professional",
    "start_response",
    "take_items_away",
    "take_up_learning",
    "take_up_recommendations",
    "write_analysis",
    "write_domain",
]
