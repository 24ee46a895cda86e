"""Whom to ask for a reporting form, with which supplementary forms, by when; and what eCDOP holds of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from cdop.models import ChildDeath
from escp.partnership.models import Agency
from escp.ui.forms import Checkboxes, DateField, GovForm, GovModelForm


class AskForFormsForm(GovForm):
    """The agencies that knew the child stand ticked, and so do the supplementary forms that follow from the record."""

    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies that knew the child are asked?", queryset=Agency.objects.none(), required=False
    )
    others = forms.ModelMultipleChoiceField(
        label="Which other agencies are asked?",
        queryset=Agency.objects.none(),
        required=False,
        help_text="An agency that knew nothing says so in one step: that is an answer too.",
    )
    supplements = forms.MultipleChoiceField(
        label="Which circumstances apply?",
        required=False,
        widget=Checkboxes,
        help_text="Each brings its supplementary form. Ticked is what follows from what is recorded: change it where "
        "you know better. Agencies can add one.",
    )
    due_on = DateField(label="By when?", future=True)

    def __init__(
        self,
        *args: Any,
        knew: Mapping[Agency, str],
        others: Mapping[Agency, str],
        supplements: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("agencies", knew), ("others", others)):
            field = self.fields[name]
            field.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in offered])  # type: ignore[attr-defined]
            field.widget = Checkboxes(hints={agency.pk: hint for agency, hint in offered.items()})
            field.widget.choices = field.choices  # type: ignore[attr-defined]
        self.fields["supplements"].choices = supplements  # type: ignore[attr-defined]
        offers = {"agencies": knew, "others": others, "supplements": supplements}
        for name in [name for name, offered in offers.items() if not offered]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (self.errors or self.asked()):
            self.add_error("agencies" if "agencies" in self.fields else None, "Choose at least one agency")
        return data

    def asked(self) -> list[Agency]:
        """Return the agencies that are asked, those that knew the child first."""
        return [*self.cleaned_data.get("agencies", ()), *self.cleaned_data.get("others", ())]


class FormsInEcdopForm(GovModelForm):
    """When the reporting forms were asked for in eCDOP, and when the last was in."""

    class Meta:
        model = ChildDeath
        fields = ["forms_asked_on", "forms_complete_on"]
        labels = {
            "forms_asked_on": "When were reporting forms asked for in eCDOP?",
            "forms_complete_on": "When were they complete?",
        }
        help_texts = {"forms_complete_on": "Leave it empty until every agency has sent its form there."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.past = True  # type: ignore[attr-defined]
        self.fields["forms_asked_on"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asked_on, complete_on = data.get("forms_asked_on"), data.get("forms_complete_on")
        if asked_on and asked_on < timezone.localdate(self.instance.died_at):
            self.add_error("forms_asked_on", "They cannot have been asked for before the child died")
        elif asked_on and complete_on and complete_on < asked_on:
            self.add_error("forms_complete_on", "They cannot have been complete before they were asked for")
        return data
