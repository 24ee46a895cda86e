"""What a round of self-assessments asks: the round, moderated and agreed grades, a panel, the gap’s finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from audits.choices import AssessmentKind, Placed
from audits.forms.audit_cases import LONGEST_PASTE
from audits.forms.multi_agency import NO_NAMES
from audits.lifecycle import SELF_ASSESSMENT
from audits.models import AssessedAgency, AssessmentCycle, Establishment
from audits.queries.section_11 import agencies_to_assess, scrutineers
from audits.services.section_11 import Graded
from escp.lifecycle.forms import MoveForm
from escp.partnership.choices import AgencyKind
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, GovForm, GovModelForm, Radios

WRONG_KIND = "Section 11 asks agencies, the other round asks schools and colleges on the list. Not of this kind: {}."


class CycleForm(GovModelForm):
    """A new round: who assesses itself, by when, and which agencies."""

    kinds = forms.MultipleChoiceField(
        label="All agencies of which kinds?",
        choices=AgencyKind.choices,
        required=False,
        widget=Checkboxes,
        help_text="“Schools and colleges” are all on the list of schools, where schools assess themselves.",
    )
    agencies = forms.ModelMultipleChoiceField(
        label="And which agencies beside?", queryset=None, required=False, widget=Checkboxes
    )

    class Meta:
        model = AssessmentCycle
        fields = ["kind", "title", "due_on", "message", "kinds", "agencies"]
        labels = {
            "kind": "Who assesses itself?",
            "title": "What is the round called?",
            "due_on": "By when are the returns due?",
            "message": "What do you want to say to those who are asked?",
        }
        help_texts = {
            "title": "Such as “Section 11, 2026”. It stands in lists and e-mails.",
            "message": f"It goes out by e-mail. {NO_NAMES}",
        }
        widgets = {"kind": Radios}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = AssessmentKind.choices
        self.fields["agencies"].queryset = agencies_to_name()
        if self.instance.pk:
            self.initial.setdefault("agencies", list(self.instance.bodies.values_list("agency", flat=True)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind") or self.instance.kind
        if kind and not {"agencies", "kinds"} & self.errors.keys():
            offered = {agency.pk: agency for agency in agencies_to_assess(kind)}
            chosen = list(data.get("agencies") or [])
            wrong = [agency.name for agency in chosen if agency.pk not in offered]
            if wrong:
                self.add_error("agencies", WRONG_KIND.format("; ".join(wrong[:5])))
            of_kind = [agency for agency in offered.values() if agency.kind in (data.get("kinds") or [])]
            data["chosen"] = list({agency.pk: agency for agency in [*of_kind, *chosen]}.values())
        return data


class ChangeCycleForm(CycleForm):
    """A round that is still being prepared. Who assesses itself stays: the framework hangs on it."""

    class Meta(CycleForm.Meta):
        fields = ["title", "due_on", "message", "kinds", "agencies"]


@dataclass(frozen=True)
class Asked:
    """One criterion to be graded: its key, its words, and what stands in the form from the start."""

    key: str
    label: str
    grade: str
    because: str


class GradesForm(GovForm):
    """A grade for each criterion, and a reason where it differs from the one before."""

    def __init__(self, *args: Any, asked: Iterable[Asked] = (), why: str = "", **kwargs: Any) -> None:
        self.asked = list(asked)
        # Before the form is laid out; a page of its own asks after each agency’s criteria.
        self.base_fields = {**_grades(self.asked, why), **self.base_fields}
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> Mapping[str, Graded]:
        """The grades that were given, by criterion."""
        said = self.cleaned_data
        return {one.key: Graded(said[one.key], said[f"{one.key}_because"]) for one in self.asked}


def _grades(asked: Iterable[Asked], why: str) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for one in asked:
        fields[one.key] = forms.ChoiceField(
            label=one.label, choices=[("", "---------"), *Placed.choices], initial=one.grade
        )
        fields[f"{one.key}_because"] = forms.CharField(
            label=f"{one.label}: {why}", required=False, max_length=1000, initial=one.because
        )
    return fields


class AgreedForm(GradesForm):
    """Agreed grades, and what the feedback letter says beside them."""

    letter_words = forms.CharField(
        label="What should the letter say beside the grades?",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=6),
        help_text=f"What is strong, what the partnership asks for, and by when. {NO_NAMES}",
    )


class PanelForm(GovModelForm):
    """A challenge panel: its day, the scrutineer, who else, and what was heard."""

    class Meta:
        model = AssessedAgency
        fields = ["panel_on", "scrutineer", "panel_others", "panel_notes"]
        labels = {
            "panel_on": "When was the panel held?",
            "scrutineer": "Which independent scrutineer sat in it?",
            "panel_others": "Who else sat in it?",
            "panel_notes": "What did it hear and ask?",
        }
        help_texts = {
            "panel_others": "Roles will do: another agency, a young ambassador.",
            "panel_notes": NO_NAMES,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel_on"].required = self.fields["scrutineer"].required = True
        self.fields["scrutineer"].queryset = scrutineers()


class SchoolsForm(GovForm):
    """Schools and colleges, pasted from a table: one a row."""

    schools = forms.CharField(
        label="Which schools and colleges?",
        error_messages={"required": "Paste at least one school or college"},
        max_length=LONGEST_PASTE,
        widget=CountedTextarea(rows=12),
        help_text="One a line, in six columns with tabs or commas between them: unique reference number, name, kind, "
        "phase, designated safeguarding lead, their e-mail address. All lines are kept, or none.",
    )


class EstablishmentForm(GovModelForm):
    """What changes at a school: its kind, its phase, its designated safeguarding lead."""

    class Meta:
        model = Establishment
        fields = ["sort", "phase", "lead_name", "lead_email"]
        labels = {
            "sort": "What kind is it?",
            "phase": "Which phase?",
            "lead_name": "Who is the designated safeguarding lead?",
            "lead_email": "What is their e-mail address?",
        }


class StaffForm(GovForm):
    """What staff answered to the survey, pasted from a table."""

    answers = forms.CharField(
        label="What did staff answer?",
        error_messages={"required": "Paste at least one line"},
        max_length=LONGEST_PASTE,
        widget=CountedTextarea(rows=12),
        help_text="One a line, in four columns with tabs or commas between them: agency, number of the standard, how "
        "many agree that it is in place, how many answered. Never who.",
    )


@SELF_ASSESSMENT.asks("close")
class CloseForm(MoveForm):
    closing_note = forms.CharField(
        label="What became of it?", max_length=4000, widget=CountedTextarea(rows=6), help_text=NO_NAMES
    )
