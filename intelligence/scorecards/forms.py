"""What is asked before limits are worked out anew, of a rare event, and before either is taken back."""

from typing import Any

from django import forms

from escp.ui.forms import GovForm, GovModelForm
from intelligence.indicators.queries import own_figures
from intelligence.models import Figure, Indicator, RareEvent


class PeriodChoice(forms.ModelChoiceField):
    """A figure, named by its period."""

    def label_from_instance(self, figure: Figure) -> str:
        return figure.period


class RebaseForm(GovForm):
    """From which period on, and what changed then. The first period has nothing before it."""

    figure = PeriodChoice(label="From which period on?", queryset=None)
    reason = forms.CharField(
        label="What changed?",
        max_length=300,
        help_text="A known change in practice or in how it is counted. That the figures look different is no reason.",
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = own_figures([indicator.pk])
        first = figures.first()
        self.fields["figure"].queryset = figures.exclude(pk=first.pk if first else None)


class WithdrawForm(GovForm):
    """Why a rebase counts no more."""

    reason = forms.CharField(label="Why is it withdrawn?", max_length=300)


class RareEventForm(GovModelForm):
    """The day, and nothing else."""

    class Meta:
        model = RareEvent
        fields = ["happened_on"]


class StrikeForm(GovForm):
    """Why the day of an event is struck out."""

    reason = forms.CharField(label="Why is it struck out?", max_length=300)
