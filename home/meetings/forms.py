"""What the pages and moves of meetings ask."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from escp.lifecycle.forms import MoveForm
from escp.partnership.models import Group, Person
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from home.meetings.choices import Rhythm, Week, Weekday
from home.meetings.lifecycle import MEETING
from home.models import AgendaItem, Meeting, Minute

NO_NAMES = "Cases by reference alone: no child’s details."
HOURS = "For example, 14:00."
HOUR_ERRORS = {"invalid": "Enter a time of day, such as 14:00"}
ENDS_FIRST = "The meeting must end after it begins"


def _hour(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=HOURS,
        error_messages=HOUR_ERRORS,
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
    )


class _OnTime:
    """The meeting ends after it begins."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", ENDS_FIRST)  # type: ignore[attr-defined]
        return data


class MeetingForm(_OnTime, GovModelForm):
    """One meeting of a group."""

    begins = _hour("When does it begin?")
    ends = _hour("When does it end?")

    class Meta:
        model = Meeting
        fields = ["group", "held_on", "begins", "ends", "place"]
        labels = {"group": "Which group meets?", "held_on": "On which day?", "place": "Where, or by which link?"}

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class ChangeMeetingForm(_OnTime, GovModelForm):
    """Another day, time or place."""

    begins = _hour("When does it begin?")
    ends = _hour("When does it end?")

    class Meta:
        model = Meeting
        fields = ["held_on", "begins", "ends", "place"]
        labels = {"held_on": "On which day?", "place": "Where, or by which link?"}


class YearForm(_OnTime, GovForm):
    """A year of meetings at once."""

    group = forms.ModelChoiceField(queryset=None, label="Which group meets?")
    first = DateField(
        label="From which day on?", help_text="The meetings of twelve months, beginning with the month of this day."
    )
    every = forms.ChoiceField(label="How often?", choices=Rhythm, widget=Radios(), initial=Rhythm.EVERY_SECOND_MONTH)
    week = forms.ChoiceField(label="In which week of the month?", choices=Week, widget=Radios())
    weekday = forms.ChoiceField(label="On which weekday?", choices=Weekday, widget=Radios())
    begins = _hour("When do they begin?")
    ends = _hour("When do they end?")
    place = forms.CharField(label="Where, or by which link?", max_length=200, required=False)

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class ItemForm(GovModelForm):
    """An item that somebody adds."""

    title = forms.CharField(label="What is it about?", max_length=160, help_text=NO_NAMES)

    class Meta:
        model = AgendaItem
        fields = ["title", "words", "presenter", "minutes"]
        labels = {
            "words": "What should the group know before?",
            "presenter": "Who presents it?",
            "minutes": "How many minutes does it take?",
        }
        help_texts = {"words": f"It stands in the papers. {NO_NAMES}"}

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = people


class ChangeItemForm(ItemForm):
    """The same, and its place. What an item says of a record is the record's own."""

    number = forms.IntegerField(label="Which number does it have?", min_value=1, max_value=999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = self.instance.number or None
        if self.instance.record_kind:
            del self.fields["title"]


class ReasonForm(GovForm):
    """Why an item is left out."""

    reason = forms.CharField(
        label="Why is it left out?", help_text=NO_NAMES, max_length=300, widget=CountedTextarea(rows=3)
    )


class AttendanceForm(GovForm):
    """Who is there, and who sent apologies."""

    present = forms.MultipleChoiceField(label="Who is there?", widget=Checkboxes(), required=False)
    apologised = forms.MultipleChoiceField(label="Who sent apologies?", widget=Checkboxes(), required=False)
    others = forms.CharField(
        label="Who else takes part?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text="One on a line, by role and agency.",
    )

    def __init__(self, *args: Any, people: dict[int, str], hints: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("present", "apologised"):
            self.fields[name].choices = [(str(key), who) for key, who in people.items()]
        self.fields["present"].widget.hints = {str(key): hint for key, hint in hints.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if set(data.get("present", [])) & set(data.get("apologised", [])):
            self.add_error("apologised", "Somebody is marked as there and as away: choose one")
        return data


class SaidForm(GovForm):
    """What was said. Which of the buttons is pressed says what it becomes."""

    text = forms.CharField(label="What was said?", max_length=4000, widget=CountedTextarea(rows=4), help_text=NO_NAMES)
    owner = forms.ModelChoiceField(queryset=None, label="For an action: who owns it?", required=False)
    due_on = DateField(label="For an action: by when?", required=False)
    better = forms.CharField(
        label="For an action: what will be better for children?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=2),
        help_text="It can be said later, before the action is agreed.",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], records_actions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people
        if not records_actions:
            for name in ("owner", "due_on", "better"):
                del self.fields[name]


class PutRightForm(GovModelForm):
    """Other words for an entry of draft minutes."""

    class Meta:
        model = Minute
        fields = ["text"]
        labels = {"text": "What was said?"}
        help_texts = {"text": NO_NAMES}


class CorrectForm(GovForm):
    """A correction of minutes that are agreed."""

    item = forms.ModelChoiceField(queryset=None, label="Under which item?")
    text = forms.CharField(
        label="What should it have said?", max_length=4000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        self.fields["item"].label_from_instance = lambda item: (
            f"{item.number}. {item.title or f'{item.record_reference} {item.asks}'}"
        )


# Moves


@MEETING.asks("agree_minutes")
class AgreeMinutesForm(MoveForm):
    agreed_on = DateField(
        label="At the meeting of which day were they agreed?",
        past=True,
        error_messages={"required": "Enter the day of the meeting that agreed them"},
    )


@MEETING.asks("cancel")
class CancelForm(MoveForm):
    cancelled_because = forms.CharField(
        label="Why does it not take place?", max_length=300, widget=CountedTextarea(rows=3)
    )
