"""What is asked about something that a rapid review has done at once."""

from typing import Any

from django import forms

from escp.partnership.queries import people_to_name
from escp.ui.forms import DateField, GovForm, GovModelForm
from reviews.forms.words import NO_NAMES
from reviews.models import ImmediateAction


class ImmediateActionForm(GovModelForm):
    """What, by whom, by when, and what came of it."""

    class Meta:
        model = ImmediateAction
        fields = ["what", "agency", "owner", "due_on", "done_on", "outcome"]
        labels = {
            "what": "What is done at once?",
            "agency": "Which agency does it?",
            "owner": "Who owns it?",
            "due_on": "By when?",
            "done_on": "When was it done?",
            "outcome": "What was done?",
        }
        help_texts = {
            "what": NO_NAMES,
            "due_on": "At most twenty working days after the review is sent. Empty means that day.",
            "outcome": NO_NAMES,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_to_name()
        self.fields["done_on"].past = True


class DoneForm(GovForm):
    """What whoever does it says when it is done."""

    done_on = DateField(label="When was it done?", past=True)
    outcome = forms.CharField(label="What was done?", max_length=300, help_text=NO_NAMES)
