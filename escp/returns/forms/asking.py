"""What the unit is asked when it asks agencies: what, by when, whom; and then who belongs where."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escp.partnership.models import Agency
from escp.partnership.queries import agencies_to_name
from escp.returns.models import Return
from escp.returns.queries import versions_to_ask
from escp.returns.queries.reaching import members_of
from escp.returns.services.people import Pasted, read_pasted
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios

NO_NAMES = "It goes out by e-mail: no names of children, families or professionals."
HOW_TO_PASTE = "As Outlook copies them: Name <name@example.org>; Name <name@example.org>"


class PeopleField(forms.CharField):
    """People as Outlook copies them. Cleans to a list of `Pasted`."""

    widget = CountedTextarea(rows=4)

    def clean(self, value: Any) -> list[Pasted]:  # type: ignore[override]
        return read_pasted(super().clean(value))


class AskForm(GovForm):
    """What is asked, by when, and whom."""

    asks = forms.ModelChoiceField(label="Which questionnaire?", queryset=None)
    title = forms.CharField(label="What is asked, in a few words", max_length=120, help_text=NO_NAMES)
    message = forms.CharField(
        label="What do you want to say to those who are asked?",
        max_length=4000,
        required=False,
        widget=CountedTextarea(rows=6),
        help_text=NO_NAMES,
    )
    due_on = DateField(label="By when?", future=True)
    senior_sign_off = forms.BooleanField(label="Somebody senior in the agency signs the answer off", required=False)
    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies?",
        queryset=None,
        required=False,
        widget=Checkboxes(),
        help_text="Whoever contributes for the agency is written to.",
    )
    people = PeopleField(label="And which people?", max_length=20_000, required=False, help_text=HOW_TO_PASTE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asks"].queryset = versions_to_ask()
        self.fields["agencies"].queryset = agencies_to_name()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not ({"agencies", "people"} & self.errors.keys() or data.get("agencies") or data.get("people")):
            self.add_error("agencies", "Choose an agency, or paste somebody.")
        return data


class CheckForm(GovForm):
    """Which agency each pasted person belongs to, where that is not known (`unplaced`: field, person, first value).

    `seen` is what the page showed: something else in the session means that another window was used meanwhile.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unplaced: list[tuple[str, str, Any]] | None = None, **kwargs: Any) -> None:
        # Before the form is laid out.
        self.base_fields = {**self.base_fields, **{name: _agency_of(*rest) for name, *rest in unplaced or []}}
        super().__init__(*args, **kwargs)


def _agency_of(label: str, initial: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=f"Which agency does {label} belong to?",
        queryset=agencies_to_name(),
        initial=initial,
        error_messages={"required": f"Select the agency of {label}"},
    )


class AlsoForm(GovForm):
    """One more agency, with or without a person."""

    agency = forms.ModelChoiceField(label="Which agency?", queryset=None)
    people = PeopleField(
        label="Whom, if not all who contribute for it?", max_length=400, required=False, help_text=HOW_TO_PASTE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()

    def clean_people(self) -> Pasted | None:
        return only_one(self.cleaned_data["people"])


class RecipientForm(GovForm):
    """Somebody of the agency, or somebody pasted."""

    person = forms.ModelChoiceField(label="Who should be asked?", queryset=None, required=False)
    people = PeopleField(label="Or paste somebody", max_length=400, required=False, help_text=HOW_TO_PASTE)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = members_of(agency)

    def clean_people(self) -> Pasted | None:
        return only_one(self.cleaned_data["people"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("person")) == bool(data.get("people")):
            self.add_error("person", "Choose one person, or paste one.")
        return data


def only_one(people: list[Pasted]) -> Pasted | None:
    """Return the one person pasted, or None. Raises ValidationError for several."""
    if len(people) > 1:
        raise ValidationError("Paste one person.")
    return people[0] if people else None


class DueForm(GovModelForm):
    """Another date for one agency."""

    class Meta:
        model = Return
        fields = ["due_on"]


class LinkForm(GovForm):
    """What to do with the link of somebody without an account."""

    what = forms.ChoiceField(
        label="What should happen?",
        choices=[("again", "End it, and send a new one"), ("end", "End it, and send none")],
        widget=Radios(),
    )


class ChaseForm(GovForm):
    """Whom to remind, and in which words. `open_to` are the returns that may be chosen, with their words."""

    returns = forms.MultipleChoiceField(label="Who should be reminded?", widget=Checkboxes())
    subject = forms.CharField(label="Subject", max_length=120, help_text="The reference is put before it.")
    text = forms.CharField(
        label="Message",
        max_length=4000,
        widget=CountedTextarea(rows=10),
        help_text=f"{{name}} and {{date}} are put in for each. {NO_NAMES}",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returns"].choices = choices
        self.fields["returns"].error_messages["required"] = "Choose at least one that has not replied"


class ChaseCheckForm(GovForm):
    """The last look before reminders go out."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(label="Some of them were reminded today. Write to them again", required=False)

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        if not again:
            self.base_fields = {name: field for name, field in self.base_fields.items() if name != "again"}
        super().__init__(*args, **kwargs)
