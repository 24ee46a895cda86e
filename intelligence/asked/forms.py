"""What is asked of whoever asks agencies for figures: by when, and what the letter says beside."""

from typing import Any

from django import forms

from escp.ui.forms import CountedTextarea, DateField, GovForm
from intelligence.asked.asking import figures_due_on
from intelligence.indicators.periods import Period


class AskFiguresForm(GovForm):
    """By when the figures of a quarter are wanted."""

    due_on = DateField(label="By when do they answer?", future=True)
    message = forms.CharField(
        label="What to say to those who are asked",
        max_length=4000,
        required=False,
        widget=CountedTextarea(rows=4),
        help_text="It goes out by e-mail. No names.",
    )

    def __init__(self, *args: Any, quarter: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due_on", figures_due_on(quarter))
