"""What the moves of a theme ask."""

from typing import Any

from django import forms

from escp.ui.forms import CountedTextarea
from learning.choices import THEME_SLOTS
from learning.deciding import DecidedForm, minute_field
from learning.lifecycle import THEME
from learning.models import Theme
from learning.queries import active_themes


def difference_field(label: str) -> forms.CharField:
    """Return the question what difference a theme made, asked whenever one leaves its place."""
    return forms.CharField(
        label=label,
        max_length=4000,
        widget=CountedTextarea(rows=8),
        help_text="Say what changed and how you know. If nothing is known yet, say that.",
        error_messages={"required": "Enter what difference the theme made, or that it is not known"},
    )


@THEME.asks("activate")
class ChooseThemeForm(DecidedForm):
    """The minute by which a theme is chosen; where all places are taken, which one leaves and what it changed."""

    minute_name = "chosen_minute"
    leaves = forms.ModelChoiceField(
        label="Which theme leaves its place?",
        queryset=Theme.objects.none(),
        error_messages={"required": "Select which theme leaves its place"},
    )
    impact_statement = difference_field("What difference did the theme that leaves make to children?")
    chosen_minute = minute_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = active_themes()
        if len(taken) < len(THEME_SLOTS):
            del self.fields["leaves"], self.fields["impact_statement"]
        else:
            leaves: Any = self.fields["leaves"]
            leaves.queryset = taken


@THEME.asks("review")
class ReviewThemeForm(DecidedForm):
    """What the group saw when it looked at a theme again."""

    minute_name = "review_minute"
    review_minute = minute_field()
    note = forms.CharField(
        label="What did the group see?",
        max_length=2000,
        widget=CountedTextarea(rows=4),
        help_text="What moved since it was chosen, and what the group will do about it. Kept with this step for good.",
        error_messages={"required": "Enter what the group saw"},
    )


@THEME.asks("close")
class CloseThemeForm(DecidedForm):
    """What difference the theme made, asked when it leaves its place."""

    minute_name = "closing_minute"
    impact_statement = difference_field("What difference did this theme make to children?")
    closing_minute = minute_field()
