"""The notification of a death, what is known of the child and the death, who knew the child, and who the child was."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cdop.choices import Told
from cdop.models import ChildDeath, Professional
from cdop.policies import GROWN_UP, age_in_years, is_reviewed_here
from escp.partnership.choices import AgeBand, AgencyKind
from escp.partnership.forms import IdentityForm
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, GovModelForm, Radios
from reviews.forms.words import NO_NAMES

TWICE = "Of the hour that comes twice when the clocks go back, the first is taken."


class DeadChildForm(IdentityForm):
    """Who the child was. The date of birth is always asked: it says whether the death is a child's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date_of_birth"].required = True
        self.fields["other_names"].help_text += " A baby without a first name yet: “Baby” and the mother’s family name."


class WhoItWasForm(DeadChildForm):
    """Who the child was, written later or corrected."""

    def __init__(self, *args: Any, death: ChildDeath, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.death = death

    def clean_date_of_birth(self) -> date:
        born_on: date = self.cleaned_data["date_of_birth"]
        if born_on > timezone.localdate(self.death.died_at):
            raise ValidationError("A child cannot have died before birth: check both dates.")
        return born_on


class DeathForm(GovModelForm):
    """What every notification says: when, in what way it is known, who notified, and whose death it is."""

    another_child = forms.BooleanField(
        label="It is another child", required=False, help_text="Select this only when you have compared the two."
    )

    class Meta:
        model = ChildDeath
        fields = [
            "scope",
            "died_at",
            "died_precision",
            "known_at",
            "known_late_because",
            "lead",
            "notifier",
        ]
        labels = {
            "scope": "Whose death is it?",
            "died_at": "When did the child die?",
            "died_precision": "How exactly is that known?",
            "known_at": "When did it become known here?",
            "known_late_because": "If more than a day later, why?",
            "lead": "Which agency leads the review?",
            "notifier": "Who notified it?",
        }
        help_texts = {
            "died_at": f"The panel is notified within 24 hours of this moment. {TWICE}",
            "notifier": f"Role and agency. {NO_NAMES}",
        }
        widgets = {"scope": Radios, "died_precision": Radios}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("died_at", "known_at"):
            if name in self.fields:
                self.fields[name].past = True  # type: ignore[attr-defined]
        if "lead" in self.fields:
            self.fields["lead"].queryset = agencies_to_name()  # type: ignore[attr-defined]
            self.fields["lead"].initial = agencies_to_name().filter(kind=AgencyKind.CHILD_DEATH_PANEL).first()
        self.question = self.fields["another_child"].widget
        self.fields["another_child"].widget = forms.HiddenInput()

    def add_error(self, field: str | None, error: Any) -> None:
        """Show the question whether it is another child only once there is one that is like it."""
        if field == "another_child" or "another_child" in getattr(error, "error_dict", {}):
            self.fields["another_child"].widget = self.question
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        died_at, known_at = data.get("died_at"), data.get("known_at")
        if died_at and known_at:
            if known_at < died_at:
                self.add_error("known_at", "It cannot have become known before the child died")
            elif (known_at - died_at).total_seconds() > 24 * 3600 and not data.get("known_late_because"):
                self.add_error("known_late_because", "Enter why it became known more than a day later")
        return data


class NewDeathForm(DeadChildForm, DeathForm):
    """A notification that is worked on here in full: with who the child was."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        born_on, died_at, scope = data.get("date_of_birth"), data.get("died_at"), data.get("scope")
        if born_on and died_at:
            died_on = timezone.localdate(died_at)
            if born_on > died_on:
                self.add_error("date_of_birth", "A child cannot have died before birth: check both dates")
            elif scope and is_reviewed_here(scope) and age_in_years(born_on, died_on) >= GROWN_UP:
                self.add_error("scope", "By these dates the person was 18 or over: select that, or correct a date")
        return data


class EcdopDeathForm(DeathForm):
    """A death that is worked on in eCDOP: its reference and dates alone, and nothing of who the child was."""

    class Meta(DeathForm.Meta):
        fields = ["ecdop_reference", *DeathForm.Meta.fields, "notified_at", "national_at"]
        labels = DeathForm.Meta.labels | {
            "ecdop_reference": "What is its eCDOP reference?",
            "notified_at": "When was the panel notified?",
            "national_at": "When was the national database told?",
        }
        help_texts = DeathForm.Meta.help_texts | {"national_at": "eCDOP tells it. Leave it empty until that is seen."}

    age_band = forms.ChoiceField(
        label="How old was the child?",
        choices=[choice for choice in AgeBand.choices if choice[0] != AgeBand.CARE_LEAVER],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ecdop_reference"].required = True
        for name in ("notified_at", "national_at"):
            self.fields[name].past = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        not_before_death(self, data, data.get("died_at"))
        return data


def not_before_death(form: forms.BaseForm, data: dict[str, Any], died_at: Any) -> None:
    """Add an error to each moment of telling that comes before the death."""
    for name in ("notified_at", "national_at"):
        if died_at and data.get(name) and data[name] < died_at:
            form.add_error(name, "Nobody can have been told before the child died")


class ToldForm(GovModelForm):
    """When the panel and the national database were told."""

    class Meta:
        model = ChildDeath
        fields = ["notified_at", "national_at", "ecdop_reference"]
        labels = {
            "notified_at": "When was the panel notified?",
            "national_at": "When was the national database told?",
            "ecdop_reference": "What is the eCDOP reference?",
        }
        help_texts = {"ecdop_reference": "Leave it empty where the case is not in eCDOP."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("notified_at", "national_at"):
            self.fields[name].past = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        not_before_death(self, data, self.instance.died_at)
        return data


class AboutChildForm(GovModelForm):
    """The child, under the pseudonym."""

    title = "About the child"

    class Meta:
        model = ChildDeath
        fields = [
            "sex",
            "ethnicity",
            "area_of_residence",
            "gestation_weeks",
            "birth_weight",
            "legal_status",
            "plan",
            "education",
        ]
        labels = {
            "sex": "Sex or gender",
            "ethnicity": "Ethnicity",
            "area_of_residence": "In which local authority did the child normally live?",
            "gestation_weeks": "For a child under one: after how many weeks of pregnancy were they born?",
            "birth_weight": "For a child under one: what was their weight at birth, in grams?",
            "legal_status": "Legal status",
            "plan": "Plan",
            "education": "Education or childcare",
        }


class AboutDeathForm(GovModelForm):
    """The death and its circumstances."""

    title = "About the death"

    class Meta:
        model = ChildDeath
        fields = [
            "expected",
            "place",
            "place_of_collapse",
            "area_of_death",
            "coroner",
            "medical_examiner",
            "post_mortem",
            "certificate",
            "suspected_cause",
            "circumstances",
        ]
        labels = {
            "expected": "Was the death expected?",
            "place": "Where did the child die?",
            "place_of_collapse": "Where did the child collapse, or where were they found?",
            "area_of_death": "In which local authority did the child die?",
            "coroner": "Has the coroner been told, or is there an inquest?",
            "medical_examiner": "Has a medical examiner looked at the death?",
            "post_mortem": "Is there a post-mortem examination?",
            "certificate": "Is there a medical certificate of the cause of death?",
            "suspected_cause": "What is thought to be the cause?",
            "circumstances": "What is known of the circumstances?",
        }
        help_texts = {
            "expected": "Not expected: a day before, it was not a significant possibility, or the collapse that led to "
            "it was not.",
            "place_of_collapse": "Often it is not where the child died. The same place, where it is.",
            "medical_examiner": "A death that the coroner does not look into is looked at by a medical examiner.",
            "suspected_cause": NO_NAMES,
            "circumstances": NO_NAMES,
        }
        widgets = {"circumstances": CountedTextarea(rows=6)}

    told = forms.MultipleChoiceField(
        label="Who has been told?", choices=Told, widget=Checkboxes, required=False, help_text="Select all that apply."
    )
    field_order = [*Meta.fields, "told"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("told", self.instance.told)

    def save(self, commit: bool = True) -> ChildDeath:
        self.instance.told = self.cleaned_data["told"]
        return super().save(commit)


PARTS: dict[str, type[AboutChildForm | AboutDeathForm]] = {"child": AboutChildForm, "death": AboutDeathForm}


class ProfessionalForm(GovModelForm):
    """Somebody who knew the child, by role and agency."""

    class Meta:
        model = Professional
        fields = ["role", "agency", "setting", "email", "told_on"]
        labels = {
            "role": "What were they to the child?",
            "agency": "Which agency do they work for?",
            "setting": "Where do they work?",
            "email": "Their e-mail address",
            "told_on": "When were they told that the child has died?",
        }
        help_texts = {
            "role": "For example, health visitor, form teacher or paediatrician. No names.",
            "agency": "Leave it empty for one that is not in the list.",
            "email": "Used to ask them for what they know.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_name()  # type: ignore[attr-defined]
        self.fields["told_on"].past = True  # type: ignore[attr-defined]
