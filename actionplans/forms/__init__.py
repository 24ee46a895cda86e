"""What the pages of actions ask, and what their moves need."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplans import sources
from actionplans.choices import EvidenceLevel
from actionplans.figures import Figure, NotAFigure, read_figure
from actionplans.forms.judging import groups_field
from actionplans.lifecycle import ACTION
from actionplans.models import Action, Evidence, ImpactMeasure, Reading, Recommendation
from actionplans.models.impact import in_figures
from actionplans.pasting import MOST_PROBLEMS_SHOWN, Pasted, read_table
from actionplans.periods import EXAMPLES, Period, UnknownPeriod, read_period
from actionplans.queries import (
    agencies_to_choose,
    agencies_to_help,
    owners_to_choose,
    points_to_answer,
)
from actionplans.queries.recommendations import recommendations_to_answer
from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import priorities_to_name
from escp.ui.forms import CountedTextarea, DateField, GovForm, GovModelForm, Radios
from learning.deciding import DecidedForm, minute_field
from learning.models import LearningPoint

NO_NAMES = "Do not include names of children, families or professionals."
LONGEST_TABLE = 20_000


def _sentence(problem: Exception) -> str:
    text = str(problem)
    return text[:1].upper() + text[1:]


class FigureField(forms.CharField):
    """A number or the mark of a withheld one, kept as typed. Cleans to `Figure`, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}))
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_figure(text)
        except NotAFigure as problem:
            raise ValidationError(_sentence(problem)) from None


