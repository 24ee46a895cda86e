"""What is asked of whoever puts evidence under a criterion, takes it out, or wants the pack."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audits.choices import Bearing
from audits.readiness.queries import Candidate, candidate_of, is_action_without_impact
from escp.partnership.models import Person
from escp.ui.forms import CountedTextarea, DateField, GovForm, Radios
from learning.forms import NO_NAMES

NOT_FOUND = "There is no record with this reference that you may see and that can be evidence. Check the reference"
NO_IMPACT = "This action has no evidence yet that practice or children’s lives changed. Add the evidence to it first"


class PutForm(GovForm):
    """Which record, and what it shows."""

    reference = forms.CharField(
        label="Which record is the evidence?",
        max_length=30,
        help_text="Its reference, such as AUD-2026-03. Audits, rounds of self-assessments, reviews and other "
        "activities, learning points, actions with evidence of impact, and documents.",
        error_messages={"required": "Enter the reference of the record"},
    )
    shows = forms.CharField(
        label="What does it show?",
        max_length=300,
        widget=CountedTextarea(rows=3),
        help_text=f"One sentence for an inspector. {NO_NAMES}",
        error_messages={"required": "Enter what it shows"},
    )
    bearing = forms.ChoiceField(
        label="Is it a strength or a weakness?",
        choices=[*Bearing.choices, ("", "Neither, or both")],
        widget=Radios(),
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.candidate: Candidate | None = None

    def clean_reference(self) -> str:
        reference = str(self.cleaned_data["reference"])
        self.candidate = candidate_of(self.person, reference)
        if self.candidate is None:
            raise ValidationError(NO_IMPACT if is_action_without_impact(self.person, reference) else NOT_FOUND)
        return reference


class TakeOutForm(GovForm):
    """Why evidence no longer stands under its criterion."""

    because = forms.CharField(
        label="Why is it taken out?",
        max_length=300,
        widget=CountedTextarea(rows=3),
        help_text=f"It stays in the history, and in packs of days before today. {NO_NAMES}",
        error_messages={"required": "Enter why it is taken out"},
    )


class PackForm(GovForm):
    """As at which day."""

    mark_optional = False

    day = DateField(label="As at which day?", past=True, help_text="The pack holds what stood at the end of that day.")
