"""What the moves of a child death review ask."""

from django import forms

from cdop.choices import Route, Scope, Trigger
from cdop.forms.analysis import ATTENDANCE, WHO_TOOK_PART, with_roles
from cdop.lifecycle import CHILD_DEATH
from cdop.policies import is_reviewed_here
from escp.lifecycle.forms import MoveForm
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, DateTimeField, GridField, Radios
from reviews.forms.words import NO_NAMES


@CHILD_DEATH.asks("respond")
class ResponseForm(MoveForm):
    triggers = forms.MultipleChoiceField(
        label="Which triggers are met?",
        choices=Trigger,
        widget=Checkboxes,
        help_text="Select all that apply.",
        error_messages={"required": "Select at least one trigger"},
    )
    decided_by_words = forms.CharField(
        label="Who decided?",
        max_length=200,
        help_text="By role: for example, on-call paediatrician, police investigator and duty social worker.",
    )
    decided_at = DateTimeField(label="When was it decided?", past=True)
    reason = forms.CharField(
        label="What else should be known of the decision?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=NO_NAMES,
    )


@CHILD_DEATH.asks("gather")
class NoResponseForm(MoveForm):
    no_response_because = forms.CharField(
        label="Who looked at the five triggers, and why is none of them met?",
        max_length=2000,
        widget=CountedTextarea(rows=4),
        help_text=NO_NAMES,
    )


@CHILD_DEATH.asks("hold_meeting")
class MeetingForm(MoveForm):
    meeting_on = DateField(label="When was the review meeting held?", past=True)
    ready_on = DateField(
        label="When did its report, or the result of the inquest, come?",
        past=True,
        required=False,
        help_text="The panel’s six weeks run from this day. Empty: the day of the meeting.",
    )
    attendance = GridField(
        label="Who took part?",
        required=False,
        help_text=f"{WHO_TOOK_PART} Of a meeting held in eCDOP it may stay there.",
        columns=ATTENDANCE,
    )
    answers = forms.CharField(
        label="What was answered to the questions of the family?",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=4),
        help_text=NO_NAMES,
    )

    def clean_attendance(self) -> list[dict[str, str]]:
        return with_roles(self.cleaned_data["attendance"])


@CHILD_DEATH.asks("review")
class PanelForm(MoveForm):
    panel_on = DateField(label="When did the panel review it?", past=True)


@CHILD_DEATH.asks("close")
class ClosingForm(MoveForm):
    route = forms.ChoiceField(label="Where does its learning go?", choices=Route, widget=Radios)
    route_reason = forms.CharField(
        label="If there is nothing to carry further, why?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(rows=3),
        help_text=NO_NAMES,
    )


@CHILD_DEATH.asks("leave_out")
class LeavingOutForm(MoveForm):
    scope = forms.ChoiceField(
        label="Whose death is it?",
        choices=[choice for choice in Scope.choices if not is_reviewed_here(choice[0])],
        widget=Radios,
    )