class NumberField(FigureField):
    """A number alone, as people type it: `29.8`, `29.8%`, `1,234`. Cleans to `Decimal`, or None when empty."""

    def clean(self, value: Any) -> Any:
        figure: Figure | None = super().clean(value)
        if figure is not None and figure.value is None:
            raise ValidationError(f"{self.label} must be a number, like 29.8")
        return figure and figure.value

    def prepare_value(self, value: Any) -> Any:
        return in_figures(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PeriodField(forms.CharField):
    """The name of a period. Cleans to `Period`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_period(text)
        except UnknownPeriod as problem:
            raise ValidationError(_sentence(problem)) from None


class PointField(forms.ModelChoiceField):
    """A learning point by its reference and words."""

    def label_from_instance(self, obj: LearningPoint) -> str:
        return f"{obj.reference}: {obj.statement}"


class ActionForm(GovModelForm):
    """What will change, who leads it and by when. A draft may have gaps; an agreed action may not."""

    class Meta:
        model = Action
        fields = [
            "title",
            "desired_outcome",
            "description",
            "lead_agency",
            "owner",
            "contributing",
            "starts_on",
            "due_on",
            "resources",
            "risks",
            "priority",
        ]
        labels = {
            "title": "What will change?",
            "desired_outcome": "What will be better for children?",
            "description": "What will be done?",
            "lead_agency": "Lead agency",
            "owner": "Owner",
            "contributing": "Which other agencies contribute?",
            "resources": "What does it need?",
            "risks": "What may stand in the way?",
            "starts_on": "When does it start?",
            "due_on": "When is it due?",
        }
        help_texts = {
            "title": "One line, as it will stand in the action plan.",
            "desired_outcome": f"The difference that a child would notice. {NO_NAMES}",
            "description": NO_NAMES,
            "owner": "One named person. Reminders go to them.",
            "starts_on": "Left empty, it starts on the day on which it is agreed.",
            "due_on": "For example, 31 3 2027",
            "contributing": "They see the action as well.",
            "resources": "Money, time, people, training places.",
            "risks": NO_NAMES,
        }
        widgets = {"desired_outcome": CountedTextarea(rows=3)}
        error_messages = {
            "title": {"required": "Enter what will change"},
            "desired_outcome": {"required": "Enter what will be better for children"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead_agency"].queryset = agencies_to_choose(self.instance)
        self.fields["owner"].queryset = owners_to_choose(self.instance)
        self.fields["contributing"].queryset = agencies_to_help(self.instance)
        self.fields["priority"].queryset = priorities_to_name()
        for name in ("lead_agency", "owner", "starts_on", "due_on"):
            self.fields[name].required = self.instance.is_agreed

    def clean(self):
        data = super().clean()
        starts_on, due_on = data.get("starts_on"), data.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", "The due date must be the start date or later")
        if data.get("lead_agency") and data["lead_agency"] in (data.get("contributing") or ()):
            self.add_error("contributing", "The lead agency leads: take it out of those that contribute")
        return data


class RecommendationField(forms.ModelChoiceField):
    """A recommendation by its reference and first words."""

    def label_from_instance(self, obj: Recommendation) -> str:
        return str(obj)


class NewActionForm(ActionForm):
    """As above, with the learning point and the recommendation that the action answers."""

    learning_point = PointField(
        label="Which learning point does it answer?",
        queryset=LearningPoint.objects.none(),
        required=False,
        help_text="An action is agreed once it answers at least one.",
    )
    recommendation = RecommendationField(
        label="Which recommendation does it answer?", queryset=Recommendation.objects.none(), required=False
    )
    why = forms.CharField(label="How does the action answer it?", required=False, max_length=300)

    field_order = ["learning_point", "recommendation", "why"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["learning_point"].queryset = points_to_answer(person)
        self.fields["recommendation"].queryset = recommendations_to_answer(person)


class LinkForm(GovForm):
    learning_point = PointField(
        label="Which learning point does it answer?",
        queryset=LearningPoint.objects.none(),
        empty_label="Select from the list",
    )
    why = forms.CharField(label="How does the action answer it?", required=False, max_length=300)

    def __init__(self, *args, person, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["learning_point"].queryset = points_to_answer(person, action)


class MeasureForm(GovModelForm):
    """How it will be known whether the action made a difference. What is not known yet may wait until it is agreed."""

    mark_optional = False

    source = forms.ChoiceField(
        label="Is it read from something that is recorded here? (optional)",
        required=False,
        help_text="An audit, a survey or an indicator: its page stands beside the readings.",
    )
    groups = groups_field()
    baseline = NumberField(label="Baseline: where does it stand now?", required=False, help_text="Such as 29.8")
    target = NumberField(label="Target: where should it be?", required=False, help_text="Such as 18")

    class Meta:
        model = ImpactMeasure
        fields = [
            "difference",
            "measure",
            "unit",
            "better",
            "baseline",
            "baseline_note",
            "target",
            "method",
            "source",
            "groups",
            "taking_part",
            "measured_by_on",
        ]
        labels = {
            "difference": "What difference are we looking for?",
            "measure": "What will be measured?",
            "unit": "What does it count in?",
            "better": "Which way is better?",
            "baseline_note": "Where does the baseline come from? (optional)",
            "method": "How will it be evidenced?",
            "taking_part": "Who exactly, or who else?",
            "measured_by_on": "When will it be judged?",
        }
        help_texts = {
            "difference": "In children’s lives, or in practice. One sentence.",
            "measure": "As it will stand above the chart, such as “Referrals within 12 months of an earlier one”.",
            "baseline_note": "Such as the source and the year.",
            "taking_part": "Such as the parents’ forum, or three voluntary bodies.",
            "measured_by_on": "Usually some months after the due date.",
        }
        widgets = {"better": Radios(inline=True), "method": Radios}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        choices = sources.choices_for(person)
        if self.instance.source and not any(self.instance.source == key for _, some in choices for key, _ in some):
            choices.append(("Chosen before", [(self.instance.source, sources.NOT_OPEN)]))
        self.fields["source"].choices = [("", "No"), *choices]


class ReadingForm(GovForm):
    period = PeriodField(label="Period", help_text=f"Such as {EXAMPLES}.")
    figure = FigureField(
        label="Reading", help_text="The number as published, or its mark where it is withheld: c, x, z, u, low or :"
    )
    note = forms.CharField(label="Note", required=False, max_length=300)

    def readings(self) -> dict[str, Period | Figure | str]:
        """Return what was read, for the service."""
        return {name: self.cleaned_data[name] for name in ("period", "figure", "note")}


class CorrectReadingForm(GovForm):
    instance: Reading

    figure = FigureField(label="Reading", help_text="The number as published, or its mark where it is withheld.")
    note = forms.CharField(label="Note", required=False, max_length=300)


class PasteForm(GovForm):
    """A table as it comes from a spreadsheet. `pasted` holds what was read once the form is valid."""

    pasted: Pasted

    table = forms.CharField(
        label="Periods and readings",
        strip=False,
        max_length=LONGEST_TABLE,
        widget=CountedTextarea(rows=14, attrs={"spellcheck": "false"}),
        help_text="One line for each period: the period, then the reading. Copy two columns from a spreadsheet, with "
        "or without their heading. Periods along the top work too.",
        error_messages={"required": "Paste the periods and readings"},
    )

    def clean_table(self) -> str:
        text: str = self.cleaned_data["table"]
        self.pasted = read_table(text)
        problems = self.pasted.problems
        if problems:
            more = len(problems) - MOST_PROBLEMS_SHOWN
            rest = [f"{more} more {'line has' if more == 1 else 'lines have'} a problem."] if more > 0 else []
            raise ValidationError([*problems[:MOST_PROBLEMS_SHOWN], *rest])
        return text


class CheckForm(GovForm):
    """Confirms a pasted table. `seen` says what stood there when the table was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)


