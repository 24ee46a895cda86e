"""What people are asked when they change a deadline, and what a move asks that finishes a duty late."""

from typing import Any

from django import forms

from escp.deadlines.choices import LateReason, PauseGround
from escp.ui.forms import CountedTextarea, DateField, DateTimeField, GovForm, Radios

NO_NAMES = "Do not include names of children, families or professionals."
HIDES_NOTHING = "Only when the due date has passed. The reason is kept and reported; it hides nothing."


class PauseForm(GovForm):
    """From when a clock stands still, on which of the grounds that its rule names, and at whose request."""

    ground = forms.ChoiceField(label="On what ground does the clock stand still?", widget=Radios)
    starts_on = DateField(
        label="From which day?", past=True, help_text="The first day that is not counted. It cannot be in the future."
    )
    authority = forms.CharField(
        label="Who asked for it, and where is that written?",
        max_length=200,
        help_text="For example, the senior investigating officer’s letter of 3 March 2026. " + NO_NAMES,
    )
    reason = forms.CharField(
        label="Why is it needed?", max_length=300, widget=CountedTextarea(rows=3), help_text=NO_NAMES
    )

    told_on = DateField(label="When were they told?", past=True)

    def __init__(self, *args: Any, grounds: tuple[PauseGround, ...], told: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if told:
            self.fields["told_on"].label = f"When was {told} told?"
        else:
            del self.fields["told_on"]
        self.fields["ground"].choices = [(ground.value, ground.label) for ground in grounds]  # type: ignore[attr-defined]


class RestartForm(GovForm):
    """The last day on which a clock stood still."""

    ends_on = DateField(
        label="What is the last day that is not counted?",
        past=True,
        help_text="The clock runs again from the day after. It cannot be in the future.",
    )


class CorrectionForm(GovForm):
    """When a clock started in truth, and why what was recorded is wrong."""

    start = DateField(label="On which day did the clock start?", past=True)
    reason = forms.CharField(
        label="Why was the start that was recorded wrong?",
        max_length=300,
        widget=CountedTextarea(rows=3),
        help_text=f"Kept for good beside the old start. {NO_NAMES}",
    )


class MomentCorrectionForm(CorrectionForm):
    """The same for a start that is kept to the minute."""

    start = DateTimeField(label="When did the clock start?", past=True)


class LatenessForm(GovForm):
    """Why a duty was done late, or is late: a reason to count by, and words."""

    reason = forms.ChoiceField(label="What is the main reason?", choices=LateReason, widget=Radios)
    words = forms.CharField(
        label="What happened?",
        max_length=300,
        widget=CountedTextarea(rows=3),
        help_text=f"The reason is kept and reported; it hides nothing. {NO_NAMES}",
    )


class LatenessAsked(GovForm):
    """Put before the form of a move that finishes a duty: the move refuses to finish it late without a reason."""

    late_reason = forms.ChoiceField(
        label="If it is late, what is the main reason?",
        choices=[("", "It is not late"), *LateReason.choices],
        required=False,
        help_text=HIDES_NOTHING,
    )
    late_words = forms.CharField(
        label="If it is late, what happened?",
        required=False,
        max_length=300,
        widget=CountedTextarea(rows=3),
        help_text=NO_NAMES,
    )
