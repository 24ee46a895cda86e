"""What the pages of a local review ask, and what its moves need."""

from typing import Any

from django import forms

from escp.deadlines.forms import LatenessAsked
from escp.lifecycle.forms import MoveForm
from escp.ui.forms import CountedTextarea, DateField, GovForm, GovModelForm
from reviews.forms.words import NO_NAMES
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import LocalReview

AFTER_PUBLICATION = "This comes after the report was published."
# Without these the later date has no sense.
NEEDED = ("delay_known_on", "finished_on")


class ReviewDatesForm(GovModelForm):
    """The dates of a local review, as they come about. What must follow what is said at the date that is too early."""

    class Meta:
        model = LocalReview
        fields = [
            "reviewer_appointed_on",
            "terms_agreed_on",
            "draft_on",
            "delay_known_on",
            "notice_sent_on",
            "planned_publication_on",
            "copy_sent_on",
            "repository_sent_on",
            "outcomes_six_on",
            "outcomes_twelve_on",
            "still_public_on",
        ]
        labels = {
            "reviewer_appointed_on": "When was the reviewer appointed?",
            "terms_agreed_on": "When were the terms of reference agreed?",
            "draft_on": "When did the draft of the report come?",
            "delay_known_on": "If it will be late, when was that known?",
            "notice_sent_on": "When were the Panel and the Secretary of State told of the delay?",
            "planned_publication_on": "For which day is publication planned?",
            "copy_sent_on": "When was the full report sent to the Panel and the Secretary of State?",
            "repository_sent_on": "When was the report sent to the NSPCC repository?",
            "outcomes_six_on": "When was the Panel told of the outcomes after six months?",
            "outcomes_twelve_on": "When was the Panel told of the outcomes after twelve months?",
            "still_public_on": "When, a year after publication, was the report found to be public still?",
        }
        help_texts = {"copy_sent_on": "At least seven working days before publication."}

    PLANNED = "planned_publication_on"
    # (the later, the earlier, what the later cannot do)
    ORDER = (
        ("notice_sent_on", "delay_known_on", "The notice cannot come before the delay was known."),
        ("copy_sent_on", "draft_on", "The full report cannot have been sent before the draft came."),
        ("repository_sent_on", "finished_on", AFTER_PUBLICATION),
        ("outcomes_six_on", "finished_on", AFTER_PUBLICATION),
        ("outcomes_twelve_on", "outcomes_six_on", "The outcomes after twelve months follow those after six."),
        ("outcomes_twelve_on", "finished_on", AFTER_PUBLICATION),
        ("still_public_on", "finished_on", AFTER_PUBLICATION),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.past = name != self.PLANNED  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decided_on = self.instance.decided_on
        for name in self.fields:
            if (day := data.get(name)) and day < decided_on:
                self.add_error(name, "This cannot come before the decision to hold the review.")
        known = data | {"finished_on": self.instance.finished_on if self.instance.is_published else None}
        for later, earlier, sentence in self.ORDER:
            day, before = data.get(later), known.get(earlier)
            if (
                day
                and later not in self.errors
                and ((before is None and earlier in NEEDED) or (before and day < before))
            ):
                self.add_error(later, sentence)
        return data


class ProgressCheckForm(GovForm):
    """What a check of a local review's progress and quality found."""

    held_on = DateField(label="When was the check held?", past=True)
    note = forms.CharField(
        label="Is the review on time, and is it good enough?",
        max_length=2000,
        widget=CountedTextarea(rows=5),
        help_text="What was asked of the reviewer, and what was agreed. " + NO_NAMES,
    )


@LOCAL_REVIEW.asks("publish")
class PublicationForm(LatenessAsked, MoveForm):
    finished_on = DateField(label="When was it published?", past=True)


@LOCAL_REVIEW.asks("do_not_publish")
class NoPublicationForm(PublicationForm):
    no_publication_reason = forms.CharField(
        label="Why will it not be published?", max_length=4000, widget=CountedTextarea(rows=4)
    )
