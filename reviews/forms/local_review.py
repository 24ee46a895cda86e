"""What the moves of a local review ask, the monthly note, and the correction of what a move recorded."""

from typing import Any

from django import forms

from escp.deadlines.forms import LatenessAsked
from escp.lifecycle.forms import MoveForm
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from reviews.choices import Pace, Redaction
from reviews.forms.partners import PartnerForm
from reviews.forms.words import NO_NAMES
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import LocalReview
from reviews.policies import partners_signed_for_by

HELD, MISSED = "held", "missed"


def _long(label: str, *, most: int = 4000, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=CountedTextarea(rows=rows), **kwargs)


def web_address(label: str, **kwargs: Any) -> forms.URLField:
    """Return a question for a web address, with or without https in front."""
    return forms.URLField(label=label, max_length=300, assume_scheme="https", **kwargs)


class CorrectionForm(GovModelForm):
    """What the moves of a review recorded: shown once it is there, put right here, never taken away."""

    class Meta:
        model = LocalReview
        fields = ["panel_informed_on", "budget_holder", "reviewer_appointed_on", "terms_agreed_on", "draft_on"]
        labels = {
            "panel_informed_on": "When was the National Panel informed of the decision?",
            "budget_holder": "Who holds the budget?",
            "reviewer_appointed_on": "When was the reviewer appointed?",
            "terms_agreed_on": "When were the terms of reference agreed?",
            "draft_on": "When did the draft of the report come?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if getattr(self.instance, name):
                self.fields[name].required = True
                self.fields[name].past = True
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.fields:
            if name != "budget_holder" and (day := data.get(name)) and day < self.instance.decided_on:
                self.add_error(name, "This cannot come before the decision to hold the review.")
        appointed, draft = data.get("reviewer_appointed_on"), data.get("draft_on")
        if appointed and draft and draft < appointed:
            self.add_error("draft_on", "The draft cannot have come before the reviewer was appointed.")
        return data


class ProgressCheckForm(GovForm):
    """A month's note of time and quality, or why there is none."""

    outcome = forms.ChoiceField(
        label="Was progress looked at this month?",
        choices=[(HELD, "Yes"), (MISSED, "No: the month is kept as a gap, with the reason")],
        widget=Radios,
        initial=HELD,
    )
    held_on = DateField(label="When?", past=True, required=False)
    pace = forms.ChoiceField(label="Is the review on time?", choices=Pace, widget=Radios, required=False)
    time_note = _long(
        "What was found about the time it takes, and what was agreed?", most=2000, required=False, help_text=NO_NAMES
    )
    quality_note = _long("What was found about its quality, and what was agreed?", most=2000, required=False)
    gap_reason = _long(
        "If a month was missed, or the note comes more than ten days late: why?", most=2000, rows=3, required=False
    )
    NEEDED = {
        "held_on": "Enter when progress was looked at",
        "pace": "Choose whether the review is on time",
        "time_note": "Enter what was found about the time it takes",
        "quality_note": "Enter what was found about its quality",
    }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == MISSED:
            if not data.get("gap_reason"):
                self.add_error("gap_reason", "Say why no note was written: the gap is shown with its reason")
        elif "outcome" in data:
            for name, sentence in self.NEEDED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data


class LocalSignatureForm(PartnerForm):
    """A partner's signature under the terms of reference or the report."""

    spoken_for = staticmethod(partners_signed_for_by)

    signed_by_name = forms.CharField(label="Who signed?", max_length=120)
    signed_on = DateField(label="When did they sign?", past=True)


class ApprovalForm(GovForm):
    """What the person who approves looked for in the edition for publication."""

    looked_for = forms.MultipleChoiceField(
        label="What did you look for in the edition for publication?",
        choices=Redaction,
        widget=Checkboxes(),
        help_text="You approve in your own name. A second person does the same.",
        error_messages={"required": "Look for each of these before you approve"},
    )
    approved_on = DateField(label="When did you read it?", past=True)


@LOCAL_REVIEW.asks("commission")
class CommissionForm(MoveForm):
    panel_informed_on = DateField(label="When was the National Panel informed of the decision?", past=True)
    budget_holder = forms.CharField(label="Who holds the budget?", max_length=120)


@LOCAL_REVIEW.asks("appoint_reviewer")
class AppointmentForm(MoveForm):
    reviewer_appointed_on = DateField(label="When was the reviewer appointed?", past=True)


@LOCAL_REVIEW.asks("agree_terms")
class AgreementForm(MoveForm):
    terms_agreed_on = DateField(label="When were the terms of reference agreed?", past=True)


@LOCAL_REVIEW.asks("record_draft")
class DraftForm(MoveForm):
    draft_on = DateField(label="When did the draft of the report come?", past=True)


@LOCAL_REVIEW.asks("publish")
class PublicationForm(LatenessAsked, MoveForm):
    finished_on = DateField(label="When was it published?", past=True)
    web_address = web_address("At which web address?")


@LOCAL_REVIEW.asks("do_not_publish")
class NoPublicationForm(LatenessAsked, MoveForm):
    finished_on = DateField(label="When was the information on the improvements published?", past=True)
    no_publication_reason = _long("Why will the report not be published?")
    improvements_address = web_address("At which web address are the improvements?", required=False)


@LOCAL_REVIEW.asks("discontinue")
class DiscontinueForm(MoveForm):
    discontinued_because = _long("Why is the review discontinued?", help_text=NO_NAMES)
