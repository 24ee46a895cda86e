"""On which day the weekly mail of an agency's door comes."""

from typing import Any

from django import forms

from escp.deadlines.models import WORKING_WEEK
from escp.ui.forms import GovForm, Radios

NONE = "none"


def _as_weekday(given: str) -> int | None:
    return None if given == NONE else int(given)


class WeekdayForm(GovForm):
    """One weekday, or none."""

    weekday = forms.ChoiceField(
        label="On which day do you want to be told what is asked of your agency?",
        choices=[*((str(number), name) for number, name in WORKING_WEEK.items()), (NONE, "On no day")],
        widget=Radios(),
        help_text="One e-mail a week with references alone, in office hours. When nothing is open, it does not come.",
        error_messages={"required": "Choose a day, or none"},
    )

    def clean_weekday(self) -> Any:
        return _as_weekday(self.cleaned_data["weekday"])
