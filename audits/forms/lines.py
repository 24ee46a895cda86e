"""An action that begins from what an agency wrote in an audit."""

from typing import Any

from django import forms

from actionplans.forms import NewActionForm
from escp.ui.forms import CountedTextarea
from learning.forms import NO_NAMES


class LineActionForm(NewActionForm):
    """A new action, and what the audit recommends because of the line: the action answers that."""

    recommended = forms.CharField(
        label="What does the audit recommend?",
        max_length=4000,
        widget=CountedTextarea(rows=3),
        help_text=f"It stands among the recommendations of the audit, and the action answers it. {NO_NAMES}",
        error_messages={"required": "Enter what the audit recommends"},
    )

    field_order = ["recommended", "learning_point", "why"]

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        del self.fields["recommendation"]
        self.fields["learning_point"].help_text = "If a finding of the audit led to one already."
