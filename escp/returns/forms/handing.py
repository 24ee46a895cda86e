"""To which colleague a section, or the whole return, is given."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from escp.partnership.models import Person
from escp.ui.forms import GovForm


class ColleagueForm(GovForm):
    """One colleague of the agency that was asked, never oneself."""

    person = forms.ModelChoiceField(
        label="Which colleague?",
        queryset=None,
        help_text="Whoever has an account for your agency and may know of this.",
        error_messages={"required": "Choose a colleague"},
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues
