"""What an agency answered last time, and what of it still answers what is asked today."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Section


@dataclass(frozen=True)
class Earlier:
    """What an agency answered last time, to which questions, and when it sent that."""

    sent_on: date
    asks: Definition
    answers: dict[str, Any]

    def still_answering(self, section: Section) -> dict[str, Any]:
        """Return the answers to the questions of a section that can be answered today as they could then."""
        kept = {}
        for question in section.questions:
            if question.kind == QuestionKind.FILE:
                # A file tells of its own time: last time’s is not an answer to this.
                continue
            then = self.asks.question(question.key)
            facts = (question.kind, question.choices, question.columns)
            if then and (then.kind, then.choices, then.columns) == facts and question.key in self.answers:
                kept[question.key] = self.answers[question.key]
        return kept
