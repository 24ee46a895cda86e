"""A section of a questionnaire as a form, and its answers as they are kept.

Saving asks only that each answer can be read: what is missing is said before the return is sent, not while it is
being written. A question that depends on another says so; its answer is kept, and counts only where it is shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from escp.documents.forms import file_field
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Question, Section
from escp.returns.given import file_keys
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GivenFiles, GovForm, GridColumn, GridField, Radios
from escp.ui.parts import Given

SHORT, LONG = 300, 10_000
MOST_RADIOS = 8
REASON = "__reason"


class SectionForm(GovForm):
    """The questions of one section. `form_for` makes a class of it for each section."""

    section: Section
    definition: Definition
    mark_optional = False

    def __init__(self, *args: Any, given: Mapping[str, Sequence[Given]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, files in (given or {}).items():
            self.fields[key].widget.given = files

    def uploads(self) -> dict[str, Any]:
        """Return the files that were chosen, by question."""
        return {key: file for key in file_keys(self.section) if (file := self.cleaned_data.get(key))}

    def taken_out(self) -> list[str]:
        """Return the references of the files that were ticked to be taken out."""
        return [one for key in file_keys(self.section) for one in self.fields[key].widget.taken_out(self.data, key)]

    @classmethod
    def initial_from(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers given so far as the form's first values."""
        initial: dict[str, Any] = {}
        for question in cls.section.questions:
            initial |= _shown(question, answers.get(question.key))
        return initial

    def answers(self) -> dict[str, Any]:
        """Return the answers as they are kept; what was left empty is left out."""
        files = file_keys(self.section)
        kept = {one.key: _kept(one, self.cleaned_data) for one in self.section.questions if one.key not in files}
        return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def form_for(definition: Definition, section: Section) -> type[SectionForm]:
    """Return the form of one section."""
    fields: dict[str, Any] = {}
    for question in section.questions:
        fields |= _fields(definition, question)
    return type("SectionForm", (SectionForm,), {"section": section, "definition": definition, **fields})


def _fields(definition: Definition, question: Question) -> dict[str, forms.Field]:
    common: dict[str, Any] = {"label": question.label, "help_text": _help(definition, question), "required": False}
    kind, choices = question.kind, question.choices
    if kind == QuestionKind.YES_NO:
        reason = forms.CharField(label="If it does not apply, why?", max_length=SHORT, required=False)
        field = forms.ChoiceField(choices=choices, widget=Radios(inline=True), **common)
        return {question.key: field, question.key + REASON: reason}
    if kind == QuestionKind.CHOICES:
        return {question.key: forms.MultipleChoiceField(choices=choices, widget=Checkboxes(), **common)}
    if kind in (QuestionKind.CHOICE, QuestionKind.GRADE):
        if len(choices) <= MOST_RADIOS:
            return {question.key: forms.ChoiceField(choices=choices, widget=Radios(), **common)}
        return {question.key: forms.ChoiceField(choices=[("", "---------"), *choices], **common)}
    if kind == QuestionKind.DATE:
        return {question.key: DateField(**common)}
    if kind == QuestionKind.NUMBER:
        return {question.key: forms.DecimalField(max_digits=15, decimal_places=4, **common)}
    if kind == QuestionKind.FILE:
        return {question.key: _file(question.label, common["help_text"])}
    if kind == QuestionKind.TABLE:
        columns = [GridColumn(column.key, column.label, column.kind.value) for column in question.columns]
        return {question.key: GridField(columns=columns, **common)}
    if kind == QuestionKind.LONG_TEXT:
        return {question.key: forms.CharField(max_length=LONG, widget=CountedTextarea(rows=6), **common)}
    return {question.key: forms.CharField(max_length=SHORT, **common)}


def _file(label: str, help_text: str) -> forms.Field:
    field = file_field(label, widget=GivenFiles(add="Add the file"), required=False)
    # What is asked may end without a full stop; what is taken follows as a sentence of its own.
    asked = f"{help_text.rstrip('.')}." if help_text and help_text[-1] not in "?!" else help_text
    field.help_text = " ".join(filter(None, [asked, str(field.help_text)]))
    return field


def _help(definition: Definition, question: Question) -> str:
    evidence = f"What would show it: {question.evidence}" if question.evidence else ""
    return " ".join(part for part in (depends_on(definition, question), question.hint, evidence) if part)


def depends_on(definition: Definition, question: Question) -> str:
    """Return “Answer this only if you answered “Good” to “How well …?”.”, or nothing."""
    if question.show_when is None or (asked := definition.question(question.show_when.question)) is None:
        return ""
    words = dict(asked.choices)
    given = " or ".join(f"“{words.get(answer, answer)}”" for answer in question.show_when.answers)
    return f"Answer this only if you answered {given} to “{asked.label}”."


def _shown(question: Question, value: Any) -> dict[str, Any]:
    if question.kind == QuestionKind.YES_NO:
        given = value if isinstance(value, Mapping) else {}
        return {question.key: given.get("answer", ""), question.key + REASON: given.get("reason", "")}
    if question.kind == QuestionKind.FILE:
        return {}
    if question.kind == QuestionKind.DATE:
        return {question.key: date.fromisoformat(value) if value else None}
    if question.kind == QuestionKind.NUMBER:
        return {question.key: Decimal(value) if value else None}
    return {question.key: value}


def _kept(question: Question, data: Mapping[str, Any]) -> Any:
    value = data.get(question.key)
    if question.kind == QuestionKind.YES_NO:
        reason = str(data.get(question.key + REASON) or "").strip()
        return {"answer": value, "reason": reason} if value or reason else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if question.kind == QuestionKind.TABLE:
        return [dict(row) for row in value or []]
    return value
