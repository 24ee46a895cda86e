"""What the fuller picture asks: a proposal, its approval, and the list of an agency."""

from datetime import date
from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name
from escp.reports.reading import MOST_BYTES
from escp.returns.forms.sending import SignOffForm
from escp.ui.forms import CountedTextarea, FileField, GovForm, GovModelForm
from escp.ui.words import date_in_words
from intelligence.models import Picture
from intelligence.picture.asking import CHILDRENS_LIST
from intelligence.picture.lifecycle import PICTURE
from intelligence.picture.services import HEADINGS
from reviews.forms.national_review import AssuranceForm

LETTER = """We count how many children are known to which agencies: {title}. It was approved by: {approval}.

Please hand in the list of the children whom your agency knows by {due}, on the page that this letter leads to. Never \
send a list by e-mail. Each row is turned into keys that nobody can read back, and the file is not kept."""


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


def list_field() -> FileField:
    return FileField(
        label="The list",
        extensions=["csv"],
        megabytes=MOST_BYTES // 1024**2,
        help_text=f"A CSV file with the headings {', '.join(HEADINGS)}. Each row is turned into keys that nobody can "
        "read back; the file itself is not kept.",
    )


class ListForm(GovForm):
    """The list of one agency, as it gave it to the business unit."""

    agency = forms.ModelChoiceField(label="Whose list is it?", queryset=None)
    file = list_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()


class HandInForm(SignOffForm):
    """The list that an agency hands in itself, signed off."""

    file = list_field()
    field_order = ["file"]


@PICTURE.asks("ask_for_lists")
class AskForListsForm(AssuranceForm):
    """Whom to ask, and the letter that each gets."""

    asking = CHILDRENS_LIST

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = CHILDRENS_LIST.label
        due_on = self.fields["due_on"]
        due_on.label, due_on.help_text = "By when do you need the lists?", "No list is taken after this day."

    def letter(self, record: Any, due: date) -> str:
        return LETTER.format(title=record.title, approval=record.approval, due=date_in_words(due))


@PICTURE.asks("approve")
class ApprovalForm(MoveForm):
    """Who approved it outside this service."""

    approval = forms.CharField(
        label="Who approved it, and when?",
        max_length=300,
        help_text="Such as: the data protection officers of the council and the trust, 12 March 2026.",
    )
