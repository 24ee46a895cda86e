"""A section of a questionnaire as a form, and its answers as they are kept.

Saving asks only that each answer can be read: what is missing is said before the return is sent, not while it is
being written. A question that depends on another says so; its answer is kept, and counts only where it is shown.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Question, Section
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GridColumn, GridField, Radios

SHORT, LONG = 300, 10_000
MOST_RADIOS = 8
REASON = "__reason"


class SectionForm(GovForm):
    """The questions of one section. `form_for` makes a class of it for each section."""

    section: Section
    definition: Definition
    mark_optional = False

    @classmethod
    def initial_from(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers given so far as the form's first values."""
        initial: dict[str, Any] = {}
        for question in cls.section.questions:
            initial |= _shown(question, answers.get(question.key))
        return initial

    def answers(self) -> dict[str, Any]:
        """Return the answers as they are kept; what was left empty is left out."""
        kept = {question.key: _kept(question, self.cleaned_data) for question in self.section.questions}
        return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def form_for(definition: Definition, section: Section) -> type[SectionForm]:
    """Return the form of one section."""
    fields: dict[str, Any] = {}
    for question in section.questions:
        if question.kind != QuestionKind.FILE:
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
    if kind == QuestionKind.TABLE:
        columns = [GridColumn(column.key, column.label, column.kind.value) for column in question.columns]
        return {question.key: GridField(columns=columns, **common)}
    if kind == QuestionKind.LONG_TEXT:
        return {question.key: forms.CharField(max_length=LONG, widget=CountedTextarea(rows=6), **common)}
    return {question.key: forms.CharField(max_length=SHORT, **common)}


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
