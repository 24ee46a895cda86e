"""What a survey asks of the unit, of those who answer, and of whoever reads the comments."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from escp.lifecycle.forms import MoveForm
from escp.partnership.models import Person
from escp.returns.definition import Definition, Section
from escp.returns.forms.answering import SectionForm, form_for
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from intelligence.choices import CommentState
from intelligence.models import Survey, SurveyComment
from intelligence.voice.lifecycle import SURVEY
from intelligence.voice.policies import as_one_page, grouping
from intelligence.voice.queries import versions_for_surveys
from intelligence.voice.screening import may_tell
from learning.queries import themes_for

NO_NAMES = "No names of children, families or colleagues."


class SurveyForm(GovModelForm):
    """Who is asked what, why, and until when."""

    themes = forms.ModelMultipleChoiceField(
        label="Which themes does it look at?", queryset=None, required=False, widget=Checkboxes()
    )

    class Meta:
        model = Survey
        fields = ["title", "asks", "audience", "why", "closes_on", "themes"]
        labels = {
            "title": "What is it called?",
            "asks": "Which questions does it ask?",
            "audience": "Who is asked?",
            "why": "What is it for?",
            "closes_on": "What is the last day to answer?",
        }
        help_texts = {
            "title": f"Those who answer see it. {NO_NAMES}",
            "asks": "A published questionnaire. It may offer choices, and ask for words.",
            "audience": "Such as “everybody who works with children in Ashford”.",
            "why": "Those who answer read it before the questions.",
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asks"].queryset = versions_for_surveys()
        themes = self.fields["themes"]
        themes.queryset = themes_for(person).order_by("-year", "title", "pk")
        if self.instance.pk:
            self.initial.setdefault("themes", list(self.instance.themes.values_list("pk", flat=True)))


class GroupForm(GovForm):
    """The question whose answers make the groups that are compared."""

    grouped_by = forms.ChoiceField(
        label="By which question are answers compared?",
        required=False,
        widget=Radios,
        help_text="Groups of fewer than five people are put together.",
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, initial={"grouped_by": survey.grouped_by}, **kwargs)
        choices = [(one.key, one.label) for one in grouping(survey.asks.asks)]
        self.fields["grouped_by"].choices = [*choices, ("", "By none")]


class AnswersForm(SectionForm):
    """The questions of a survey, or of a section of it; what may be left out says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.section.questions:
            if not question.required:
                field = self.fields[question.key]
                field.label = f"{field.label} (optional)"


def answers_form(asks: Definition, section: Section | None = None) -> type[SectionForm]:
    """Return the form of a survey, or of one section of it."""
    return type("SurveyAnswersForm", (AnswersForm, form_for(asks, section or as_one_page(asks))), {})


class ScreenForm(GovForm):
    """Some comments, each with its words as they may be read and whether it is shown."""

    def __init__(self, *args: Any, comments: Sequence[SurveyComment], usual: Sequence[str], **kwargs: Any) -> None:
        self.comments = comments
        asked: dict[str, forms.Field] = {}
        for number, comment in enumerate(comments, start=1):
            found = may_tell(comment.words, usual)
            hint = f"Look at: {', '.join(found)}." if found else "Nothing was found in it. Read it all the same."
            asked[f"words_{comment.pk.hex}"] = forms.CharField(
                label=f"Comment {number}",
                help_text=f"{hint} Put “(a colleague)” or “(a child)” where a name stands.",
                max_length=10_000,
                required=False,
                initial=comment.words,
                widget=CountedTextarea(rows=4),
            )
            asked[f"state_{comment.pk.hex}"] = forms.ChoiceField(
                label=f"What happens to comment {number}?",
                required=False,
                choices=[
                    (CommentState.SHOWN, "Show it as it stands above"),
                    (CommentState.WITHHELD, "Withhold it: its words are erased"),
                    ("", "Decide later"),
                ],
                widget=Radios,
            )
        # Before the form is laid out.
        self.base_fields = {**self.base_fields, **asked}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for comment in self.comments:
            words, state = f"words_{comment.pk.hex}", data.get(f"state_{comment.pk.hex}")
            if state == CommentState.SHOWN and not data.get(words):
                self.add_error(words, ValidationError("Enter the words that are shown, or withhold the comment"))
        return data

    @property
    def decided(self) -> dict[UUID, tuple[str, str]]:
        """What was decided, by comment, with the words as they may be read."""
        data = self.cleaned_data
        return {
            one.pk: (state, data.get(f"words_{one.pk.hex}", ""))
            for one in self.comments
            if (state := data.get(f"state_{one.pk.hex}"))
        }


@SURVEY.asks("change_last_day")
class LastDayForm(MoveForm):
    closes_on = DateField(label="What is the last day to answer?")


@SURVEY.asks("share")
class SharedForm(MoveForm):
    learned = forms.CharField(
        label="What was learned, and what follows?",
        max_length=4000,
        widget=CountedTextarea(rows=8),
        help_text=f"In plain words, as you told those who answered. {NO_NAMES}",
    )
    told = forms.CharField(
        label="Where were people told?", max_length=300, help_text="Such as “Learning update of May, to all agencies”."
    )


@SURVEY.asks("drop")
class DropForm(MoveForm):
    dropped_because = forms.CharField(label="Why is it not carried out?", max_length=500)
