"""Forms about people and the groups they meet in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from escp.partnership.choices import Part
from escp.partnership.matching import tidy_nhs_number
from escp.partnership.models import Agency, Group, GroupMembership, Person
from escp.partnership.policies import SPOKEN_FOR
from escp.ui.forms import Checkboxes, CountedTextarea, DateField, GovForm, GovModelForm, Radios
from escp.ui.words import date_in_words


class IdentityReasonForm(GovForm):
    """Why somebody needs to know who the child is. The reason goes on the access log before anything is shown."""

    purpose = forms.CharField(
        label="Why do you need to know who this child is?",
        max_length=300,
        min_length=10,
        widget=CountedTextarea(rows=3),
        help_text="Your name, the time and this reason go on the access log before the identity is shown.",
        error_messages={"required": "Enter why you need to know who this child is"},
    )


class IdentityForm(GovForm):
    """Who a child is, kept apart from everything else. What is held already is never shown here."""

    full_name = forms.CharField(label="Full name", max_length=160)
    other_names = forms.CharField(
        label="Other names and spellings", required=False, max_length=200, help_text="With commas between them."
    )
    date_of_birth = DateField(label="Date of birth", required=False, past=True)
    nhs_number = forms.CharField(
        label="NHS number",
        required=False,
        max_length=16,
        help_text="Ten digits. It keeps a child from being counted twice. Leave it empty only when it is not known.",
    )
    address = forms.CharField(label="Address", required=False, max_length=300)
    school = forms.CharField(label="School or setting", required=False, max_length=160)
    general_practice = forms.CharField(label="General practice", required=False, max_length=160)
    family = forms.CharField(
        label="Parents, carers, brothers and sisters", required=False, max_length=1000, widget=CountedTextarea(rows=3)
    )

    def clean_nhs_number(self) -> str:
        typed = self.cleaned_data["nhs_number"]
        try:
            return tidy_nhs_number(typed) if typed else ""
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong

    def identity(self) -> dict[str, Any]:
        """Return who the child is, as it was typed: what `hold_identity` takes, whatever else a form asks."""
        return {name: self.cleaned_data[name] for name in IdentityForm.base_fields}  # type: ignore[attr-defined]


class DeputyForm(GovForm):
    """Who stands in, from when, until when."""

    deputy = forms.ModelChoiceField(
        queryset=None,
        label="Who stands in?",
        help_text="They are told what is owed, and see those of the records that their own role opens to them anyway.",
    )
    starts_on = DateField(label="First day", future=True)
    ends_on = DateField(
        label="Last day", required=False, future=True, help_text="Leave empty if it is not known yet. You can end it."
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people


class ColleaguesDeputyForm(DeputyForm):
    """The same for a colleague who is away and cannot do it."""

    person = forms.ModelChoiceField(queryset=None, label="Who is away?")
    field_order = ["person", "deputy", "starts_on", "ends_on"]

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.fields["person"].queryset = people


class EndDeputyForm(GovForm):
    """Nothing to fill in: it is only confirmed."""


class TimesForm(GovModelForm):
    """What has a first and a last day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on") or self.instance.starts_on, cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", f"The last day must be {date_in_words(first)} or later")
        return cleaned


class GroupForm(TimesForm):
    """What a group is called and for, and who must be there when it decides."""

    quorum_agencies = forms.MultipleChoiceField(
        label="Which agencies must be among them?",
        choices=[(kind.value, kind.label) for kind in SPOKEN_FOR],
        widget=Checkboxes(),
        required=False,
        help_text="A member who sits for such an agency, or their deputy.",
    )

    class Meta:
        model = Group
        fields = ["name", "kind", "purpose", "terms", "quorum_least", "quorum_agencies", "starts_on", "ends_on"]
        widgets = {"kind": Radios()}
        labels = {"ends_on": "Last day, if it has one"}
        help_texts = {
            "purpose": "Everyone who signs in can read this: no child’s details.",
            "terms": "How often it meets, how it decides, to whom it reports.",
            "quorum_least": "Check with your partnership’s terms of reference. 0 where no quorum is kept. "
            "Deputies count for those they stand in for; advisers do not.",
        }


class SeatForm(TimesForm):
    """For which agency, as what, from when to when, and why: a seat that is changed."""

    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day, if it is known", required=False, help_text="It is a day of theirs still.")

    class Meta:
        model = GroupMembership
        fields = ["agency", "part", "starts_on", "ends_on", "reason"]
        labels = {"agency": "For which agency?", "reason": "Why?"}
        widgets = {"part": Radios(hints={Part.ADVISER: "Has no vote, and never counts towards the quorum."})}
        help_texts = {"reason": "Such as “named by the trust”. Everyone who signs in can read it."}

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # An agency that has gone since stays, where somebody sat for it.
        self.fields["agency"].queryset = agencies | Agency.objects.filter(pk=self.instance.agency_id)


class NewSeatForm(SeatForm):
    """The same, with who takes the seat."""

    class Meta(SeatForm.Meta):
        fields = ["person", *SeatForm.Meta.fields]
        labels = {"person": "Who takes a seat?", **SeatForm.Meta.labels}

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class EndSeatForm(TimesForm):
    """The last day, and why."""

    ends_on = DateField(label="Last day", help_text="It is a day of theirs still.")

    class Meta:
        model = GroupMembership
        fields = ["ends_on", "reason"]
        labels = {"reason": "Why?"}
        help_texts = {"reason": "Everyone who signs in can read it."}


class PresentForm(GovForm):
    """Who is in the room: those with a vote, and deputies. Nothing is kept of it."""

    present = forms.MultipleChoiceField(label="Who is there?", widget=Checkboxes(), required=False)

    def __init__(self, *args: Any, people: dict[int, str], hints: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(str(key), name) for key, name in people.items()]
        self.fields["present"].widget.hints = {str(key): hint for key, hint in hints.items()}
