"""Writes to the reviews of children's deaths other than moves."""

from cdop.services.deaths import (
    add_professional,
    change_death,
    hold_who_it_is,
    notify_death,
    remove_professional,
)
from cdop.services.response import answer_learning, carry_on, consider_incident, record_steps, start_response

__all__ = [
    "add_professional",
    "answer_learning",
    "carry_on",
    "change_death",
    "consider_incident",
    "hold_who_it_is",
    "notify_death",
    "record_steps",
    "remove_professional",
    "start_response",
]
