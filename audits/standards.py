"""A framework of standards and criteria, read from the questionnaire by which agencies grade themselves.

A section with grades is a standard, each question of the scale “in place” is a criterion. A standard is as far in place
as its weakest criterion; what does not apply does not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from audits.choices import RANKS, Placed
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Section
from escp.returns.scales import SECTION_11


@dataclass(frozen=True)
class Criterion:
    """One question that is graded: its key, its words, and the section it stands in."""

    key: str
    label: str
    section: str


@dataclass(frozen=True)
class Standard:
    """One standard: its place, its title and words, and its criteria."""

    number: int
    key: str
    title: str
    words: str
    criteria: tuple[Criterion, ...]


def standards_of(definition: Definition) -> list[Standard]:
    """Return the standards of a framework in order."""
    graded = [(section, criteria) for section in definition.sections if (criteria := _criteria(section))]
    return [
        Standard(number, section.key, section.title, section.guidance, criteria)
        for number, (section, criteria) in enumerate(graded, start=1)
    ]


def _criteria(section: Section) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(question.key, question.label, section.key)
        for question in section.questions
        if question.kind == QuestionKind.GRADE and question.scale == SECTION_11.key
    )


def criteria_of(definition: Definition) -> list[Criterion]:
    """Return every criterion of a framework in order."""
    return [criterion for standard in standards_of(definition) for criterion in standard.criteria]


def weakest(grades: Iterable[str]) -> str:
    """Return the weakest of some grades: what does not apply where nothing else is said, nothing for none at all."""
    said = [Placed(grade) for grade in grades if grade]
    ranked = [grade for grade in said if grade in RANKS]
    if ranked:
        return min(ranked, key=lambda grade: RANKS[grade]).value
    return Placed.NOT_APPLICABLE.value if said else ""
