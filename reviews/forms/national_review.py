"""What a national review asks: what it is, what the Panel wants, and what its moves need."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name
from escp.returns.forms.asking import NO_NAMES as GOES_OUT
from escp.returns.queries.reaching import contributors_of
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovModelForm, Radios
from escp.ui.words import date_in_words
from reviews.asking import ASSURANCE
from reviews.choices import GroupDecision, NationalUse, Relevance
from reviews.lifecycle import NATIONAL_REVIEW
from reviews.models import NationalReview
from reviews.queries.national import recommended_by, said_after

LETTER = """A national review has been published: {title}.
It can be read at {address}

Please tell us by {due} where your agency stands against its recommendations, what shows it, and what is still missing.

{recommended}"""
LONGEST_LETTER = 4000
MORE = "… The others stand in the review."


class NationalReviewForm(GovModelForm):
    """What it is and where it can be read. The report itself is not kept: its address, and a summary of our own."""

    address = forms.URLField(
        label="Where can it be read?",
        max_length=500,
        assume_scheme="https",
        help_text="The address of its page, such as https://www.gov.uk/…",
    )

    class Meta:
        model = NationalReview
        fields = ["title", "publisher", "published_on", "address", "about"]
        labels = {
            "title": "Its title",
            "publisher": "Who published it?",
            "published_on": "When was it published?",
            "about": "What is it about?",
        }
        help_texts = {
            "about": "In your own words, for somebody who has not read it.",
        }


class PanelRequestForm(GovModelForm):
    """What the National Panel asks of this partnership, and by when, where it names a day."""

    class Meta:
        model = NationalReview
        fields = ["panel_asked_on", "panel_request", "panel_due_on"]
        labels = {
            "panel_asked_on": "When did the National Panel ask?",
            "panel_request": "What does it ask?",
            "panel_due_on": "By when does it want to hear?",
        }
        help_texts = {"panel_due_on": "Leave this empty where its request names no day."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel_asked_on"].required = self.fields["panel_request"].required = True


class PanelReportForm(GovModelForm):
    """What was reported back to the National Panel."""

    class Meta:
        model = NationalReview
        fields = ["panel_reported_on", "panel_report"]
        labels = {
            "panel_reported_on": "When was it reported back to the National Panel?",
            "panel_report": "What was reported?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel_reported_on"].required = self.fields["panel_report"].required = True


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=CountedTextarea(rows=5))


@NATIONAL_REVIEW.asks("triage")
@NATIONAL_REVIEW.asks("take_up")
class TriageForm(MoveForm):
    relevance = forms.ChoiceField(label="How much does it matter here?", choices=Relevance.choices, widget=Radios)
    use = forms.ChoiceField(label="What do we use it for?", choices=NationalUse.choices, widget=Radios)
    relevance_reason = _reason("Why?")


@NATIONAL_REVIEW.asks("find_not_relevant")
class NotRelevantForm(MoveForm):
    relevance_reason = _reason("Why is it not relevant here?")


@NATIONAL_REVIEW.asks("request_assurance")
class AssuranceForm(MoveForm):
    """Whom to ask, and the letter that each gets. Drafted, so that it can go at once."""

    asking, opening = ASSURANCE, LETTER

    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies are asked?",
        queryset=None,
        error_messages={"required": "Choose at least one agency"},
    )
    due_on = DateField(label="By when do you need their assurance?", future=True)
    title = forms.CharField(
        label="What is asked, in a few words", max_length=120, initial=ASSURANCE.label, help_text=GOES_OUT
    )
    message = forms.CharField(
        label="The letter", max_length=LONGEST_LETTER, widget=CountedTextarea(rows=16), help_text=GOES_OUT
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = agencies_to_name()

    @property
    def instance(self) -> Any:
        """The review that is asked about: what the page offers first follows from it."""
        return self._review

    @instance.setter
    def instance(self, review: Any) -> None:
        self._review = review
        agencies = self.fields["agencies"]
        people = contributors_of(agencies.queryset, None)
        reached = {key: ", ".join(map(str, those)) for key, those in people.items()}
        hints = {agency.pk: reached.get(agency.pk, "Reaches nobody yet") for agency in agencies.queryset}
        agencies.widget = Checkboxes(hints=hints)
        agencies.widget.choices = agencies.choices
        due = self.asking.due_for(review) or timezone.localdate()
        letter = self.letter(review, due)
        self.initial = {"agencies": list(people), "due_on": due, "message": letter} | self.initial

    def letter(self, record: Any, due: date) -> str:
        """Return the draft of the letter."""
        return letter_about(record, self.opening, due)


def letter_about(review: Any, opening: str, due: date) -> str:
    """Return the draft of the letter: as many of the recommendations, word for word, as a letter holds."""
    letter = opening.format(title=review.title, address=review.address, due=date_in_words(due), recommended="")
    for number, words in recommended_by(review):
        longer = f"{letter}{number}. {words}\n"
        if len(longer) + len(MORE) > LONGEST_LETTER:
            return letter + MORE
        letter = longer
    return letter.strip()


@NATIONAL_REVIEW.asks("collate")
class CollateForm(MoveForm):
    """What agencies said, drafted from what they sent."""

    asking = ASSURANCE

    collated = forms.CharField(
        label="What did agencies say, put together?", max_length=20_000, widget=CountedTextarea(rows=16)
    )

    @property
    def instance(self) -> Any:
        """The review: what agencies sent is the draft."""
        return self._review

    @instance.setter
    def instance(self, review: Any) -> None:
        self._review = review
        self.initial = {"collated": said_after(review, self.asking)[:20_000]} | self.initial


@NATIONAL_REVIEW.asks("decide")
class DecideForm(MoveForm):
    decided_on = DateField(label="At which meeting was it decided?", past=True)
    decision = forms.ChoiceField(label="What did the group decide?", choices=GroupDecision.choices, widget=Radios)
    decision_reason = _reason("Why, and what follows?")


@NATIONAL_REVIEW.asks("close")
class CloseForm(MoveForm):
    what_changed = forms.CharField(
        label="What changed here because of it?",
        max_length=4000,
        widget=CountedTextarea(rows=6),
        help_text="If nothing changed, say so and why.",
    )
