"""What learning from elsewhere asks: what it is, and what its moves need."""

from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.partnership.models import Person
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovModelForm, Radios
from intelligence.external.asking import ASSURANCE
from intelligence.external.lifecycle import EXTERNAL
from intelligence.models import ExternalItem
from learning.deciding import DecidedForm, minute_field
from learning.queries import themes_for
from reviews.choices import GroupDecision, Relevance
from reviews.forms.national_review import AssuranceForm, CollateForm, NotRelevantForm

OPENING = """This was published elsewhere: {title}.
It can be read at {address}

Please tell us by {due} where your agency stands against its recommendations, what shows it, and what is still missing.

{recommended}"""


class ExternalItemForm(GovModelForm):
    """What it is and where it can be read. The text itself is not kept: its address, and a summary of our own."""

    address = forms.URLField(
        label="Where can it be read?",
        max_length=500,
        assume_scheme="https",
        help_text="The address of its page, such as https://www.gov.uk/…",
    )
    themes = forms.ModelMultipleChoiceField(
        label="Which themes does it speak to?", queryset=None, required=False, widget=Checkboxes()
    )

    class Meta:
        model = ExternalItem
        fields = [
            "title",
            "publisher",
            "kind",
            "published_on",
            "address",
            "summary",
            "licence",
            "themes",
            "requested_by_panel",
        ]
        labels = {
            "title": "Its title",
            "publisher": "Who published it?",
            "kind": "What is it?",
            "published_on": "When was it published?",
            "summary": "What does it say?",
            "licence": "How may its text be used?",
            "requested_by_panel": "The National Panel asks this partnership for assurance",
        }
        help_texts = {
            "summary": "In your own words, for somebody who has not read it. Do not copy its text.",
            "licence": "We keep its address and our own words. Say here if its terms allow more.",
            "requested_by_panel": "Assurance is then owed: it cannot be found not relevant.",
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = self.fields["themes"]
        themes.queryset = themes_for(person).order_by("-year", "title", "pk")
        if self.instance.pk:
            self.initial.setdefault("themes", list(self.instance.themes.values_list("pk", flat=True)))


@EXTERNAL.asks("triage")
@EXTERNAL.asks("take_up")
class TriageForm(MoveForm):
    relevance = forms.ChoiceField(
        label="How much does it matter here?",
        choices=Relevance.choices,
        widget=Radios,
        help_text="If it does not matter here at all, use “Find it not relevant here” instead.",
    )
    relevance_reason = forms.CharField(label="Why?", max_length=4000, widget=CountedTextarea(rows=5))


EXTERNAL.asks("find_not_relevant")(NotRelevantForm)


@EXTERNAL.asks("request_assurance")
class ExternalAssuranceForm(AssuranceForm):
    """Whom to ask, and the letter that each gets."""

    asking, opening = ASSURANCE, OPENING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = ASSURANCE.label


@EXTERNAL.asks("collate")
class ExternalCollateForm(CollateForm):
    """What agencies said, drafted from what they sent."""

    asking = ASSURANCE


@EXTERNAL.asks("decide")
class ExternalDecisionForm(DecidedForm):
    """What the group decided, and the minute that says so."""

    decided_on = DateField(label="At which meeting was it decided?", past=True)
    decision = forms.ChoiceField(label="What did the group decide?", choices=GroupDecision.choices, widget=Radios)
    decision_reason = forms.CharField(label="Why, and what follows?", max_length=4000, widget=CountedTextarea(rows=5))
    minute = minute_field()


@EXTERNAL.asks("close")
class ReportedBackForm(MoveForm):
    reported_back = forms.CharField(
        label="Where was it reported back?",
        max_length=300,
        help_text="Such as “Learning from Practice Update of March 2027, SHR-2027-004”.",
    )
