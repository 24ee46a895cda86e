"""What the pages of the panel ask."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from cdop.choices import PanelOutcome
from cdop.models import AcceptedWording, ChildDeath, PanelCase, PanelMeeting
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from escp.ui.words import date_in_words
from reviews.forms.words import NO_NAMES


class MeetingForm(GovModelForm):
    """A meeting of the panel: when, who chairs, under which theme."""

    class Meta:
        model = PanelMeeting
        fields = ["held_on", "theme", "chair", "place"]
        labels = {
            "held_on": "When does the panel meet?",
            "theme": "Does it take one kind of death together? Which?",
            "chair": "Who chairs it?",
            "place": "Where?",
        }
        help_texts = {
            "theme": "For example, neonatal deaths, or suicide. Leave it empty for a meeting without a theme.",
            "chair": "By role and agency: for example, director of public health, local authority.",
        }


class ChangeMeetingForm(MeetingForm):
    """The same, and that it does not take place."""

    class Meta(MeetingForm.Meta):
        fields = [*MeetingForm.Meta.fields, "called_off_because"]
        labels = {**MeetingForm.Meta.labels, "called_off_because": "If it does not take place, why?"}
        help_texts = {
            **MeetingForm.Meta.help_texts,
            "called_off_because": "Its deaths are then ready for another meeting. Leave it empty while it takes place.",
        }


class AttendanceForm(GovForm):
    """Who took part."""

    present = forms.MultipleChoiceField(label="Which members were there?", widget=Checkboxes(), required=False)
    others = forms.CharField(
        label="Who else took part?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=5),
        help_text=f"One on a line, by role and agency. {NO_NAMES}",
    )

    def __init__(self, *args: Any, people: dict[int, str], hints: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(str(key), name) for key, name in people.items()]
        self.fields["present"].widget.hints = {str(key): hint for key, hint in hints.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("present") and not data.get("others"):
            self.add_error("others", "Say who took part")
        return data


class PutOnForm(GovForm):
    """Which deaths come to which meeting."""

    meeting = forms.ModelChoiceField(
        queryset=None, label="To which meeting?", widget=Radios, empty_label=None, to_field_name="reference"
    )
    deaths = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Which deaths?",
        widget=Checkboxes(),
        to_field_name="reference",
        error_messages={"required": "Select at least one death"},
    )

    def __init__(
        self,
        *args: Any,
        meetings: QuerySet[PanelMeeting],
        deaths: QuerySet[ChildDeath],
        hints: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = said_of
        self.fields["deaths"].queryset = deaths
        self.fields["deaths"].label_from_instance = lambda death: f"{death.child.pseudonym} ({death.reference})"
        self.fields["deaths"].widget.hints = hints


def said_of(meeting: PanelMeeting) -> str:
    """Return what a meeting is called where one is chosen."""
    return ", ".join(filter(None, [date_in_words(meeting.held_on), meeting.theme, meeting.reference]))


class OrderForm(GovForm):
    """In which order the deaths are taken."""

    def __init__(self, *args: Any, cases: Sequence[PanelCase] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases

    @property
    def places(self) -> dict[PanelCase, int | None]:
        return {case: self.cleaned_data[f"place_{case.reference}"] for case in self.cases}


def order_form(cases: Sequence[PanelCase]) -> type[OrderForm]:
    """Return the form with a box for each death."""
    boxes = {
        f"place_{case.reference}": forms.IntegerField(
            label=f"{case.death.child.pseudonym} ({case.reference})",
            min_value=1,
            max_value=999,
            required=False,
            initial=case.place,
            help_text="Empty: it comes off the list, and is ready again." if not case.outcome else "",
        )
        for case in cases
    }
    return type("OrderForm", (OrderForm,), boxes)


class DecisionForm(GovForm):
    """What the panel decided of a death."""

    outcome = forms.ChoiceField(
        label="What did the panel decide?",
        choices=PanelOutcome,
        widget=Radios(
            hints={
                PanelOutcome.REVIEWED: "The review of the death goes on from here.",
                PanelOutcome.DEFERRED: "It is ready for another meeting again.",
                PanelOutcome.MORE_ASKED: "It is ready for another meeting again, with what was asked.",
            }
        ),
    )
    reason = forms.CharField(
        label="If it is put off, why? If more is asked for, what and of whom?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=f"The next meeting reads this. {NO_NAMES}",
    )
    decided = forms.CharField(
        label="If it was reviewed, what was decided?",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=5),
        help_text=f"For example, the category of death that was agreed, and what follows. {NO_NAMES}",
    )
    learning = forms.CharField(
        label="What was learned?",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=4),
        help_text=f"Record as a finding afterwards what should lead to actions. {NO_NAMES}",
    )
    withdrew = forms.CharField(
        label="Who else declared a conflict of interest and left the room?",
        required=False,
        max_length=300,
        help_text="By role and agency. For a member who can sign in, record the conflict of interest itself.",
    )


class FeedbackForm(GovForm):
    """What the family is told after the panel."""

    feedback = forms.CharField(
        label="What is the family told?",
        max_length=4000,
        widget=CountedTextarea(rows=5),
        help_text=f"In the words in which it is told to them. {NO_NAMES}",
    )
    feedback_by = forms.CharField(
        label="Who tells them?", max_length=120, help_text="By role: for example, the family’s key worker."
    )
    feedback_on = DateField(label="When?", help_text="A day to come, where it is arranged.")


class AgreeForm(GovForm):
    """Which wordings a second person agrees may stay."""

    wordings = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Which of these may stay?",
        widget=Checkboxes(),
        help_text="What you leave unticked keeps the pack from being made.",
        error_messages={"required": "Select what may stay"},
    )

    def __init__(self, *args: Any, wordings: Iterable[AcceptedWording] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(wordings)
        field = self.fields["wordings"]
        field.queryset = AcceptedWording.objects.filter(pk__in=[one.pk for one in rows]).select_related("asked_by")
        field.label_from_instance = lambda one: f"“{one.text}”"
        field.widget.hints = {str(one.pk): f"{one.reason} Asked for by {one.asked_by}." for one in rows}
