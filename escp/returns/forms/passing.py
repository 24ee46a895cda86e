"""Whom to ask instead, and the unit's answer to that."""

from django import forms

from escp.returns.models import PassingOn
from escp.ui.forms import GovForm, GovModelForm, Radios


class PassOnForm(GovModelForm):
    """The colleague who should answer."""

    class Meta:
        model = PassingOn
        fields = ["name", "email"]


class PassingForm(GovForm):
    """Yes or no."""

    answer = forms.ChoiceField(
        label="Should the colleague be asked instead?",
        choices=[
            ("yes", "Yes, ask the colleague"),
            ("no", "No, leave it with the person who was asked"),
        ],
        widget=Radios(),
        error_messages={"required": "Say yes or no"},
    )
