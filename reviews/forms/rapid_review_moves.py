"""What the moves of a rapid review ask."""

from typing import Any

from django import forms
from django.utils import timezone

from escp.deadlines.forms import LatenessAsked
from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name
from escp.returns.forms.asking import NO_NAMES as GOES_OUT
from escp.returns.queries.reaching import contributors_of
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, DateTimeField, Radios
from escp.ui.words import date_in_words
from reviews.asking import INFORMATION, due_on, known_on
from reviews.choices import PanelReply, Reconsideration
from reviews.lifecycle import RAPID_REVIEW

LETTER = """A rapid review is under way and your agency may know the child or the family.

By {known}: please say whether they are known to your agency. Open the request and answer its first question. If they \
are not, choose “nothing to tell”, signed off by somebody senior, and no more is asked of you.

By {due}: please send your agency’s information, signed off by somebody senior.

Please secure all records now. If you cannot meet either date, ring the business unit today."""


@RAPID_REVIEW.asks("ask_agencies")
class ScopeForm(MoveForm):
    """Which agencies may have known the child, and the letter that each gets. Drafted, so that it can go at once."""

    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies may have known the child?",
        queryset=None,
        error_messages={"required": "Choose at least one agency"},
    )
    due_on = DateField(label="By when do you need their information?", future=True)
    title = forms.CharField(
        label="What is asked, in a few words", max_length=120, initial=INFORMATION.label, help_text=GOES_OUT
    )
    message = forms.CharField(label="The letter", max_length=4000, widget=CountedTextarea(rows=14), help_text=GOES_OUT)

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
        people = contributors_of(agencies.queryset, review.case.pk)
        reached = {key: ", ".join(map(str, those)) for key, those in people.items()}
        hints = {agency.pk: reached.get(agency.pk, "Reaches nobody yet") for agency in agencies.queryset}
        agencies.widget = Checkboxes(hints=hints)
        agencies.widget.choices = agencies.choices
        due = due_on(review) or timezone.localdate()
        letter = LETTER.format(known=date_in_words(known_on()), due=date_in_words(due))
        self.initial = {"agencies": list(people), "due_on": due, "message": letter} | self.initial


@RAPID_REVIEW.asks("record_meeting")
class MeetingForm(MoveForm):
    meeting_on = DateField(label="When was the meeting held?", past=True)


@RAPID_REVIEW.asks("record_sending")
class SendingForm(LatenessAsked, MoveForm):
    sent_at = DateTimeField(label="When was it sent to the National Panel?", past=True)


def _comment(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=4000, widget=CountedTextarea(rows=3))


@RAPID_REVIEW.asks("record_reply")
class ReplyForm(MoveForm):
    panel_replied_on = DateField(label="When did the Panel’s reply come?", past=True)
    panel_reply = forms.ChoiceField(
        label="What did the Panel say?",
        choices=[choice for choice in PanelReply.choices if choice[0] != PanelReply.NONE],
        widget=Radios,
    )
    panel_on_quality = _comment("What did it say of the quality of the review?")
    panel_on_decision = _comment("What did it say of the decision?")
    panel_on_timeliness = _comment("What did it say of the time it took?")
    panel_reply_note = _comment("What will we do?")


@RAPID_REVIEW.asks("settle")
class SettleForm(MoveForm):
    reconsideration = forms.ChoiceField(label="What did the partners decide?", choices=Reconsideration, widget=Radios)
    reconsideration_reason = forms.CharField(
        label="What are their reasons, as given to the Panel?", max_length=4000, widget=CountedTextarea(rows=5)
    )
    reconsidered_on = DateField(label="When was the Panel answered?", past=True)


@RAPID_REVIEW.asks("conclude")
class ConcludeForm(MoveForm):
    group_told_on = DateField(
        label="When was the Panel’s reply taken to the Practice Improvement Group?",
        required=False,
        past=True,
        help_text="Leave empty only where no reply came.",
    )
    no_learning_reason = _comment("If no learning point follows from this review, why not?")


@RAPID_REVIEW.asks("end")
class EndForm(MoveForm):
    withdrawal_acknowledged_on = DateField(label="When did the Panel acknowledge the withdrawal?", past=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.required = "What did the Panel say?", True
        note.error_messages["required"] = "Enter what the Panel said"
