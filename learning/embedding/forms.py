"""What is asked about events, who came, what people say of them, and policies that have to change."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name, people_to_name
from escp.returns.forms.asking import HOW_TO_PASTE, PeopleField
from escp.ui.forms import Checkboxes, CountedTextarea, GovForm, GovModelForm, Radios
from learning.choices import Agreement, EvaluationTime, EventKind
from learning.embedding.lifecycle import EVENT, POLICY_CHANGE
from learning.embedding.presenters import QUESTIONS
from learning.embedding.queries import agencies_to_count, attendees_of
from learning.forms import NO_NAMES
from learning.models import EvaluationAnswer, Event, PolicyChange
from learning.queries import learning_points_for, themes_for

MOST_PEOPLE = 10_000
ASKED = tuple(QUESTIONS[EvaluationTime.AFTER])
WORDS = {
    EvaluationTime.BEFORE: "What do you hope to take away from it?",
    EvaluationTime.AFTER: "What will you do differently?",
    EvaluationTime.LATER: "What changed, or what stood in the way?",
}


class EventForm(GovModelForm):
    """An event: what, when, where, about what, and who runs it."""

    class Meta:
        model = Event
        fields = ["title", "kind", "happens_on", "place", "run_by", "points", "theme"]
        labels = {
            "title": "What is it called?",
            "kind": "What kind of event is it?",
            "happens_on": "When is it?",
            "place": "Where is it?",
            "run_by": "Who runs it?",
            "points": "Which learning points is it about?",
            "theme": "Which theme is it about?",
        }
        help_texts = {"title": NO_NAMES, "place": "A place, or “online”.", "run_by": "An agency or a role will do."}
        widgets = {"points": Checkboxes(), "kind": Radios()}

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = EventKind.choices
        self.fields["points"].queryset = learning_points_for(person)
        self.fields["points"].label_from_instance = lambda point: f"{point.reference} {point.statement}"
        self.fields["theme"].queryset = themes_for(person)
        self.fields["theme"].empty_label = "No theme"


class AttendanceForm(GovForm):
    """Two numbers for each agency: how many were invited and how many came."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.agencies = agencies_to_count(event)
        known = {row.agency_id: row for row in event.attendance.all()}
        asked = {}
        for agency in self.agencies:
            for name, words in (("invited", "how many were invited?"), ("came", "how many came?")):
                asked[f"{name}_{agency.pk}"] = forms.IntegerField(
                    label=f"{agency.name}: {words}",
                    min_value=0,
                    max_value=MOST_PEOPLE,
                    required=False,
                    initial=getattr(known.get(agency.pk), name, None),
                )
        # Before the form is laid out.
        self.base_fields = {**self.base_fields, **asked}
        super().__init__(*args, **kwargs)

    @property
    def numbers(self) -> dict[Any, tuple[int, int]]:
        """How many were invited and how many came, by agency."""
        said = self.cleaned_data
        return {
            agency: (said.get(f"invited_{agency.pk}") or 0, said.get(f"came_{agency.pk}") or 0)
            for agency in self.agencies
        }


class AttendeesForm(GovForm):
    """Whom to write to when questions open: pasted, or taken off again."""

    people = PeopleField(label="Whom do you add?", required=False, help_text=HOW_TO_PASTE)
    taken_off = forms.ModelMultipleChoiceField(
        label="Whom do you take off?", queryset=None, required=False, widget=Checkboxes()
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields["taken_off"]
        known.queryset = attendees_of(event)
        known.label_from_instance = lambda one: f"{one.person.full_name}, {one.person.email}"
        if not known.queryset.exists():
            del self.fields["taken_off"]

    @property
    def taken(self) -> list[int]:
        """Return the numbers of those who are taken off."""
        return [one.pk for one in self.cleaned_data.get("taken_off") or ()]


class EvaluationForm(GovModelForm):
    """Sentences to agree or disagree with, as they are asked before, after or months after, and one free answer."""

    class Meta:
        model = EvaluationAnswer
        fields = [*ASKED, "words"]
        help_texts = {"words": "Do not name a child, a family or a colleague."}
        widgets = {**dict.fromkeys(ASKED, Radios), "words": CountedTextarea(rows=4)}

    def __init__(self, *args: Any, instance: EvaluationAnswer, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        time = EvaluationTime(instance.evaluation.time)
        asked = QUESTIONS[time]
        for name in ASKED:
            if name not in asked:
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.choices, field.required, field.label = Agreement.choices, True, asked[name]
            field.error_messages["required"] = f"Select how far you agree with “{asked[name]}”"
        self.fields["words"].label = WORDS[time]


class PolicyChangeForm(GovModelForm):
    """What must change, in whose policy, because of what, by whom and by when."""

    class Meta:
        model = PolicyChange
        fields = ["title", "required", "agency", "learning_point", "theme", "owner", "due_on"]
        labels = {
            "title": "Which policy or procedure has to change?",
            "required": "What must change in it?",
            "agency": "Whose policy is it?",
            "learning_point": "Which learning point requires it?",
            "theme": "Which theme requires it?",
            "owner": "Who sees to it?",
            "due_on": "By when?",
        }
        help_texts = {
            "title": NO_NAMES,
            "agency": "No agency: it is the partnership’s own.",
            "theme": "A learning point or a theme: one of the two at least.",
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()
        self.fields["agency"].empty_label = "The partnership’s own"
        point = self.fields["learning_point"]
        point.queryset = learning_points_for(person)
        point.label_from_instance = lambda one: f"{one.reference} {one.statement}"
        self.fields["theme"].queryset = themes_for(person)
        self.fields["owner"].queryset = people_to_name()


@EVENT.asks("cancel")
class CancelForm(MoveForm):
    cancelled_because = forms.CharField(label="Why is it cancelled?", max_length=500, help_text=NO_NAMES)


@POLICY_CHANGE.asks("make")
class MadeForm(MoveForm):
    changed = forms.CharField(
        label="What changed?", max_length=2000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )
    link = forms.URLField(
        label="Where can it be read?",
        required=False,
        max_length=300,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="An address on the web. A file can be added on the page instead.",
    )


@POLICY_CHANGE.asks("drop")
class NotNeededForm(MoveForm):
    not_needed_because = forms.CharField(
        label="Why is it not needed?", max_length=1000, widget=CountedTextarea(rows=3), help_text=NO_NAMES
    )
