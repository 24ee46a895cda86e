"""Immediate learning, and which deaths are reviewed."""

from typing import Any

from cdop.choices import Scope
from cdop.models import ImmediateLearning
from cdop.policies import RULES, is_reviewed_here
from cdop.queries import may_answer
from escp.deadlines.queries import deadlines_of
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import moment_in_words


def scope_page() -> dict[str, Any]:
    """Return every kind of death, whether it is reviewed here, and the rule for each."""
    kinds = [{"label": scope.label, "rule": RULES[scope], "here": is_reviewed_here(scope)} for scope in Scope]
    return {"title": "Which deaths are reviewed", "kinds": kinds}


def immediate_learning_page(learning: ImmediateLearning, person: Person) -> dict[str, Any]:
    """Return what was learned at once, and what follows from it. It leads to no review."""
    rows = [
        Row("Carried to", learning.get_to_display()),
        Row("Carried on", f"{moment_in_words(learning.at)} by {learning.by}"),
        Row("What to know", learning.words),
    ]
    if learning.answered_at:
        rows += [
            Row("What follows", learning.answer),
            Row("Answered", f"{moment_in_words(learning.answered_at)} by {learning.answered_by}"),
        ]
    return {
        "marking": True,
        "record": learning,
        "title": "Immediate learning",
        "deadlines": list(deadlines_of(learning)),
        "rows": rows,
        "may_answer": learning.answered_at is None and may_answer(person, learning),
    }
