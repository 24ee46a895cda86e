"""What a questionnaire asks: sections, questions and when each is shown. Pure data, kept as JSON with a version.

    Definition((
        Section(key="s1", title="Recognition", questions=(
            Question(key="q1", kind=QuestionKind.GRADE, label="How well was harm recognised?", scale="practice"),
            Question(key="q2", kind=QuestionKind.LONG_TEXT, label="What stood in the way?",
                     show_when=Condition("q1", ("inadequate", "requires_improvement"))),
        )),
    ))

Keys stay with a question from version to version: by them answers are carried forward and compared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from escp.returns.choices import CLOSED_KINDS, ColumnKind, QuestionKind, YesNo
from escp.returns.scales import SCALES

KEY = re.compile(r"^[a-z][a-z0-9_-]{0,39}$")
MOST_QUESTIONS = 300
Answers = Mapping[str, Any]


class BadDefinition(ValueError):
    """Raised for data that is no questionnaire, with a sentence that says where."""


@dataclass(frozen=True)
class Condition:
    """Show a question only when an earlier one has one of these answers."""

    question: str
    answers: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        given = answers.get(self.question)
        if isinstance(given, Mapping):
            given = given.get("answer")
        return bool(set(given if isinstance(given, list) else [given]) & set(self.answers))


@dataclass(frozen=True)
class Option:
    """One choice of a list."""

    value: str
    label: str


@dataclass(frozen=True)
class Column:
    """One column of a table of rows."""

    key: str
    label: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `hint` helps to answer, `evidence` says what would show it; `for_unit` hides it from agencies."""

    key: str
    kind: QuestionKind
    label: str
    hint: str = ""
    evidence: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    scale: str = ""
    columns: tuple[Column, ...] = ()
    show_when: Condition | None = None
    for_unit: bool = False

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The answers that may be chosen, with their words; none for an open question."""
        if self.kind == QuestionKind.GRADE:
            return SCALES[self.scale].choices
        if self.kind == QuestionKind.YES_NO:
            return list(YesNo.choices)
        return [(option.value, option.label) for option in self.options]

    def is_shown(self, answers: Answers) -> bool:
        return self.show_when is None or self.show_when.holds(answers)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions that are answered on one page."""

    key: str
    title: str
    guidance: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Definition:
    """The whole of what is asked, in order."""

    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def section_of(self, key: str) -> Section | None:
        """Return the section in which a question stands."""
        return next((section for section in self.sections if any(q.key == key for q in section.questions)), None)

    def for_agency(self) -> "Definition":
        """Return what an agency is shown: the same without the unit's own fields and the sections that leaves empty."""
        shown = (
            replace(section, questions=tuple(question for question in section.questions if not question.for_unit))
            for section in self.sections
        )
        return Definition(tuple(section for section in shown if section.questions))

    def missing(self, answers: Answers) -> list[tuple[Section, Question]]:
        """Return the questions that must be answered, are shown, and are not answered."""
        return [
            (section, question)
            for section in self.sections
            for question in section.questions
            if question.required and question.is_shown(answers) and not is_answered(question, answers.get(question.key))
        ]

    def problems(self) -> list[str]:
        """Return, in words, why this cannot be asked yet; empty when it can."""
        return [*_structure(self), *(problem for question in self.questions for problem in _question(self, question))]

    def as_data(self) -> dict[str, Any]:
        return {"sections": [_section_data(section) for section in self.sections]}

    @classmethod
    def from_data(cls, data: Any) -> "Definition":
        """Read a definition back. Raises BadDefinition, saying where, for anything else."""
        try:
            return cls(tuple(_section_from(section) for section in data["sections"]))
        except BadDefinition:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadDefinition(f"This is no questionnaire: {type(error).__name__} at {error}.") from None


def is_answered(question: Question, value: Any) -> bool:
    """Say whether a value answers a question: something was given, and a reason where “not applicable” needs one."""
    if question.kind == QuestionKind.YES_NO:
        given = value if isinstance(value, Mapping) else {}
        reason = str(given.get("reason", "")).strip()
        return bool(given.get("answer")) and (given["answer"] != YesNo.NOT_APPLICABLE or bool(reason))
    if isinstance(value, str):
        return bool(value.strip())
    return value not in (None, [], {})


