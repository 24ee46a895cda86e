"""What is asked before a return is sent, and when it is settled."""

from typing import Any

from django import forms

from escp.lifecycle.forms import MoveForm
from escp.returns.lifecycle import RETURN
from escp.ui.forms import CountedTextarea, GovForm

NO_NAMES = "Do not include names of children, families or professionals."


class SignOffForm(GovForm):
    """Who signs a return off for the agency. Asked of every return where the request wants it."""

    signed_off_name = forms.CharField(label="Who signs this off for your agency?", max_length=120)
    signed_off_title = forms.CharField(label="What is their job title?", max_length=120)
    confirmed = forms.BooleanField(label="They have read it and agree that it is sent")

    def signature(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("signed_off_name", "signed_off_title")}


class SendForm(GovForm):
    """Nothing more is asked where nobody senior has to sign."""

    def signature(self) -> dict[str, str]:
        return {}


class NilForm(SignOffForm):
    """Why there is nothing to tell, signed off."""

    nil_reason = forms.CharField(
        label="Why is there nothing to tell?", max_length=300, widget=CountedTextarea(rows=3), help_text=NO_NAMES
    )
    field_order = ["nil_reason"]


class WithReason(MoveForm):
    """A move whose note is its reason, and must be given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.required = "Why?", True
        note.error_messages["required"] = "Enter the reason"


RETURN.asks("waive")(WithReason)
RETURN.asks("reopen")(WithReason)


@RETURN.asks("request_changes")
class ChangesForm(MoveForm):
    """What should be changed. It is mailed to the agency as it is written."""

    what = forms.CharField(
        label="What should be changed?",
        max_length=2000,
        widget=CountedTextarea(rows=6),
        help_text=f"It is sent by e-mail as you write it. {NO_NAMES}",
    )


@RETURN.asks("send")
class SendMoveForm(MoveForm):
    """The page of its own asks more (`views.answering.check`); this stands for those who come by another way."""

    signed_off_name = forms.CharField(label="Who signs this off for your agency?", max_length=120, required=False)
    signed_off_title = forms.CharField(label="What is their job title?", max_length=120, required=False)


@RETURN.asks("send_nil")
@RETURN.asks("record_nil")
class NilMoveForm(MoveForm):
    """Why there is nothing to tell, and who signs that."""

    nil_reason = forms.CharField(
        label="Why is there nothing to tell?", max_length=300, widget=CountedTextarea(rows=3), help_text=NO_NAMES
    )
    signed_off_name = forms.CharField(label="Who signs this off for your agency?", max_length=120)
    signed_off_title = forms.CharField(label="What is their job title?", max_length=120)
