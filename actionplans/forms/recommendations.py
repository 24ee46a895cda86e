"""What the pages of recommendations ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplans.choices import Response
from actionplans.forms import NO_NAMES, PointField
from actionplans.models import Action, Recommendation
from actionplans.queries.recommendations import actions_to_join, agencies_to_address, points_to_join
from actionplans.recommendation_lists import read_list
from escp.ui.forms import CountedTextarea, DateField, GovForm, GovModelForm, Radios
from learning.models import LearningPoint

LONGEST_WORDS = 4000


def _reason_field(label: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        required=required,
        widget=CountedTextarea(rows=3),
        help_text="The review is signed off: what was said before is kept beside this.",
    )


class RecommendationForm(GovModelForm):
    """One recommendation of a review that is not signed off, or one that is copied from elsewhere."""

    class Meta:
        model = Recommendation
        fields = ["number", "words", "to_partners", "agencies", "to_others", "due_on"]
        labels = {
            "number": "Its number in the review",
            "words": "The recommendation, word for word",
            "to_partners": "To the safeguarding partners together",
            "agencies": "To which agencies?",
            "to_others": "To whom else?",
            "due_on": "By when?",
        }
        help_texts = {
            "words": f"As it stands in the report. {NO_NAMES}",
            "to_others": "Such as “all safeguarding partnerships”.",
            "due_on": "For example, 31 3 2027",
        }
        error_messages = {"words": {"required": "Enter the recommendation"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = agencies_to_address(self.instance)


class LateRecommendationForm(RecommendationForm):
    """One that was left out, and comes only after the review was signed off."""

    reason = _reason_field("Why was it left out until now?", required=True)


class CorrectionForm(RecommendationForm):
    """One whose review is signed off: what nobody had said yet may be filled in without a reason."""

    reason = _reason_field("Why is it put right?", required=False)


class RecommendationListForm(GovForm):
    """All recommendations of a review at once, as they are copied out of its report."""

    words = forms.CharField(
        label="The recommendations, word for word",
        max_length=20_000,
        widget=CountedTextarea(rows=16),
        help_text="Copy the list out of the report: numbered, with bullets, or with an empty line between two. "
        f"{NO_NAMES}",
        error_messages={"required": "Enter the recommendations"},
    )
    count = forms.IntegerField(
        label="How many recommendations are there?",
        min_value=1,
        max_value=100,
        help_text="We count what we read, and save nothing when it is not as many as you say.",
        error_messages={"required": "Enter how many recommendations there are"},
    )

    def clean_words(self) -> list[tuple[int | None, str]]:
        found = read_list(self.cleaned_data["words"])
        numbers = [number for number, _ in found if number]
        if len(set(numbers)) < len(numbers):
            twice = next(number for number in numbers if numbers.count(number) > 1)
            raise ValidationError(f"Number {twice} stands before two recommendations. Give each its own number.")
        if too_long := [words for _, words in found if len(words) > LONGEST_WORDS]:
            raise ValidationError(
                f"The recommendation that begins “{too_long[0][:60]}” is longer than {LONGEST_WORDS:,} characters."
            )
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        found, count = data.get("words"), data.get("count")
        if found is not None and count is not None and len(found) != count:
            starts = "; ".join(f"“{words[:40]}”" for _, words in found[:12])
            self.add_error("count", f"You say {count}, and we read {len(found)}. They begin: {starts}")
        return data


class LateListForm(RecommendationListForm):
    """Recommendations that were left out, and come only after the review was signed off."""

    reason = _reason_field("Why were they left out until now?", required=True)


class ResponseForm(GovForm):
    """What the partners say to a recommendation."""

    response = forms.ChoiceField(
        label="Is it accepted?",
        choices=Response.choices,
        widget=Radios(),
        error_messages={"required": "Select whether it is accepted"},
    )
    response_reason = forms.CharField(
        label="Why is it not accepted, or only in part?",
        max_length=4000,
        required=False,
        widget=CountedTextarea(rows=5),
        help_text="Leave this empty when it is accepted.",
    )
    responded_on = DateField(label="When was that decided?", initial=timezone.localdate)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("response", Response.ACCEPTED) != Response.ACCEPTED and not data.get("response_reason"):
            self.add_error("response_reason", "Enter why it is not accepted, or only in part")
        return data


class ActionField(forms.ModelChoiceField):
    """An action by its reference and words."""

    def label_from_instance(self, obj: Action) -> str:
        return f"{obj.reference}: {obj.title}"


class JoinForm(GovForm):
    """What a recommendation leads to, out of what is recorded already."""

    learning_point = PointField(
        label="Which learning point does it lead to?", queryset=LearningPoint.objects.none(), required=False
    )
    action = ActionField(label="Which action answers it?", queryset=Action.objects.none(), required=False)
    why = forms.CharField(label="How do they belong together?", required=False, max_length=300)

    def __init__(self, *args: Any, person: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learning_point"].queryset = points_to_join(person, recommendation)
        self.fields["action"].queryset = actions_to_join(person, recommendation)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data["learning_point"] or data["action"]):
            raise ValidationError("Select a learning point, an action, or both.")
        return data
