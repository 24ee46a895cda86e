"""Which year the report is on."""

from typing import Any

from django import forms

from escp.partnership.models.plan import year_name
from escp.ui.forms import Radios
from learning.publications.forms import FactsForm
from learning.yearly_report.queries import years_to_begin


class ReportForm(FactsForm):
    """The year of the report, beside what every publication is asked."""

    year = forms.TypedChoiceField(
        label="On which year?",
        coerce=int,
        widget=Radios(),
        error_messages={"required": "Select a year"},
        help_text="From 1 April to 31 March. The report on this year fills while the year lasts.",
    )
    field_order = ["year", "title", "audience", "readers"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year_name(year)) for year in years_to_begin()]
