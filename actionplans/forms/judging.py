"""The question who takes part in judging whether an action made a difference."""

from django import forms

from actionplans.choices import JudgedWith
from escp.ui.forms import Checkboxes


def groups_field() -> forms.MultipleChoiceField:
    """Return the groups to tick; who else takes part, and how, is said in words beside."""
    return forms.MultipleChoiceField(
        label="Who takes part in judging it?",
        choices=JudgedWith.choices,
        widget=Checkboxes,
        required=False,
        help_text="Not only those who did the work. Select all that apply.",
    )
