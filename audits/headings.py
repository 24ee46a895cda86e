"""The headings under which an audit tool asks for a grade: each question with a grade that the agency answers."""

from dataclasses import dataclass

from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Section
from escp.returns.scales import SCALES, Scale
from learning.choices import FindingKind

# How the keys of the shipped tool end: good practice, areas for development, recommendations.
KIND_BY_ENDING: dict[str, str] = {
    "good": FindingKind.STRENGTH,
    "develop": FindingKind.IMPROVEMENT,
    "recommend": FindingKind.IMPROVEMENT,
}


@dataclass(frozen=True)
class Graded:
    """One heading: the question that grades it, its title, its section and its scale."""

    key: str
    title: str
    section: Section
    scale: Scale

    def rank_of(self, grade: str) -> int | None:
        """Return where a grade stands from the weakest up; None for what is outside the scale or its order."""
        return next((one.rank for one in self.scale.grades if one.value == grade), None)


def headings_of(definition: Definition) -> list[Graded]:
    """Return the headings of an audit tool in order."""
    return [
        Graded(question.key, section.title, section, SCALES[question.scale])
        for section in definition.for_agency().sections
        for question in section.questions
        if question.kind == QuestionKind.GRADE and question.scale in SCALES
    ]


def kind_of_line(question: str) -> str:
    """Return whether a line of the shipped tool tells of a strength or of something to improve; "" for another one."""
    return KIND_BY_ENDING.get(question.rsplit("-", 1)[-1], "")
