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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from escp.returns.choices import CLOSED_KINDS, ColumnKind, QuestionKind, YesNo
from escp.returns.scales import SCALES

# A digit or a hyphen keeps it apart from the names of a form's own fields and of a return's own addresses.
KEY = re.compile(r"^(?=.*[0-9-])[a-z][a-z0-9-]{0,39}\Z")
VALUE = re.compile(r"^[a-z0-9][a-z0-9_-]{0,59}\Z")
MOST_QUESTIONS = 300
MOST_CHOICES, MOST_COLUMNS = 60, 12
LONGEST_WORDS = 2000
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
            return SCALES[self.scale].choices if self.scale in SCALES else []
        if self.kind == QuestionKind.YES_NO:
            return list(YesNo.choices)
        return [(option.value, option.label) for option in self.options]


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

    def holds(self, *keys: str) -> bool:
        """Say whether each of these is the key of a section or a question."""
        return all(self.section(key) or self.question(key) for key in keys)

    def section_of(self, key: str) -> Section | None:
        """Return the section in which a question stands."""
        return next((section for section in self.sections if any(q.key == key for q in section.questions)), None)

    def shows(self, question: Question, answers: Answers) -> bool:
        """Say whether a question is shown: always, or after the answer it depends on, where that is shown itself."""
        condition = question.show_when
        if condition is None:
            return True
        on = self.question(condition.question)
        return condition.holds(answers) and (on is None or self.shows(on, answers))

    def may_arise(self, question: Question, answers: Answers) -> bool:
        """Say whether a question is shown, or may still be: what it depends on has no answer yet."""
        condition = question.show_when
        on = self.question(condition.question) if condition else None
        if condition is None or on is None:
            return True
        open_still = condition.holds(answers) or not is_answered(on, answers.get(on.key))
        return open_still and self.may_arise(on, answers)

    def arising(self, answers: Answers) -> list[Section]:
        """Return the sections that ask something, or may still: a supplement that does not apply is left out."""
        return [one for one in self.sections if any(self.may_arise(question, answers) for question in one.questions)]

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
            if question.required
            and self.shows(question, answers)
            and not is_answered(question, answers.get(question.key))
        ]

    def problems(self) -> list[str]:
        """Return, in words, why this cannot be asked yet; empty when it can."""
        number = max(sum(1 for _ in self.questions), len(self.sections))
        if number > MOST_QUESTIONS:
            return [f"Ask {MOST_QUESTIONS} questions at the most: there are {number}."]
        return [*_structure(self), *(problem for question in self.questions for problem in _question(self, question))]

    def as_data(self) -> dict[str, Any]:
        return {"sections": [_section_data(section) for section in self.sections]}

    @classmethod
    def from_data(cls, data: Any) -> "Definition":
        """Read a definition back. Raises BadDefinition, saying where, for anything else."""
        return cls(_each("Section", _of(data, "sections"), _section_from))


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
    keys = Counter([*(section.key for section in definition.sections), *(question.key for question in questions)])
    for key in sorted(key for key, times in keys.items() if times > 1):
        yield f"Two parts have the key “{key}”."
    for key in sorted(key for key in keys if not KEY.match(key)):
        yield f"“{key}” is no key: use small letters, digits and hyphens, a letter first, and a digit or a hyphen."
    for section in definition.sections:
        if not section.title.strip():
            yield "Give every section a title."
        if not section.questions:
            yield f"“{section.title}” has no question."


def _question(definition: Definition, question: Question) -> Iterator[str]:
    name = f"“{question.label or question.key}”"
    if not question.label.strip():
        yield f"{question.key} has no words."
    if question.kind == QuestionKind.FILE and question.for_unit:
        yield f"{name} asks for a file: show it to agencies, who can give one."
    if question.kind == QuestionKind.GRADE and question.scale not in SCALES:
        yield f"{name} needs a scale."
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        yield from _listed(name, "choice", [(one.value, one.label) for one in question.options], 2, MOST_CHOICES)
    if question.kind == QuestionKind.TABLE:
        yield from _listed(name, "column", [(one.key, one.label) for one in question.columns], 1, MOST_COLUMNS)
    if question.show_when:
        yield from _condition(definition, question, name)


