"""Which deaths a person may know of, and what stands beside each."""

from cdop.queries.analysis import (
    analysis_of,
    factors_in,
    is_drafted,
    lacking,
    points_to_take_up,
    recommendations_to_take_up,
    versions_of,
)
from cdop.queries.deaths import (
    deaths_for,
    deaths_like,
    deaths_to_list,
    immediate_learning_for,
    may_answer,
    origin_of,
    professionals_of,
    responses_for,
)
from cdop.queries.family import Family, family_of, key_worker_of, row_of_family, unsettled_questions
from cdop.queries.figures import days_of_deaths_for, reviewed_by_all, reviewed_for
from cdop.queries.national import deaths_to_send, deaths_with_items, submissions_of

__all__ = [
    "Family",
    "analysis_of",
    "days_of_deaths_for",
    "deaths_for",
    "deaths_like",
    "deaths_to_list",
    "deaths_to_send",
    "deaths_with_items",
    "factors_in",
    "family_of",
    "immediate_learning_for",
    "is_drafted",
    "key_worker_of",
    "lacking",
    "may_answer",
    "origin_of",
    "points_to_take_up",
    "professionals_of",
    "recommendations_to_take_up",
    "responses_for",
    "reviewed_by_all",
    "reviewed_for",
    "row_of_family",
    "submissions_of",
    "unsettled_questions",
    "versions_of",
]
