"""By what the exact figures are narrowed down."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cdop.choices import Modifiability
from cdop.figures import GROUPS, Period, Reviewed
from escp.partnership.choices import AgeBand
from escp.ui.filters import GovFilterForm


class FiguresForm(GovFilterForm):
    """The three years, and the age, category and modifiability that are counted. What cannot be read is left out."""

    period = forms.ChoiceField(label="Three years", required=False)
    age = forms.ChoiceField(
        label="Age", required=False, choices=[one for one in AgeBand.choices if one[0] != AgeBand.CARE_LEAVER]
    )
    group = forms.ChoiceField(label="Category of death", required=False, choices=[(one, one) for one in GROUPS])
    modifiability = forms.ChoiceField(label="Modifiable factors", required=False, choices=Modifiability.choices)

    def __init__(self, *args: Any, periods: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {str(period.year): period for period in periods}
        self.fields["period"].choices = [(year, period.label) for year, period in self.periods.items()]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def period_chosen(self) -> Period:
        """The three years that were chosen, else the latest."""
        return self.periods.get(self.cleaned_data.get("period", ""), next(iter(self.periods.values())))

    def narrowed(self, deaths: Sequence[Reviewed]) -> list[Reviewed]:
        """Return the deaths that match what was chosen."""
        chosen = self.cleaned_data
        return [
            death
            for death in deaths
            if chosen.get("age") in (None, "", death.age)
            and chosen.get("group") in (None, "", death.group)
            and chosen.get("modifiability") in (None, "", death.modifiability)
        ]
