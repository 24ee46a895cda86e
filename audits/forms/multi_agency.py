"""What a multi-agency audit asks: the proposal, and what its moves need."""

from typing import Any

from django import forms

from audits.choices import PromptedBy
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.models import MultiAgencyAudit
from audits.services.moderation import SHARE
from escp.lifecycle.forms import MoveForm
from escp.partnership.queries import agencies_to_name, people_to_name, priorities_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovModelForm, Radios
from learning.deciding import DecidedForm, minute_field

NO_NAMES = "Do not include names of children, families or staff."
PLACE_IN_PROGRAMME = "With a day it stands in that year’s programme at once. Leave it empty to keep an idea."


class AuditForm(GovModelForm):
    """The theme, why now, what prompted it and which priorities it serves. Common to a proposal and a change."""

    planned_on = DateField(label="When is it planned to start?", required=False)
    priorities = forms.ModelMultipleChoiceField(
        label="Which priorities of the Business Plan does it serve?",
        queryset=None,
        required=False,
        widget=Checkboxes,
    )

    class Meta:
        model = MultiAgencyAudit
        fields = ["title", "why_now", "prompted_by", "priorities", "planned_on", "lead", "audit_lead"]
        labels = {
            "title": "What is the theme?",
            "why_now": "Why now?",
            "prompted_by": "What prompted it?",
            "lead": "Which agency leads it?",
            "audit_lead": "Who leads it?",
        }
        help_texts = {
            "title": f"It stands in lists and e-mails. {NO_NAMES}",
            "why_now": f"What the data, a review or practitioners tell us. {NO_NAMES}",
        }
        widgets = {"prompted_by": Radios}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priorities"].queryset = priorities_to_name()
        if self.instance.pk:
            self.initial.setdefault("priorities", list(self.instance.priorities.values_list("pk", flat=True)))
        for name, rows in (("lead", agencies_to_name()), ("audit_lead", people_to_name())):
            if name in self.fields:
                self.fields[name].queryset = rows


class ProposalForm(AuditForm):
    """A proposal by the business unit: with a planned start it stands in the programme at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].required = False
        self.fields["planned_on"].help_text = PLACE_IN_PROGRAMME


class IdeaForm(AuditForm):
    """A proposal by anybody else who takes part in learning: the business unit looks where it fits."""

    planned_on = None

    class Meta(AuditForm.Meta):
        fields = ["title", "why_now", "prompted_by", "priorities"]


class ChangeAuditForm(AuditForm):
    """A change; of an audit in a programme, with the reason that stands there."""

    why = forms.CharField(
        label="Why does the programme change?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=f"Kept with the programme, where all may read it. {NO_NAMES}",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.year is None:
            del self.fields["why"]


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=CountedTextarea(rows=4), help_text=NO_NAMES)


@MULTI_AGENCY_AUDIT.asks("enter_programme")
class EnterProgrammeForm(MoveForm):
    planned_on = DateField(label="When is it planned to start?")


@MULTI_AGENCY_AUDIT.asks("leave_programme")
class LeaveProgrammeForm(MoveForm):
    why = _reason("Why is it taken out of the programme?")


@MULTI_AGENCY_AUDIT.asks("approve_terms")
class ApproveTermsForm(DecidedForm):
    approved_on = DateField(label="At which meeting were they approved?", past=True)
    minute = minute_field()


@MULTI_AGENCY_AUDIT.asks("take_back_draw")
class TakeBackDrawForm(MoveForm):
    note = forms.CharField(
        label="Why is the draw taken back?",
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=f"Kept with this step for good. {NO_NAMES}",
        error_messages={"required": "Say why the draw is taken back"},
    )


@MULTI_AGENCY_AUDIT.asks("close_returns")
class CloseReturnsForm(MoveForm):
    share = forms.IntegerField(
        label="What share of the cases is read a second time, in per cent?",
        initial=SHARE,
        min_value=0,
        max_value=100,
        help_text="Drawn at random with a seed that is kept. The partnership’s own rule is at least 20.",
    )


@MULTI_AGENCY_AUDIT.asks("hold_discussion")
class DiscussionForm(MoveForm):
    discussion_on = DateField(label="When was the discussion held?", past=True)


@MULTI_AGENCY_AUDIT.asks("agree_report")
class AgreeReportForm(DecidedForm):
    minute_name = "agreed_minute"
    agreed_on = DateField(label="At which meeting was the report agreed?", past=True)
    agreed_minute = minute_field()


@MULTI_AGENCY_AUDIT.asks("publish_learning")
class PublishForm(MoveForm):
    published_on = DateField(label="When was the learning published?", past=True)
    web_address = forms.URLField(label="At which web address?", required=False, max_length=300, assume_scheme="https")


@MULTI_AGENCY_AUDIT.asks("cancel")
class CancelForm(MoveForm):
    cancelled_because = _reason("Why is the audit cancelled?")


PROMPTED_BY_KIND = {
    "serious_incident": PromptedBy.REVIEW,
    "rapid_review": PromptedBy.REVIEW,
    "local_review": PromptedBy.REVIEW,
    "child_death": PromptedBy.REVIEW,
    "national_review": PromptedBy.NATIONAL,
    "multi_agency_audit": PromptedBy.AUDIT,
    "single_agency_audit": PromptedBy.AUDIT,
    "section_11": PromptedBy.AUDIT,
    "schools": PromptedBy.AUDIT,
}
"""What a proposal from a record’s page is prompted by, until somebody says otherwise."""
