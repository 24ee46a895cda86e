"""What the pages ask about how an action is planned."""

from typing import Any

from django import forms

from actionplans.choices import BY_HAND
from actionplans.models import Milestone
from actionplans.queries import agencies_to_choose, open_milestones_of
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from escp.ui.words import date_in_words

NO_NAMES = "Do not include names of children, families or professionals."


class MilestoneForm(GovModelForm):
    """A step that can be seen to be done, and by when."""

    class Meta:
        model = Milestone
        fields = ["what", "due_on", "agency"]
        labels = {"what": "What will be done?", "due_on": "By when?", "agency": "Which agency does it?"}
        help_texts = {
            "what": f"Something that can be seen to be done. {NO_NAMES}",
            "agency": "Leave this empty where it is the lead agency.",
        }
        error_messages = {
            "what": {"required": "Enter what will be done"},
            "due_on": {"required": "Enter by when it will be done"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_choose(None)


class DoneForm(GovForm):
    done_on = DateField(label="When was it done?", past=True)


class DropForm(GovForm):
    dropped_because = forms.CharField(
        label="Why is it no longer wanted?",
        max_length=300,
        help_text=NO_NAMES,
        error_messages={"required": "Enter why it is no longer wanted"},
    )


class ColourForm(GovForm):
    """How an action stands in somebody's judgement, until a day; or as it is worked out."""

    colour = forms.ChoiceField(
        label="How does it stand?",
        choices=[("worked_out", "As it is worked out"), *((one.value, f"{one.label}: by hand") for one in BY_HAND)],
        widget=Radios(),
        error_messages={"required": "Select how it stands"},
    )
    because = forms.CharField(
        label="Why?",
        required=False,
        max_length=500,
        widget=CountedTextarea(rows=3),
        help_text=f"It stands beside the colour, with your name. {NO_NAMES}",
    )
    until = DateField(
        label="Until when?",
        required=False,
        help_text="After this day it is worked out again by itself. Half a year at most.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("colour") not in (None, "worked_out"):
            if not data.get("because") and "because" not in self.errors:
                self.add_error("because", "Enter why it stands otherwise than is worked out")
            if not data.get("until") and "until" not in self.errors:
                self.add_error("until", "Enter until when this holds")
        return data


class WaiveForm(GovForm):
    """Why an action is agreed without a complete measure."""

    difference = forms.CharField(
        label="What difference are we looking for?",
        max_length=300,
        error_messages={"required": "Enter what difference you are looking for"},
    )
    because = forms.CharField(
        label="Why can it not be measured as others are?",
        max_length=500,
        widget=CountedTextarea(rows=3),
        help_text=f"It stands on the action with your name. Evidence is asked for all the same. {NO_NAMES}",
        error_messages={"required": "Enter why it cannot be measured"},
    )


class MilestonesField(forms.ModelMultipleChoiceField):
    """Milestones by their words and dates."""

    def label_from_instance(self, obj: Milestone) -> str:
        return f"{obj.what} (by {date_in_words(obj.due_on)})"


class ProgressForm(GovForm):
    """A note from a telephone: one box, and the open milestones to tick."""

    text = forms.CharField(
        label="What has happened since the last note?",
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=f"A sentence or two is enough. {NO_NAMES}",
        error_messages={"required": "Enter what has happened"},
    )
    done = MilestonesField(
        label="Which milestones are done?", queryset=Milestone.objects.none(), required=False, widget=Checkboxes
    )

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done"].queryset = still_open = open_milestones_of(action)
        if not still_open:
            del self.fields["done"]