def _listed(name: str, what: str, given: list[tuple[str, str]], fewest: int, most: int) -> Iterator[str]:
    """Yield what is wrong with the choices or the columns of a question, each a key and its words."""
    if len(given) < fewest:
        yield f"{name} needs at least {'two' if fewest == 2 else 'one'} {what}{'s' if fewest > 1 else ''}."
    if len(given) > most:
        yield f"{name} has more than {most} {what}s."
    if not all(label.strip() and VALUE.match(key) for key, label in given):
        yield f"{name} has a {what} without words or without a key of small letters and digits."
    if any(len({one[part] for one in given}) < len(given) for part in (0, 1)):
        yield f"{name} has the same {what} twice."


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


def _section_from(data: Any) -> Section:
    return Section(
        key=_text(data, "key"),
        title=_text(data, "title"),
        guidance=_text(data, "guidance", ""),
        questions=_each("question", _of(data, "questions"), _question_from),
    )


def _question_from(data: Any) -> Question:
    when = _of(data, "show_when", None)
    return Question(
        key=_text(data, "key"),
        kind=QuestionKind(_one_of(QuestionKind.values, _of(data, "kind"))),
        label=_text(data, "label"),
        hint=_text(data, "hint", ""),
        evidence=_text(data, "evidence", ""),
        required=_flag(data, "required", True),
        options=_each("choice", _of(data, "options", []), lambda one: Option(_text(one, "value"), _text(one, "label"))),
        scale=_text(data, "scale", ""),
        columns=_each("column", _of(data, "columns", []), _column_from),
        show_when=None if when is None else _condition_from(when),
        for_unit=_flag(data, "for_unit", False),
    )


def _column_from(data: Any) -> Column:
    kind = _one_of(ColumnKind.values, _of(data, "kind", ColumnKind.TEXT.value))
    return Column(_text(data, "key"), _text(data, "label"), ColumnKind(kind))


def _condition_from(data: Any) -> Condition:
    answers = _each("answer", _of(data, "answers"), lambda one: _text({"answer": one}, "answer"))
    return Condition(_text(data, "question"), answers)


NEEDED = object()


def _of(data: Any, name: str, default: Any = NEEDED) -> Any:
    if not isinstance(data, Mapping):
        raise BadDefinition(f"Expected named values in {{ }}, not {_shown(data)}.")
    if name not in data and default is NEEDED:
        raise BadDefinition(f"“{name}” is missing.")
    return data.get(name, default)


def _each(what: str, data: Any, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Read every part of a list; what is wrong with one says which."""
    if not isinstance(data, list | tuple):
        raise BadDefinition(f"Expected a list of each {what.lower()} in [ ], not {_shown(data)}.")
    found = []
    for number, one in enumerate(data, start=1):
        with _reading(f"{what} {number}"):
            found.append(read(one))
    return tuple(found)


@contextmanager
def _reading(where: str) -> Iterator[None]:
    try:
        yield
    except BadDefinition as problem:
        raise BadDefinition(f"{where}: {problem}") from None


def _text(data: Any, name: str, default: Any = NEEDED) -> str:
    value = _of(data, name, default)
    if not isinstance(value, str) or len(value) > LONGEST_WORDS or not _can_be_kept(value):
        raise BadDefinition(f"“{name}” must be words of up to {LONGEST_WORDS:,} characters, not {_shown(value)}.")
    return value


def _can_be_kept(value: str) -> bool:
    return not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in value)


def _flag(data: Any, name: str, default: bool) -> bool:
    value = _of(data, name, default)
    if not isinstance(value, bool):
        raise BadDefinition(f"“{name}” must be true or false, not {_shown(value)}.")
    return value


def _one_of(known: list[str], value: Any) -> str:
    if not isinstance(value, str) or value not in known:
        raise BadDefinition(f"“kind” must be one of {', '.join(known)}, not {_shown(value)}.")
    return value


def _shown(value: Any) -> str:
    """Return the beginning of what was found, fit to be shown."""
    if isinstance(value, Mapping | list | tuple):
        return "a list" if isinstance(value, list | tuple) else "named values"
    return ascii(value)[:40]
