"""Writing one question: its kind, its words, and when it is shown."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from escp.returns.choices import ColumnKind, QuestionKind
from escp.returns.definition import Column, Condition, Definition, Option, Question, Section
from escp.returns.forms.building import words_field
from escp.returns.scales import SCALES
from escp.ui.forms import Checkboxes, CountedTextarea, GovForm, Radios

YES, NO = "yes", "no"
AGENCY, UNIT = "agency", "unit"
COLUMN_KINDS = {kind.label.lower(): kind for kind in ColumnKind}


class KindForm(GovForm):
    """What kind of answer a new question asks for. It stays: answers are carried forward by it."""

    kind = forms.ChoiceField(label="What kind of answer?", choices=QuestionKind.choices, widget=Radios())


class QuestionForm(GovForm):
    """A question of one kind, given as `before`: the fields of other kinds are left out."""

    label = words_field("Question")
    options = forms.CharField(
        label="Choices, one a line", widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000, strip=True
    )
    scale = forms.ChoiceField(
        label="Scale", choices=[(scale.key, scale.label) for scale in SCALES.values()], widget=Radios()
    )
    columns = forms.CharField(
        label="Columns, one a line",
        help_text="Its name, then a comma and words, date or number: “Seen on, date”.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
    )
    hint = words_field("Hint", help_text="Helps to answer.", widget=CountedTextarea(rows=3), required=False)
    evidence = words_field(
        "What would show it?",
        help_text="The evidence to look for, such as “supervision notes”.",
        widget=CountedTextarea(rows=2),
        required=False,
    )
    required = forms.ChoiceField(
        label="Must it be answered?", choices=[(YES, "Yes"), (NO, "No")], widget=Radios(inline=True)
    )
    seen_by = forms.ChoiceField(
        label="Who sees it?", choices=[(AGENCY, "Agencies and the unit"), (UNIT, "The unit only")], widget=Radios()
    )
    only_for = {
        "options": (QuestionKind.CHOICE, QuestionKind.CHOICES),
        "scale": (QuestionKind.GRADE,),
        "columns": (QuestionKind.TABLE,),
    }

    def __init__(self, *args: Any, before: Question, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": _first_values(before)})
        self.before = before
        for name, kinds in self.only_for.items():
            if before.kind not in kinds:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            alone = Section(key="s-1", title="Alone", questions=(replace(self.question(), key="q-1", show_when=None),))
            if problems := Definition((alone,)).problems():
                raise ValidationError(problems)
        return data

    def question(self) -> Question:
        """Return the question as it is now. Raises ValidationError for a column of no kind."""
        data = self.cleaned_data
        return replace(
            self.before,
            label=data["label"],
            hint=data["hint"],
            evidence=data["evidence"],
            required=data["required"] == YES,
            for_unit=data["seen_by"] == UNIT,
            scale=data.get("scale", ""),
            options=options_from(data.get("options", ""), self.before.options),
            columns=columns_from(data.get("columns", ""), self.before.columns),
        )


def _first_values(question: Question) -> dict[str, Any]:
    return {
        "label": question.label,
        "options": "\n".join(option.label for option in question.options),
        "scale": question.scale,
        "columns": "\n".join(f"{column.label}, {column.kind.label.lower()}" for column in question.columns),
        "hint": question.hint,
        "evidence": question.evidence,
        "required": YES if question.required else NO,
        "seen_by": UNIT if question.for_unit else AGENCY,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _free(words: str, fallback: str, taken: Iterable[str]) -> str:
    """Return a key made of words, which nothing else has."""
    stem, known = slugify(words)[:50].strip("-_") or fallback, set(taken)
    return next(key for number in range(1, 1000) if (key := stem if number == 1 else f"{stem}-{number}") not in known)


def options_from(text: str, before: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the choices of the lines; those that keep their words keep their value, so that answers keep theirs."""
    known = {option.label: option.value for option in before}
    found: list[Option] = []
    for label in _lines(text):
        taken = [*known.values(), *(option.value for option in found)]
        found.append(Option(known.get(label) or _free(label, "choice", taken), label))
    return tuple(found)


def columns_from(text: str, before: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns of lines like “Seen on, date”; those that keep their name keep their key.

    Raises ValidationError for a kind that there is not.
    """
    known = {column.label: column.key for column in before}
    found: list[Column] = []
    for line in _lines(text):
        label, comma, kind = (part.strip() for part in line.rpartition(","))
        if not comma:
            label, kind = line, ColumnKind.TEXT.label.lower()
        if kind.lower() not in COLUMN_KINDS:
            raise ValidationError({"columns": f"End “{line[:60]}” with a comma and words, date or number."})
        taken = [*known.values(), *(column.key for column in found)]
        found.append(Column(known.get(label) or _free(label, "column", taken), label, COLUMN_KINDS[kind.lower()]))
    return tuple(found)


class DependsForm(GovForm):
    """The earlier question that decides whether this one is shown."""

    on = forms.ChoiceField(label="When is it shown?", required=False)

    def __init__(self, *args: Any, earlier: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [("", "Always"), *((one.key, f"Depending on “{one.label}”") for one in earlier)]


class AnswersForm(GovForm):
    """The answers that show it."""

    answers = forms.MultipleChoiceField(label="Show it when the answer is", widget=Checkboxes())

    def __init__(self, *args: Any, on: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["answers"].choices = on.choices

    def condition(self) -> Condition:
        return Condition(self.on.key, tuple(self.cleaned_data["answers"]))
