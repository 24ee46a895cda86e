"""The steps of a joint agency response, and whether a serious incident was considered."""

from typing import Any

from django import forms
from django.utils import timezone

from cdop.choices import Route
from cdop.models import JointAgencyResponse
from escp.ui.forms import CountedTextarea, GovForm, GovModelForm, Radios
from reviews.choices import Answer
from reviews.forms.words import NO_NAMES


class StepsForm(GovModelForm):
    """When each step of the response was taken, who took part, and what was learned at once."""

    class Meta:
        model = JointAgencyResponse
        fields = [
            "attended_at",
            "shared_at",
            "visited_at",
            "no_visit_because",
            "met_on",
            "followed_up_on",
            "attendance",
            "protection",
            "learning",
        ]
        labels = {
            "attended_at": "When did police and health first attend?",
            "shared_at": "When was the first information shared, and section 47 considered?",
            "visited_at": "When was the home or the scene visited?",
            "no_visit_because": "If there is no visit, why?",
            "met_on": "When was the planning meeting held?",
            "followed_up_on": "When was the follow-up meeting held?",
            "attendance": "Who took part in the meetings?",
            "protection": "What was done to keep brothers, sisters and other children safe?",
            "learning": "What was learned at once?",
        }
        help_texts = {
            "attended_at": "Within the first two to four hours: history, examination and samples; coroner and social "
            "care told.",
            "shared_at": "Within 48 hours of the death.",
            "visited_at": "Within 24 hours in working hours, else on the next working day.",
            "met_on": "Within three working days of the decision.",
            "followed_up_on": "After the post-mortem examination, where there is one.",
            "attendance": f"One on a line, by role and agency. {NO_NAMES}",
            "protection": NO_NAMES,
            "learning": f"What should change now, before the review is finished. {NO_NAMES}",
        }
        widgets = {
            "attendance": CountedTextarea(rows=5),
            "protection": CountedTextarea(rows=3),
            "learning": CountedTextarea(rows=4),
        }

    MOMENTS = ("attended_at", "shared_at", "visited_at")
    DAYS = ("met_on", "followed_up_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*self.MOMENTS, *self.DAYS):
            self.fields[name].past = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        died_at = self.instance.death.died_at
        for name in self.MOMENTS:
            if data.get(name) and data[name] < died_at:
                self.add_error(name, "This cannot come before the child died")
        for name in self.DAYS:
            if data.get(name) and data[name] < timezone.localdate(died_at):
                self.add_error(name, "This cannot come before the child died")
        if data.get("followed_up_on") and not data.get("met_on"):
            self.add_error("met_on", "Enter when the planning meeting was held: it comes before the follow-up")
        if data.get("visited_at") and data.get("no_visit_because"):
            self.add_error("no_visit_because", "Leave this empty: a visit is recorded")
        return data


class ConsideredForm(GovForm):
    """Whether a serious incident was considered. A yes opens it for the local authority."""

    answer = forms.ChoiceField(
        label="Does this death have to be considered as a serious incident?",
        choices=[(Answer.YES, "Yes: open it for the local authority"), (Answer.NO, "No")],
        widget=Radios,
        help_text="Yes, where abuse or neglect is known or suspected (Children Act 2004 section 16C). The five working "
        "days of the local authority run from then on.",
        error_messages={"required": "Select yes or no"},
    )
    reason = forms.CharField(
        label="What makes you say so?", max_length=2000, widget=CountedTextarea(rows=4), help_text=NO_NAMES
    )


class CarryOnForm(GovForm):
    """What was learned at once, on its way to whoever must know it now."""

    to = forms.ChoiceField(
        label="To whom?",
        choices=[(Route.GROUP, Route.GROUP.label), (Route.NOTIFIER, Route.NOTIFIER.label)],
        widget=Radios,
    )
    words = forms.CharField(
        label="What do they need to know?",
        max_length=2000,
        widget=CountedTextarea(rows=5),
        help_text=f"It is read outside the review. {NO_NAMES} No dates, places or schools.",
    )


class AnswerForm(GovForm):
    """What follows from immediate learning."""

    answer = forms.CharField(
        label="What follows from it?",
        max_length=2000,
        widget=CountedTextarea(rows=4),
        help_text=f"For example: an agenda item, a message to practitioners, a notification considered. {NO_NAMES}",
    )
