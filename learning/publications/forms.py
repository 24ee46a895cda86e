"""What the pages of a publication ask: what it is, its parts, their order, and what its moves need."""

from collections.abc import Sequence
from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from learning.choices import CopyTo, Publication, ShareMethod
from learning.forms import NO_NAMES
from learning.models import CopySent, LearningPublication, PublicationPart
from learning.publications.drafting import HEADINGS
from learning.publications.lifecycle import PUBLICATION
from learning.queries import tidy

WRONG, NOT_SAID = "What was wrong, and what is right?", "Enter what was wrong, and what is right"


class FactsForm(GovModelForm):
    """What it is called, whom it is for, and who may read it."""

    class Meta:
        model = LearningPublication
        fields = ["title", "audience", "readers", "corrects_because"]
        labels = {
            "title": "What is it called?",
            "audience": "Whom is it for?",
            "readers": "Who may read it?",
            "corrects_because": WRONG,
        }
        help_texts = {
            "title": NO_NAMES,
            "audience": "Teams and roles, such as “Health visitors, social workers and their supervisors”.",
        }
        widgets = {"readers": Radios(), "corrects_because": CountedTextarea(rows=3)}
        error_messages = {
            "title": {"required": "Enter what it is called"},
            "audience": {"required": "Enter whom it is for"},
            "readers": {"required": "Select who may read it"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = Publication.choices
        if self.instance.is_correction:
            self.fields["corrects_because"].required = True
            self.fields["corrects_because"].error_messages["required"] = NOT_SAID
        else:
            del self.fields["corrects_because"]


class CorrectionForm(GovForm):
    """What was wrong in what was published."""

    corrects_because = forms.CharField(
        label=WRONG,
        max_length=500,
        widget=CountedTextarea(rows=3),
        help_text=f"A sentence that everybody reads first in the corrected edition. {NO_NAMES}",
        error_messages={"required": NOT_SAID},
    )


class BriefingForm(FactsForm):
    """A briefing or guide, and the record that it is about."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind, ShareMethod(kind).label) for kind in HEADINGS],
        widget=Radios,
        error_messages={"required": "Select what it is"},
    )
    about = forms.CharField(
        label="Which finding, learning point or theme is it about?",
        max_length=30,
        help_text="Its reference, such as LP-2026-004. A learning point has to be agreed.",
        error_messages={"required": "Enter the reference of what it is about"},
    )
    field_order = ["kind", "about", "title", "audience", "readers"]

    def clean_about(self) -> str:
        about = tidy(self.cleaned_data["about"])
        if not about:
            raise forms.ValidationError("Enter a reference, such as LP-2026-004")
        return about


class CopyForm(GovModelForm):
    """A copy that was sent outside the partnership."""

    sent_on = DateField(
        label="On which day was it sent?", past=True, error_messages={"required": "Enter the day on which it was sent"}
    )

    class Meta:
        model = CopySent
        fields = ["recipient", "sent_on", "how"]
        labels = {"recipient": "To whom was it sent?", "how": "How was it sent?"}
        help_texts = {"how": "Such as the subject of the e-mail. You can leave this empty."}
        widgets = {"recipient": Radios()}
        error_messages = {"recipient": {"required": "Select to whom it was sent"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = CopyTo.choices


class PartForm(GovModelForm):
    """The words of one part, or why it is left out."""

    class Meta:
        model = PublicationPart
        fields = ["heading", "words", "left_out_because"]
        labels = {"heading": "Heading", "words": "What does it say?", "left_out_because": "Is it left out? Say why"}
        help_texts = {
            "words": "Write for somebody who was not there. No names, no day, no place, no number below five.",
            "left_out_because": "Leave this empty for a part that stands in the text.",
        }
        widgets = {"words": CountedTextarea(rows=14)}
        error_messages = {"heading": {"required": "Enter the heading"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A briefing has its fixed headings, and so has what has no record.
        if not self.instance.publication.has_sections or not self.instance.source or self.instance.is_figure:
            del self.fields["heading"]
        if self.instance.is_figure:
            del self.fields["words"]


class OrderForm(GovForm):
    """A number for each part: the smallest first."""

    @property
    def places(self) -> dict[int, int]:
        return {
            int(name.removeprefix("place_")): place for name, place in self.cleaned_data.items() if place is not None
        }


def order_form(parts: Sequence[PublicationPart]) -> type[OrderForm]:
    """Return the form with a box for each part."""
    boxes = {
        f"place_{part.pk}": forms.IntegerField(
            label=part.heading,
            min_value=1,
            max_value=9999,
            initial=number,
            error_messages={"required": "Enter a number"},
        )
        for number, part in enumerate(parts, start=1)
    }
    return type("OrderForm", (OrderForm,), boxes)


@PUBLICATION.asks("publish")
class PublishForm(MoveForm):
    """Which agencies are sent it."""

    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies are sent it, and asked how far they passed it on?",
        queryset=None,
        required=False,
        widget=Checkboxes(),
        help_text="They are asked for thirty days. Tick none to publish it without asking anybody.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = agencies_to_name()


@PUBLICATION.asks("withdraw")
class WithdrawForm(MoveForm):
    withdrawal_reason = forms.CharField(
        label="Why is it withdrawn?", max_length=500, error_messages={"required": "Enter why it is withdrawn"}
    )
