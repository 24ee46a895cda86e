"""What went to the national database, and whose items are taken away for it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cdop.models import ChildDeath, NationalSubmission
from escp.ui.forms import Checkboxes, GovForm, GovModelForm
from reviews.forms.words import NO_NAMES


class SubmissionForm(GovModelForm):
    """One sending of a form to the National Child Mortality Database."""

    class Meta:
        model = NationalSubmission
        fields = ["form", "sent_on", "sent_by", "receipt"]
        labels = {
            "form": "What was sent?",
            "sent_on": "When was it sent?",
            "sent_by": "Who sent it?",
            "receipt": "What is the reference of its receipt?",
        }
        help_texts = {
            "sent_by": f"By role and agency, or “eCDOP” where the system sends it. {NO_NAMES}",
            "receipt": "Leave it empty until it comes.",
        }

    def __init__(self, *args: Any, death: ChildDeath, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].past = True  # type: ignore[attr-defined]
        self.died_on = timezone.localdate(death.died_at)

    def clean_sent_on(self) -> Any:
        sent_on = self.cleaned_data["sent_on"]
        if sent_on and sent_on < self.died_on:
            raise ValidationError("This cannot come before the child died")
        return sent_on


class ItemsForm(GovForm):
    """The deaths whose items are taken away."""

    mark_optional = False
    death = forms.MultipleChoiceField(
        label="Which deaths?",
        widget=Checkboxes,
        error_messages={"required": "Select at least one death"},
    )

    def __init__(self, *args: Any, deaths: Iterable[ChildDeath], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["death"].choices = [(one.reference, str(one)) for one in deaths]  # type: ignore[attr-defined]
