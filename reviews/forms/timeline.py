"""Which kinds of what happened a timeline shows, and in which order."""

from typing import Any

from django import forms

from escp.ui.forms import Checkboxes, GovForm, Radios
from reviews.presenters.timeline import NEWEST, OLDEST
from reviews.timeline import CONTRIBUTIONS


class TimelineForm(GovForm):
    """Asked in the address: an answer that cannot be read shows everything, oldest first."""

    kind = forms.MultipleChoiceField(label="What to show", widget=Checkboxes, required=False)
    order = forms.ChoiceField(
        label="Order", choices=[(OLDEST, "Oldest first"), (NEWEST, "Newest first")], widget=Radios, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.key, one.label) for one in CONTRIBUTIONS.values()]  # type: ignore[attr-defined]

    def kinds(self) -> list[str]:
        """Return the kinds to show: all where none is asked for."""
        self.is_valid()
        return list(self.cleaned_data.get("kind") or CONTRIBUTIONS)

    def order_asked(self) -> str:
        """Return the order to show them in."""
        return str(self.cleaned_data.get("order") or OLDEST)
