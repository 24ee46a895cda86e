"""What the pages of a rapid review ask, and what its moves need."""

from django import forms

from escp.deadlines.forms import LatenessAsked
from escp.lifecycle.forms import MoveForm
from escp.ui.forms import CountedTextarea, DateField, DateTimeField, GovModelForm, Radios
from reviews.choices import Decision, PanelReply
from reviews.forms.partners import PartnerForm
from reviews.forms.words import NO_NAMES
from reviews.lifecycle import RAPID_REVIEW
from reviews.models import RapidReview
from reviews.policies import partners_signed_for_by


class RapidReviewForm(GovModelForm):
    """The text of the review under the Panel's headings, and what follows from it."""

    class Meta:
        model = RapidReview
        fields = [
            "what_happened",
            "lived_experience",
            "inequality",
            "good_practice",
            "systemic_reasons",
            "already_changed",
            "decision",
            "decision_reason",
            "priority",
        ]
        labels = {
            "what_happened": "What happened, as agencies know it?",
            "lived_experience": "What was life like for the child, and what did they say?",
            "inequality": "How may racism and other inequalities have shaped experience and practice?",
            "good_practice": "What was good practice?",
            "systemic_reasons": "Why did things happen as they did?",
            "already_changed": "What has changed already?",
            "decision": "What follows from this review?",
            "decision_reason": "What is the reason for that decision?",
            "priority": "Which Business Plan priority does it bear on?",
        }
        help_texts = {"what_happened": NO_NAMES, "lived_experience": NO_NAMES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"] = forms.ChoiceField(
            label=self.fields["decision"].label,
            choices=[*Decision.choices, ("", "Not decided yet")],
            widget=Radios,
            required=False,
        )


class SignOffForm(PartnerForm):
    spoken_for = staticmethod(partners_signed_for_by)

    signed_by_name = forms.CharField(label="Who signed?", max_length=120)
    signed_on = DateField(label="When did they sign?", past=True)


@RAPID_REVIEW.asks("record_meeting")
class MeetingForm(MoveForm):
    meeting_on = DateField(label="When was the meeting held?", past=True)


@RAPID_REVIEW.asks("record_sending")
class SendingForm(LatenessAsked, MoveForm):
    sent_at = DateTimeField(label="When was it sent to the National Panel?", past=True)


@RAPID_REVIEW.asks("conclude")
class ReplyForm(MoveForm):
    panel_reply = forms.ChoiceField(label="What did the Panel say?", choices=PanelReply, widget=Radios)
    panel_replied_on = DateField(
        label="When did its reply come?", past=True, help_text="If none came, the day on which you stopped waiting."
    )
    panel_reply_note = forms.CharField(
        label="What did it comment on, and what will we do?",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=4),
    )
