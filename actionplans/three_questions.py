"""The three questions of Outcomes-Based Accountability, answered for actions from what is recorded of them.

How much did we do? How well did we do it? Is anyone better off? (Friedman). The answers are what the latest challenge
and support conversation heard, and the evidence: output proof (E2) says how much, changed practice (E3) how well, an
outcome (E4) and the measure's readings what difference. Where nothing says it, the answer is that nothing does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from actionplans.choices import EvidenceLevel
from actionplans.conversations.queries import latest_words
from actionplans.models import Action, ConversationLine, Evidence, Reading
from actionplans.queries import evidence_about, latest_readings, measure_of
from escp.ui.parts import Row

HOW_MUCH, HOW_WELL, DIFFERENCE = "How much did we do?", "How well did we do it?", "Did it make a difference?"
NOTHING = "No evidence recorded"
SHOWS = {EvidenceLevel.OUTPUT: HOW_MUCH, EvidenceLevel.PRACTICE: HOW_WELL, EvidenceLevel.OUTCOME: DIFFERENCE}


@dataclass
class Answers:
    """What is recorded in answer to each question, in the order in which it was said."""

    given: dict[str, list[str]] = field(default_factory=lambda: {HOW_MUCH: [], HOW_WELL: [], DIFFERENCE: []})

    def add(self, question: str, words: str) -> None:
        if words:
            self.given[question].append(words)

    def words(self, question: str) -> str:
        """Return the answer to one question, a paragraph for each thing said; "No evidence recorded" for none."""
        return "\n".join(self.given[question]) or NOTHING

    @property
    def rows(self) -> list[Row]:
        return [Row(question, self.words(question)) for question in self.given]


def answers_for(actions: Iterable[Action]) -> dict[int, Answers]:
    """Return the three answers for each of some actions. Three queries; read the measure with the actions."""
    rows = list(actions)
    measures = {action.pk: measure.pk for action in rows if (measure := measure_of(action))}
    said, readings = latest_words(action.pk for action in rows), latest_readings(measures.values())
    shown: dict[int, list[Evidence]] = {}
    for one in evidence_about(measures.values()):
        shown.setdefault(one.measure_id, []).append(one)
    return {
        action.pk: answers_of(
            action,
            said.get(action.pk),
            shown.get(measures.get(action.pk, 0), []),
            readings.get(measures.get(action.pk, 0)),
        )
        for action in rows
    }


def answers_of(
    action: Action, line: ConversationLine | None, evidence: Iterable[Evidence], reading: Reading | None
) -> Answers:
    """Return the three answers for one action from what was read of it already."""
    answers, measure = Answers(), measure_of(action)
    if line is not None:
        answers.add(HOW_MUCH, line.how_much)
        answers.add(HOW_WELL, line.how_well)
        answers.add(DIFFERENCE, line.difference)
    for one in evidence:
        if question := SHOWS.get(EvidenceLevel(one.level)):
            answers.add(question, one.summary)
    if measure is not None and reading is not None:
        before = f", from {measure.baseline_words}" if measure.baseline_words else ""
        target = f" (target {measure.target_words})" if measure.target_words else ""
        value = measure.with_unit(reading.value)
        answers.add(DIFFERENCE, f"{measure.measure}: {value} in {reading.period}{before}{target}.")
    return answers
