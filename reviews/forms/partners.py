"""A choice among the three partners."""

from collections.abc import Callable

from django import forms

from escp.partnership.models import Person
from escp.ui.forms import GovForm, Radios
from reviews.choices import Partner


class PartnerForm(GovForm):
    """A choice among the partners for whom the person may speak; each form says by which rule."""

    spoken_for: Callable[[Person], list[Partner]]

    partner = forms.ChoiceField(label="Which partner?", choices=Partner, widget=Radios)

    @staticmethod
    def initial_from(recorded, chosen: str) -> dict:
        """Return what the chosen partner has recorded so far as the form's first values."""
        for partner, row in recorded:
            if partner == chosen:
                return {"partner": partner} | ({} if row is None else vars(row))
        return {}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [(partner.value, partner.label) for partner in type(self).spoken_for(person)]
