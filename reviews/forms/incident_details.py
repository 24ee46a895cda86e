"""What the national form asks besides: a short page for each part of the incident, and two for each child."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.partnership.choices import AgeBand
from escp.ui.forms import Checkboxes, GovForm, GovModelForm
from reviews.choices import Answer
from reviews.coded import DisabilityType, HarmType, KnownTo, Source
from reviews.forms.words import NO_NAMES
from reviews.models import IncidentChild, SeriousIncident

ALONE = {"not_known", "none", "nobody"}


def _several(label: str, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=Checkboxes, required=False, help_text="Select all that apply."
    )


class PartForm(GovModelForm):
    """One part. `title` names it on its page and in the list of parts; `optional` may stay empty when it is complete.

    "Not known", "nobody" and "no agency" stand alone: beside another answer they would contradict it.
    """

    title: ClassVar[str]
    optional: ClassVar[set[str]] = set()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        several = {name: set(value) for name, value in data.items() if isinstance(value, list) and len(value) > 1}
        for name, values in several.items():
            if ALONE & values:
                self.add_error(name, "“Not known” and “none” cannot stand beside another answer")
        return data


class HarmForm(PartForm):
    title = "The harm, the time and the place"
    optional: ClassVar[set[str]] = {"occurred_time"}

    class Meta:
        model = SeriousIncident
        fields = ["harm_types", "alleged_sources", "occurred_time", "place_type"]
        labels = {"occurred_time": "At what time did it happen, if known?", "place_type": "In what kind of place?"}
        help_texts = {"occurred_time": "For example, 14:30"}

    harm_types = _several("What harm is known or suspected?", HarmType)
    alleged_sources = _several("Who is alleged to have caused it?", Source)


class AreasForm(PartForm):
    title = "The areas concerned"
    optional: ClassVar[set[str]] = {"placing_area"}

    class Meta:
        model = SeriousIncident
        fields = ["area_of_incident", "area_of_residence", "placing_area", "other_area"]
        labels = {
            "area_of_incident": "In which local authority did it happen?",
            "area_of_residence": "In which local authority does the child normally live?",
            "placing_area": "Which local authority placed the child, if any?",
            "other_area": "Is another area concerned?",
        }
        help_texts = {
            "other_area": "Yes, if a child lives in or was placed by another area. Its safeguarding partners are then "
            "told within the same five working days."
        }


class AgenciesForm(PartForm):
    title = "Agencies, investigations and media"

    class Meta:
        model = SeriousIncident
        fields = ["known_to", "police_investigation", "coroner", "media_interest"]
        labels = {
            "police_investigation": "Is there a police investigation?",
            "coroner": "Has the coroner or the child death review been told?",
            "media_interest": "Is there, or may there be, media interest?",
        }

    known_to = _several("Which agencies knew the child or the family?", KnownTo)


class AboutChildForm(PartForm):
    title = "About the child"
    optional: ClassVar[set[str]] = {"disability_types"}

    class Meta:
        model = IncidentChild
        fields = ["age", "sex", "ethnicity", "religion", "disability", "disability_types", "first_language"]
        labels = {
            "age": "How old was the child, in whole years?",
            "sex": "What is the child’s sex or gender?",
            "ethnicity": "What is the child’s ethnicity?",
            "religion": "What is the child’s religion?",
            "disability": "Is the child disabled?",
            "first_language": "What is the child’s first language?",
        }
        help_texts = {"age": "0 for a baby under one", "first_language": "Enter “not known” if it is not known"}

    disability_types = _several("What kind of disability?", DisabilityType)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("disability_types") and data.get("disability") != Answer.YES:
            self.add_error("disability", "A kind of disability is selected: answer yes, or take it away")
        return data


class CircumstancesForm(PartForm):
    title = "The child’s circumstances"

    class Meta:
        model = IncidentChild
        fields = [
            "legal_status",
            "placement",
            "plan",
            "education",
            "immigration_matter",
            "household",
            "siblings_safe",
        ]
        labels = {
            "legal_status": "What was the child’s legal status?",
            "placement": "Where did the child live?",
            "plan": "Was there a plan?",
            "education": "What education did the child have?",
            "immigration_matter": "Is there an immigration matter?",
            "household": "Who lived with the child?",
            "siblings_safe": "Are brothers and sisters safe now?",
        }
        help_texts = {"household": "For example, mother and two siblings aged 3 and 7. " + NO_NAMES}


INCIDENT_PARTS: dict[str, type[PartForm]] = {"harm": HarmForm, "areas": AreasForm, "agencies": AgenciesForm}
CHILD_PARTS: dict[str, type[PartForm]] = {"about": AboutChildForm, "circumstances": CircumstancesForm}


class AnotherChildForm(GovForm):
    """A child of whom the authority learned later."""

    age_band = forms.ChoiceField(label="How old is the child?", choices=AgeBand)


class OtherAreasForm(GovModelForm):
    """Which other areas' safeguarding partners were told, and when."""

    class Meta:
        model = SeriousIncident
        fields = ["other_areas_told", "other_areas_told_on"]
        labels = {
            "other_areas_told": "The partners of which areas were told?",
            "other_areas_told_on": "When were they told?",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other_areas_told"].required = self.fields["other_areas_told_on"].required = True
        self.fields["other_areas_told_on"].past = True  # type: ignore[attr-defined]

    def clean_other_areas_told_on(self) -> date | None:
        told_on: date | None = self.cleaned_data["other_areas_told_on"]
        if told_on and told_on < timezone.localdate(self.instance.aware_at):
            raise ValidationError("They cannot have been told before the local authority became aware.")
        return told_on


class CopyForm(GovModelForm):
    """The day on which the business unit got its copy of the notification."""

    class Meta:
        model = SeriousIncident
        fields = ["copied_to_unit_on"]
        labels = {"copied_to_unit_on": "When did the business unit get its copy?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["copied_to_unit_on"].past = True  # type: ignore[attr-defined]

    def clean_copied_to_unit_on(self) -> date | None:
        copied_on: date | None = self.cleaned_data["copied_to_unit_on"]
        sent_at = self.instance.notified_at
        if copied_on and sent_at and copied_on < timezone.localdate(sent_at):
            raise ValidationError("The copy cannot come before the notification.")
        return copied_on
