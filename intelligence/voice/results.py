"""What people answered, counted: nothing while a survey is open, nothing of fewer than five. Pure counting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from escp.returns.choices import CLOSED_KINDS
from escp.returns.definition import Definition, Question
from intelligence.voice.groups import merged
from intelligence.voice.policies import is_agreement, questions_of
from learning.choices import FEWEST_ANSWERS

Answers = Sequence[Mapping[str, Any]]
AGREE, NEITHER = ("agree", "strongly_agree"), ("neither",)


@dataclass(frozen=True)
class Counted:
    """How often each answer to a question was given, of how many people; no counts of fewer than five."""

    question: Question
    people: int
    counts: tuple[tuple[str, str, int], ...]

    @property
    def agreement(self) -> tuple[int, int, int]:
        """How many agree, do neither, and disagree."""
        agree = sum(number for value, _, number in self.counts if value in AGREE)
        neither = sum(number for value, _, number in self.counts if value in NEITHER)
        return agree, neither, self.people - agree - neither


@dataclass(frozen=True)
class OfGroup:
    """One group with at least five people: what it is called, how many, and how many agree to each question."""

    label: str
    people: int
    agree: tuple[str, ...]


def counted(asks: Definition, given: Answers) -> list[Counted]:
    """Return the count of each question with choices."""
    return [_count(one, given) for one in questions_of(asks) if one.kind in CLOSED_KINDS]


def _count(question: Question, given: Answers) -> Counted:
    said = [one[question.key] for one in given if one.get(question.key)]
    if len(said) < FEWEST_ANSWERS:
        return Counted(question, len(said), ())
    chosen = [value for one in said for value in (one if isinstance(one, list) else [one])]
    counts = tuple((value, label, chosen.count(value)) for value, label in question.choices)
    return Counted(question, len(said), counts)


def agreements(asks: Definition, given: Answers) -> list[Counted]:
    """Return the count of each question that asks how far people agree, where at least five answered."""
    return [one for one in counted(asks, given) if is_agreement(one.question) and one.counts]


def share_that_agrees(one: Counted) -> int:
    """Return how many of a hundred agree, as a whole number."""
    return round(100 * one.agreement[0] / one.people)


def by_group(asks: Definition, key: str, given: Answers) -> tuple[list[Question], list[OfGroup]]:
    """Return the questions on agreement, and each group with how many of it agree; none where one group would stand.

    Groups under five are merged. A question that fewer than five of a group answered stays empty there, and so it does
    in every group: from the total it could be worked out.
    """
    question = asks.question(key) if key else None
    if question is None:
        return [], []
    labels = dict(question.choices)
    groups = merged({value: sum(one.get(key) == value for one in given) for value in labels})
    if len(groups) < 2:
        return [], []
    of = {group: [one for one in given if one.get(key) in group] for group in groups}
    counts = {group: {one.question.key: one for one in agreements(asks, rows)} for group, rows in of.items()}
    asked = [one.question for one in agreements(asks, given)]
    shown = [one for one in asked if all(one.key in counts[group] for group in groups)]
    rows = [
        OfGroup(
            ", ".join(labels[value] for value in group),
            len(of[group]),
            tuple(f"{share_that_agrees(counts[group][one.key])}%" for one in shown),
        )
        for group in groups
    ]
    return shown, rows
