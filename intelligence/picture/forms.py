"""What the fuller picture asks: a proposal, its approval, and the list of an agency."""

from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name
from escp.reports.reading import MOST_BYTES
from escp.ui.forms import CountedTextarea, FileField, GovForm, GovModelForm
from intelligence.models import Picture
from intelligence.picture.lifecycle import PICTURE
from intelligence.picture.services import HEADINGS


class PictureForm(GovModelForm):
    """What is counted, for what, why that is lawful, over which period, and until when lists are kept."""

    class Meta:
        model = Picture
        fields = ["title", "purpose", "lawful_basis", "period_from", "period_to", "delete_on"]
        labels = {
            "title": "What is counted?",
            "purpose": "What is it for?",
            "lawful_basis": "Why is it lawful?",
            "period_from": "First day of the period",
            "period_to": "Last day of the period",
            "delete_on": "When are the lists deleted?",
        }
        help_texts = {
            "title": "Such as: children known to three agencies and in no plan.",
            "lawful_basis": "The duty or power that each agency relies on, and where the assessment of it is kept.",
            "delete_on": "They are deleted by themselves on this day. The counts stay.",
        }
        widgets = {"purpose": CountedTextarea(rows=4), "lawful_basis": CountedTextarea(rows=4)}


class ListForm(GovForm):
    """The list of one agency."""

    agency = forms.ModelChoiceField(label="Whose list is it?", queryset=None)
    file = FileField(
        label="The list",
        extensions=["csv"],
        megabytes=MOST_BYTES // 1024**2,
        help_text=f"A CSV file with the headings {', '.join(HEADINGS)}. Each row is turned into keys that nobody can "
        "read back; the file itself is not kept.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()


@PICTURE.asks("approve")
class ApprovalForm(MoveForm):
    """Who approved it outside this service."""

    approval = forms.CharField(
        label="Who approved it, and when?",
        max_length=300,
        help_text="Such as: the data protection officers of the council and the trust, 12 March 2026.",
    )