def _structure(definition: Definition) -> Iterator[str]:
    questions = list(definition.questions)
    if not questions:
        yield "Add at least one question."
    if len(questions) > MOST_QUESTIONS:
        yield f"Ask {MOST_QUESTIONS} questions at the most: there are {len(questions)}."
    keys = [*(section.key for section in definition.sections), *(question.key for question in questions)]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"Two parts have the key “{key}”."
    for key in sorted({key for key in keys if not KEY.match(key)}):
        yield f"“{key}” is no key: use small letters, digits and hyphens, a letter first."
    for section in definition.sections:
        if not section.title.strip():
            yield "Give every section a title."
        if not section.questions:
            yield f"“{section.title}” has no question."


def _question(definition: Definition, question: Question) -> Iterator[str]:
    name = f"“{question.label or question.key}”"
    if not question.label.strip():
        yield f"{question.key} has no words."
    if question.kind == QuestionKind.GRADE and question.scale not in SCALES:
        yield f"{name} needs a scale."
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) and len(question.options) < 2:
        yield f"{name} needs at least two choices."
    if question.kind == QuestionKind.TABLE and not question.columns:
        yield f"{name} needs at least one column."
    if question.show_when:
        yield from _condition(definition, question, name)


def _condition(definition: Definition, question: Question, name: str) -> Iterator[str]:
    condition = question.show_when
    earlier = list(definition.questions)
    asked = definition.question(condition.question) if condition else None
    if condition is None or asked is None or earlier.index(asked) >= earlier.index(question):
        yield f"{name} depends on a question that does not come before it."
    elif asked.kind not in CLOSED_KINDS or (asked.for_unit and not question.for_unit):
        yield f"{name} can depend only on a question with answers to choose from, that the same people see."
    elif not set(condition.answers) <= {value for value, _ in asked.choices} or not condition.answers:
        yield f"{name} depends on an answer that cannot be given."


def _section_data(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "guidance": section.guidance,
        "questions": [_question_data(question) for question in section.questions],
    }


def _question_data(question: Question) -> dict[str, Any]:
    data: dict[str, Any] = {"key": question.key, "kind": question.kind.value, "label": question.label}
    data |= {name: value for name in ("hint", "evidence", "scale") if (value := getattr(question, name))}
    if not question.required:
        data["required"] = False
    if question.for_unit:
        data["for_unit"] = True
    if question.options:
        data["options"] = [{"value": option.value, "label": option.label} for option in question.options]
    if question.columns:
        data["columns"] = [{"key": c.key, "label": c.label, "kind": c.kind.value} for c in question.columns]
    if question.show_when:
        data["show_when"] = {"question": question.show_when.question, "answers": list(question.show_when.answers)}
    return data


def _section_from(data: Mapping[str, Any]) -> Section:
    return Section(
        key=_text(data["key"]),
        title=_text(data["title"]),
        guidance=_text(data.get("guidance", "")),
        questions=tuple(_question_from(question) for question in data["questions"]),
    )


def _question_from(data: Mapping[str, Any]) -> Question:
    when = data.get("show_when")
    return Question(
        key=_text(data["key"]),
        kind=QuestionKind(data["kind"]),
        label=_text(data["label"]),
        hint=_text(data.get("hint", "")),
        evidence=_text(data.get("evidence", "")),
        required=_flag(data.get("required", True)),
        options=tuple(Option(_text(one["value"]), _text(one["label"])) for one in data.get("options", ())),
        scale=_text(data.get("scale", "")),
        columns=tuple(
            Column(_text(one["key"]), _text(one["label"]), ColumnKind(one.get("kind", "text")))
            for one in data.get("columns", ())
        ),
        show_when=Condition(_text(when["question"]), tuple(_text(one) for one in when["answers"])) if when else None,
        for_unit=_flag(data.get("for_unit", False)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 2000 or "\x00" in value:
        raise BadDefinition(f"Expected words of up to 2,000 characters, not {str(value)[:40]!r}.")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadDefinition(f"Expected true or false, not {str(value)[:40]!r}.")
    return value
