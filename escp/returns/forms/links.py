"""The code that opens a link."""

from django import forms

from escp.ui.forms import GovForm


class CodeForm(GovForm):
    """Six digits from the newest message."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Six digits. It works once, for ten minutes. Look in your junk folder if it does not come.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the code from the message"},
    )
