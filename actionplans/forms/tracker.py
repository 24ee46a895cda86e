"""What the pages of the tracker ask: who is meant, the letter, a new owner, a new date, a name for a view."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator

from actionplans.models import SavedView
from actionplans.queries import agencies_to_choose, owners_to_choose
from actionplans.tracker import columns as c
from actionplans.tracker.names import NOBODY, Names
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm

NOBODY_YET = (str(NOBODY), "Nobody yet: keep the words")
FIRST, REST = "Could be meant", "Everybody"
REASON = "It stands in the history of every one of these actions. No names of children, families or professionals."


class NamesForm(GovForm):
    """Who is meant by each text of `asked`, which has the column and the text. Valid, it has what was `said`."""

    def __init__(self, *args: Any, asked: Sequence[tuple[str, str]], names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        everybody = {
            "lead_agency": [(str(one.pk), one.name) for one in names.agencies],
            "owner": [(str(one.pk), f"{one.full_name}, {one.email}") for one in names.people],
        }
        for number, (column, text) in enumerate(asked):
            first = {str(pk) for pk in names.could_be(column, text)}
            offered = [choice for choice in everybody[column] if choice[0] in first]
            self.fields[f"name_{number}"] = forms.ChoiceField(
                label=f"{c.BY_NAME[column].words}: “{Truncator(text).chars(80)}”",
                choices=[NOBODY_YET, *([(FIRST, offered)] if offered else []), (REST, everybody[column])],
                initial=str(NOBODY),
            )

    @property
    def said(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for number, (column, text) in enumerate(self.asked):
            found.setdefault(column, {})[text] = int(self.cleaned_data[f"name_{number}"])
        return found


class LetterForm(GovForm):
    """The letter to owners, as it will go out. What each is reminded of is added below it."""

    subject = forms.CharField(label="Subject", max_length=120, help_text="No names: it goes out by e-mail.")
    text = forms.CharField(
        label="What do you want to say?",
        max_length=4000,
        widget=CountedTextarea(rows=8),
        help_text="{name} becomes the name of the person. No names of children, families or professionals.",
    )


class ReassignForm(GovForm):
    owner = forms.ModelChoiceField(label="Who owns them from now on?", queryset=None, empty_label="Choose a person")
    lead_agency = forms.ModelChoiceField(
        label="Which agency leads them?", queryset=None, required=False, empty_label="As it is for each"
    )
    reason = forms.CharField(label="Why?", max_length=80, help_text=REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_to_choose(None)
        self.fields["lead_agency"].queryset = agencies_to_choose(None)


class RedateForm(GovForm):
    due_on = DateField(label="When are they due from now on?", future=True)
    reason = forms.CharField(label="Why?", max_length=80, help_text=REASON)


class ViewForm(GovForm):
    name = forms.CharField(
        label="What do you call this view?", max_length=60, help_text="Such as “Late with health”. Only you see it."
    )


class ViewsForm(GovForm):
    """Which of one's own views are removed."""

    views = forms.ModelMultipleChoiceField(
        label="Which do you want to remove?", queryset=SavedView.objects.none(), widget=Checkboxes()
    )

    def __init__(self, *args: Any, views: QuerySet[SavedView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["views"].queryset = views
