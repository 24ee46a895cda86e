"""What the moderation asks: a grade for each heading of a case, and an agreed change after it closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from audits.forms.multi_agency import NO_NAMES
from audits.services.moderation import Given
from escp.partnership.models import Person
from escp.ui.forms import CountedTextarea, GovForm

NO_GRADE = ("", "---------")


@dataclass(frozen=True)
class Asked:
    """One heading to be graded: its key, its words, its scale, and what stands in the form from the start."""

    key: str
    label: str
    choices: list[tuple[str, str]]
    hint: str = ""
    grade: str = ""
    because: str = ""


class CaseGradesForm(GovForm):
    """A grade for each heading; in the moderation with the reason where the agencies differ."""

    def __init__(self, *args: Any, asked: Iterable[Asked] = (), reasons: bool = True, **kwargs: Any) -> None:
        self.asked, self.reasons = list(asked), reasons
        self.base_fields = {**_grades(self.asked, reasons), **self.base_fields}
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> Mapping[str, Given]:
        """The grades that were given, by heading."""
        said = self.cleaned_data
        return {one.key: Given(said[one.key], said.get(f"{one.key}_because", "")) for one in self.asked}


def _grades(asked: Iterable[Asked], reasons: bool) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for one in asked:
        fields[one.key] = forms.ChoiceField(
            label=one.label, choices=[NO_GRADE, *one.choices], initial=one.grade, help_text=one.hint
        )
        if reasons:
            fields[f"{one.key}_because"] = forms.CharField(
                label=f"{one.label}: why, where it is not what every agency gave",
                required=False,
                max_length=1000,
                initial=one.because,
            )
    return fields


class ChangeGradeForm(GovForm):
    """An agreed change of a moderated grade."""

    after = forms.ChoiceField(label="What should the grade be?")
    because = forms.CharField(
        label="Why does it change?", max_length=1000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )
    agreed_by = forms.ModelChoiceField(label="Who agreed, beside you?", queryset=Person.objects.none())

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]] = (), people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [NO_GRADE, *choices]  # type: ignore[attr-defined]
        if people is not None:
            self.fields["agreed_by"].queryset = people  # type: ignore[attr-defined]
