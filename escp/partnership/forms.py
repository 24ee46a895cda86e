"""Forms about people."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from escp.partnership.models import Person
from escp.ui.forms import DateField, GovForm


class DeputyForm(GovForm):
    """Who stands in, from when, until when."""

    deputy = forms.ModelChoiceField(
        queryset=None,
        label="Who stands in?",
        help_text="They are told what is owed, and see those of the records that their own role opens to them anyway.",
    )
    starts_on = DateField(label="First day", future=True)
    ends_on = DateField(
        label="Last day", required=False, future=True, help_text="Leave empty if it is not known yet. You can end it."
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people


class ColleaguesDeputyForm(DeputyForm):
    """The same for a colleague who is away and cannot do it."""

    person = forms.ModelChoiceField(queryset=None, label="Who is away?")
    field_order = ["person", "deputy", "starts_on", "ends_on"]

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.fields["person"].queryset = people


class EndDeputyForm(GovForm):
    """Nothing to fill in: it is only confirmed."""
