"""What is asked when the plan of a year is made, and when something becomes of a fixed point."""

from typing import Any

from django import forms

from escp.deadlines.clocks import Level
from escp.ui.forms import CountedTextarea, DateField, GovForm

NO_NAMES = "Everyone who signs in can read this: no child’s details."
REASON = {"required": "Enter the reason"}


def reason_field(label: str, hint: str = NO_NAMES) -> forms.CharField:
    """Return the question why, asked in the words of its form."""
    return forms.CharField(
        label=label, help_text=hint, max_length=500, widget=CountedTextarea(rows=3), error_messages=REASON
    )


class MakeYearForm(GovForm):
    """Nothing to fill in: the page says what will be made."""


class AddAuditForm(GovForm):
    """One more multi-agency audit."""

    due_on = DateField(
        label="When should its report reach the Practice Improvement Group?",
        error_messages={"required": "Enter the date for its report"},
    )


class MoveDateForm(GovForm):
    """Another date than the rule's."""

    due_on = DateField(label="What is the new date?", error_messages={"required": "Enter the new date"})
    reason = reason_field("Why is the date moved?")


class NoteForm(GovForm):
    """Work has begun. A record that the person may not open stays linked, and is not named to them."""

    note = forms.CharField(
        label="Note",
        help_text=f"Where its papers are, for example. {NO_NAMES}",
        max_length=1000,
        required=False,
        widget=CountedTextarea(rows=3),
    )

    def clean(self) -> dict[str, Any]:
        return {"activity": self.instance.activity} | super().clean()


class StartForm(NoteForm):
    """Work has begun; the record it leads to, where there is one."""

    field_order = ["activity", "note"]
    activity = forms.ModelChoiceField(
        label="Which record does it lead to?",
        help_text="An activity that is recorded here already. Those who may not open it do not see the link.",
        queryset=None,
        required=False,
        empty_label="None yet",
    )

    def __init__(self, *args: Any, records: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = records
        # By kind and reference: the plan is no place for the words of a case.
        self.fields["activity"].label_from_instance = lambda record: f"{record.get_kind_display()} {record.reference}"


class FinishForm(GovForm):
    """It is done. Why it was late is asked only where law or guidance sets the date."""

    done_on = DateField(label="When was it done?", past=True, error_messages={"required": "Enter the day it was done"})
    note = forms.CharField(
        label="Note", help_text=NO_NAMES, max_length=1000, required=False, widget=CountedTextarea(rows=3)
    )

    def __init__(self, *args: Any, level: Level, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if level.statutory:
            self.fields["note"].help_text = f"If it was late, say why: law or guidance sets this date. {NO_NAMES}"


class LeaveOutForm(GovForm):
    """It is not done this year."""

    reason = reason_field("Why is it not done this year?")


class TakeUpForm(GovForm):
    """It is to be done after all."""

    reason = reason_field("Why is it taken up again?", "It goes back into the plan as still to be done.")
