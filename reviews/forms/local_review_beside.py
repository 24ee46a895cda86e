"""The rows beside a local review: what each asks, what it is called, and which service keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from escp.ui.forms import Checkboxes, GovModelForm
from reviews import services
from reviews.choices import Quality
from reviews.forms.words import NO_NAMES
from reviews.models import Dispatch, FactualCheck, Involvement, LocalReview, Outcome, Reviewer, ReviewerRequest
from reviews.models.beside import BesideReview
from reviews.queries.local import reviewers_to_name

AHEAD = ("answer_due_on",)


class BesideForm(GovModelForm):
    """A row beside a local review: no day before the decision, and none in the future that is said to be past."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in self.fields.items():
            question.past = name.endswith("_on") and name not in AHEAD

    # (the later, the earlier, what the later cannot do)
    ORDER: tuple[tuple[str, str, str], ...] = ()
    # (what is given, what has to be given with it, what to say)
    TOGETHER: tuple[tuple[str, str, str], ...] = ()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decided_on = self.instance.review.decided_on
        for name in self.fields:
            if name.endswith("_on") and (day := data.get(name)) and day < decided_on:
                self.add_error(name, "This cannot come before the decision to hold the review.")
        for later, earlier, sentence in self.ORDER:
            if (day := data.get(later)) and (before := data.get(earlier)) and day < before and later not in self.errors:
                self.add_error(later, sentence)
        for given, needed, sentence in self.TOGETHER:
            if data.get(given) and not data.get(needed) and needed not in self.errors:
                self.add_error(needed, sentence)
        return data


class ReviewerForm(BesideForm):
    """A reviewer: what was considered, the conflict check, the contract, access, and removal."""

    class Meta:
        model = Reviewer
        fields = [
            "name",
            "organisation",
            "account",
            "qualities",
            "qualities_note",
            "conflict_declaration",
            "conflict_outcome",
            "conflict_managed",
            "conflict_checked_by",
            "conflict_checked_on",
            "contract_value",
            "access_from",
            "access_until",
            "removed_on",
            "removal_reason",
        ]
        labels = {
            "name": "Who is the reviewer?",
            "organisation": "For which organisation do they work?",
            "account": "If they have an account here, which?",
            "qualities": "What did the partners consider?",
            "qualities_note": "Why this reviewer?",
            "conflict_declaration": "What did the reviewer declare about conflicts of interest, real or perceived?",
            "conflict_outcome": "What did the check find?",
            "conflict_managed": "If a perceived conflict is managed, how?",
            "conflict_checked_by": "Who checked?",
            "conflict_checked_on": "When?",
            "contract_value": "What is the contract worth, in pounds?",
            "access_from": "From which day may they open the case here?",
            "access_until": "Until which day?",
            "removed_on": "If they were removed, when?",
            "removal_reason": "If they were removed, why?",
        }
        help_texts = {
            "organisation": "A reviewer is independent of the case and of the organisations involved.",
            "access_until": "It ends by itself after this day. It follows the account, and ends when they are removed.",
        }

    ORDER = (("access_until", "access_from", "Access cannot end before it begins."),)
    TOGETHER = (
        ("conflict_outcome", "conflict_checked_by", "Enter who checked"),
        ("conflict_outcome", "conflict_checked_on", "Enter when it was checked"),
        ("conflict_checked_by", "conflict_outcome", "Choose what the check found"),
        ("conflict_checked_on", "conflict_outcome", "Choose what the check found"),
        ("access_from", "access_until", "Enter until which day they may open the case"),
        ("access_until", "access_from", "Enter from which day they may open the case"),
        ("removed_on", "removal_reason", "Say why they were removed"),
        ("removal_reason", "removed_on", "Enter when they were removed"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = reviewers_to_name()
        self.fields["qualities"] = forms.MultipleChoiceField(
            label=self.fields["qualities"].label, choices=Quality, widget=Checkboxes(), required=False
        )
        if self.instance.pk is None:
            del self.fields["removed_on"], self.fields["removal_reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("conflict_outcome") == "managed" and not data.get("conflict_managed"):
            self.add_error("conflict_managed", "Say how the perceived conflict is managed")
        return data


class ReviewerRequestForm(BesideForm):
    class Meta:
        model = ReviewerRequest
        fields = ["asked_for", "asked", "asked_on", "answer_due_on", "answered_on", "answer"]
        labels = {
            "asked_for": "What did the partners ask the reviewer for in writing?",
            "asked": "What exactly was asked?",
            "asked_on": "When was it asked?",
            "answer_due_on": "By when?",
            "answered_on": "When did the answer come?",
            "answer": "What came?",
        }
        help_texts = {"asked": NO_NAMES}

    ORDER = (
        ("answer_due_on", "asked_on", "This cannot come before it was asked."),
        ("answered_on", "asked_on", "The answer cannot come before it was asked."),
    )
    TOGETHER = (("answer", "answered_on", "Enter when the answer came"),)


class InvolvementForm(BesideForm):
    class Meta:
        model = Involvement
        fields = [
            "who",
            "whom",
            "invited_by",
            "invited_on",
            "how",
            "answer",
            "answered_on",
            "met_on",
            "said",
            "expectations",
        ]
        labels = {
            "who": "Who was invited?",
            "whom": "Who, more exactly?",
            "invited_by": "Who invited them?",
            "invited_on": "When were they invited?",
            "how": "How were they invited?",
            "answer": "What did they answer?",
            "answered_on": "When did they answer?",
            "met_on": "When were they met?",
            "said": "What did they say?",
            "expectations": "What do they expect, and what was promised?",
        }
        help_texts = {"whom": f"For example, the health visitors who knew the child. {NO_NAMES}", "said": NO_NAMES}

    ORDER = (
        ("answered_on", "invited_on", "The answer cannot come before the invitation."),
        ("met_on", "invited_on", "The meeting cannot come before the invitation."),
    )
    TOGETHER = (
        ("answered_on", "answer", "Choose what they answered"),
        ("said", "met_on", "Enter when they were met"),
    )


class FactualCheckForm(BesideForm):
    class Meta:
        model = FactualCheck
        fields = ["whom", "sent_on", "returned_on", "comments", "settled_on", "settlement"]
        labels = {
            "whom": "Which agency was sent the draft?",
            "sent_on": "When was it sent?",
            "returned_on": "When did it come back?",
            "comments": "What came back?",
            "settled_on": "When was it settled?",
            "settlement": "How was it settled?",
        }
        help_texts = {
            "whom": "An agency, or a role: no names.",
            "settlement": "What was changed, what was not and why; or that nothing came back.",
        }

    ORDER = (
        ("returned_on", "sent_on", "It cannot have come back before it was sent."),
        ("settled_on", "sent_on", "It cannot have been settled before it was sent."),
    )
    TOGETHER = (
        ("comments", "returned_on", "Enter when it came back"),
        ("settled_on", "settlement", "Say how it was settled"),
        ("settlement", "settled_on", "Enter when it was settled"),
    )


class DispatchForm(BesideForm):
    class Meta:
        model = Dispatch
        fields = ["what", "to", "sent_on", "how"]
        labels = {
            "what": "What was sent?",
            "to": "To whom?",
            "sent_on": "When was it sent?",
            "how": "How was it sent?",
        }
        help_texts = {"sent_on": "At least seven working days before publication."}


class OutcomeForm(BesideForm):
    class Meta:
        model = Outcome
        fields = ["after", "sent_on", "done", "evidence", "stands_out"]
        labels = {
            "after": "Which report of outcomes is this?",
            "sent_on": "When was the National Panel told?",
            "done": "What was done?",
            "evidence": "What is the evidence of change?",
            "stands_out": "What still stands out?",
        }


Keep = Callable[..., LocalReview]


@dataclass(frozen=True)
class Kind:
    """A kind of row beside a review: its model and form, the titles of its pages, and the service that keeps it."""

    model: type[BesideReview]
    form: type[BesideForm]
    new: str
    change: str
    keep: Keep


KINDS = {
    "reviewers": Kind(Reviewer, ReviewerForm, "Add a reviewer", "Change a reviewer", services.write_reviewer),
    "requests": Kind(
        ReviewerRequest,
        ReviewerRequestForm,
        "Record what the reviewer was asked for",
        "Record what the reviewer answered",
        services.write_beside,
    ),
    "involvement": Kind(
        Involvement,
        InvolvementForm,
        "Record an invitation to take part",
        "Record what came of an invitation",
        services.write_beside,
    ),
    "facts": Kind(
        FactualCheck,
        FactualCheckForm,
        "Record who was sent the draft",
        "Record what came back",
        services.write_beside,
    ),
    "dispatches": Kind(
        Dispatch, DispatchForm, "Record what was sent before publication", "Change a sending", services.write_dispatch
    ),
    "outcomes": Kind(
        Outcome,
        OutcomeForm,
        "Record what the Panel was told of outcomes",
        "Change what the Panel was told",
        services.write_outcome,
    ),
}