class EvidenceForm(GovModelForm):
    class Meta:
        model = Evidence
        fields = ["summary", "level", "kind", "is_voice", "dated_on", "source"]
        labels = {
            "summary": "What does it show?",
            "level": "How far does it reach?",
            "kind": "What kind of evidence is it?",
            "is_voice": "A child, a family or a practitioner is heard in it",
            "dated_on": "What date is it from?",
            "source": "Where can it be found?",
        }
        help_texts = {
            "summary": NO_NAMES,
            "source": "A link or a place, such as the page of a published report.",
        }
        widgets = {
            "level": Radios(hints={level.value: level.means for level in EvidenceLevel}),
            "summary": CountedTextarea(rows=4),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].past = True


# What the moves ask


@ACTION.asks("deliver")
class DeliverForm(MoveForm):
    delivered_on = DateField(label="When was it delivered?", past=True, initial=timezone.localdate)


@ACTION.asks("block")
class BlockForm(MoveForm):
    barrier = forms.CharField(label="What stands in the way?", max_length=500, help_text=NO_NAMES)


@ACTION.asks("close")
class CloseForm(DecidedForm):
    minute_name = "closing_minute"
    closing_minute = minute_field()
    no_voice_because = forms.CharField(
        label="If no child, family or practitioner is heard in the evidence, why not?", required=False, max_length=500
    )


@ACTION.asks("reopen")
class ReopenForm(MoveForm):
    due_on = DateField(label="New due date", future=True)
    note = forms.CharField(
        label="Why is it reopened?",
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text="Kept with this step for good. Do not include names of children or families.",
        error_messages={"required": "Enter why it is reopened"},
    )


@ACTION.asks("confirm_sustained")
class SustainedForm(MoveForm):
    sustained_on = DateField(label="When was it checked?", past=True)
    note = forms.CharField(
        label="What shows that it still holds?",
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text="Kept with this step for good. Do not include names of children or families.",
        error_messages={"required": "Enter what shows that it still holds"},
    )


@ACTION.asks("find_not_sustained")
class NotSustainedForm(ReopenForm):
    note = forms.CharField(
        label="What no longer holds?",
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text="Kept with this step for good. Do not include names of children or families.",
        error_messages={"required": "Enter what no longer holds"},
    )


@ACTION.asks("withdraw")
class WithdrawForm(DecidedForm):
    minute_name = "withdrawal_minute"
    withdrawal_reason = forms.CharField(label="Why is it withdrawn?", max_length=500, help_text=NO_NAMES)
    withdrawal_minute = minute_field()
