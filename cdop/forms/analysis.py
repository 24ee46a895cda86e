"""The parts of the analysis form, and what is asked when its learning is taken up."""

from typing import Any

from django import forms

from cdop.choices import Category, Domain, Modifiability, Relevance
from cdop.models import Analysis, ChildDeath
from cdop.policies import in_order, refusal_of_relevance
from escp.ui.forms import Checkboxes, CountedTextarea, GovForm, GovModelForm, GridColumn, GridField, Radios
from learning.choices import FindingKind
from reviews.forms.words import NO_NAMES
from reviews.services.sealing import hash_of

ATTENDANCE = [
    GridColumn("role", "Role"),
    GridColumn("agency", "Agency"),
    GridColumn("presence", "Present, apologies, or sent whom"),
]
SCALE = f"Relevance is {'; '.join(f'{one.value}, {str(one.label).lower()}' for one in Relevance)}."
WHO_TOOK_PART = f"By role and agency. {NO_NAMES}"


class AnalysisPart(GovModelForm):
    """One short page of the form. Once the panel has completed the analysis, every page asks why it is corrected."""

    title = ""

    class Meta:
        model = Analysis
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_completed:
            self.fields["reason"] = forms.CharField(
                label="Why is it corrected?",
                max_length=500,
                help_text=f"The panel has completed this analysis. What it said stays as a version. {NO_NAMES}",
            )

    @property
    def reason(self) -> str:
        """Why a completed analysis is corrected."""
        return str(self.cleaned_data.get("reason", ""))


class CategoryForm(AnalysisPart):
    """The category of death and whether anything could be changed: all that is kept of a death held in eCDOP."""

    title = "Category and modifiable factors"

    class Meta(AnalysisPart.Meta):
        fields = ["modifiability"]
        labels = {"modifiability": "Were modifiable factors identified?"}
        help_texts = {
            "modifiability": "Something that an intervention, here or nationally, might change to lower the risk for "
            "children to come."
        }

    categories = forms.TypedMultipleChoiceField(
        label="Which categories of death apply?",
        coerce=int,
        choices=[(one.value, f"{one.value}. {one.label}") for one in Category],
        widget=Checkboxes,
        required=False,
        help_text="Select all that apply. The one that stands first in this order is the primary category.",
    )
    field_order = ["categories", "modifiability", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modifiability"] = forms.ChoiceField(
            label=self.Meta.labels["modifiability"],
            help_text=self.Meta.help_texts["modifiability"],
            choices=Modifiability,
            widget=Radios,
            required=False,
        )
        self.initial["categories"] = [one.value for one in self.instance.categories]
        self.order_fields(self.field_order)

    def save(self, commit: bool = True) -> Analysis:
        categories = in_order(self.cleaned_data["categories"])
        self.instance.category = categories[0] if categories else None
        self.instance.also = [one.value for one in categories[1:]]
        return super().save(commit)


class DomainForm(AnalysisPart):
    """The factors of one domain, or that none is known."""

    domain: Domain

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = (("yes", "Yes"), ("no", "No"))
        self.fields["factors"] = GridField(
            label="Which factors were there?",
            required=False,
            help_text=f"One in each row, in a few words. {SCALE} {NO_NAMES}",
            columns=[
                GridColumn("words", "Factor"),
                GridColumn(
                    "relevance",
                    "Relevance",
                    "choice",
                    tuple((str(one.value), f"{one.value}: {one.label}") for one in Relevance),
                    refusal_of_relevance,
                ),
                GridColumn("modifiable", "Modifiable", "choice", answers),
            ],
        )
        self.fields["none_known"] = forms.BooleanField(label="No factor is known in this domain", required=False)
        self.order_fields(["factors", "none_known", "reason"])
        rows = self.instance.factors.filter(domain=self.domain) if self.instance.pk else []
        self.initial["factors"] = [
            {"words": row.words, "relevance": str(row.relevance), "modifiable": "yes" if row.modifiable else "no"}
            for row in rows
        ]
        self.initial["none_known"] = self.domain in self.instance.nothing_known_in

    def clean_factors(self) -> list[dict[str, Any]]:
        rows, wrong = self.cleaned_data["factors"], []
        for number, row in enumerate(rows, start=1):
            if not row["words"]:
                wrong.append(f"Row {number}: enter the factor")
            if len(row["words"]) > 500:
                wrong.append(f"Row {number}: the factor must be 500 characters or fewer")
            if not row["relevance"]:
                wrong.append(f"Row {number}: choose how relevant it is")
            if not row["modifiable"]:
                wrong.append(f"Row {number}: say whether it is modifiable")
        if wrong:
            raise forms.ValidationError(wrong)
        return [
            {"words": row["words"], "relevance": int(row["relevance"]), "modifiable": row["modifiable"] == "yes"}
            for row in rows
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("none_known") and data.get("factors"):
            self.add_error("none_known", "Leave this out: factors are entered above")
        return data


def domain_form(domain: Domain) -> type[DomainForm]:
    """Return the page of one domain."""
    return type("DomainForm", (DomainForm,), {"domain": domain, "title": f"Domain {domain.value}: {domain.label}"})


class LearningForm(AnalysisPart):
    """What is learned. What the panel recommends stands from its review on: it is put right where it is followed."""

    title = "Summary, learning and recommendations"

    class Meta(AnalysisPart.Meta):
        fields = ["summary", "learning", "good_practice", "recommendations", "for_family"]
        labels = {
            "summary": "Summary of the case",
            "learning": "What is to be learned?",
            "good_practice": "What was good practice?",
            "recommendations": "What is recommended?",
            "for_family": "Which issues are there for the family?",
        }
        help_texts = {
            "summary": NO_NAMES,
            "learning": f"One point in each paragraph, or numbered: each can be taken up on its own. {NO_NAMES}",
            "good_practice": "One point in each paragraph, or numbered.",
            "recommendations": "One in each paragraph, or numbered. They are followed word for word.",
            "for_family": f"What follow-up they need, and what they are to be told. {NO_NAMES}",
        }
        widgets = {name: CountedTextarea(rows=5) for name in fields}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.death.is_held_here:
            del self.fields["summary"], self.fields["for_family"]
        if self.instance.is_completed:
            del self.fields["recommendations"]


DOMAINS = {domain.value.lower(): domain for domain in Domain}
PARTS: dict[str, type[AnalysisPart]] = {
    **{slug: domain_form(domain) for slug, domain in DOMAINS.items()},
    "category": CategoryForm,
    "learning": LearningForm,
}


def parts_for(death: ChildDeath) -> dict[str, type[AnalysisPart]]:
    """Return the pages of the form of a death. What eCDOP holds is analysed there, factor by factor."""
    return {slug: part for slug, part in PARTS.items() if death.is_held_here or slug not in DOMAINS}


class MeetingRecordForm(GovModelForm):
    """Who took part in the review meeting, and what was answered to the family's questions."""

    class Meta:
        model = ChildDeath
        fields = ["meeting_attendance", "meeting_answers"]
        labels = {"meeting_answers": "What was answered to the questions of the family?"}
        help_texts = {"meeting_answers": NO_NAMES}
        widgets = {"meeting_answers": CountedTextarea(rows=5)}

    field_order = ["meeting_attendance", "meeting_answers"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting_attendance"] = GridField(
            label="Who took part?",
            required=self.instance.is_held_here,
            help_text=WHO_TOOK_PART,
            columns=ATTENDANCE,
        )

    def clean_meeting_attendance(self) -> list[dict[str, str]]:
        return with_roles(self.cleaned_data["meeting_attendance"])


def with_roles(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows of attendance as they are kept. Raises ValidationError for one that says no role."""
    if nameless := [str(number) for number, row in enumerate(rows, start=1) if not row["role"]]:
        raise forms.ValidationError(f"Enter a role in row {', '.join(nameless)}")
    return [dict(row) for row in rows]


class TakeUpForm(GovForm):
    """Which points of learning become findings, and for whom they are."""

    points = forms.MultipleChoiceField(
        label="Which points become findings?",
        widget=Checkboxes,
        help_text="Each keeps its words and is linked to this death. From there it goes into the golden thread.",
        error_messages={"required": "Select at least one point"},
    )
    who_for = forms.CharField(
        label="Who are they for?", max_length=200, help_text="For example, midwives and health visitors."
    )

    def __init__(self, *args: Any, points: list[tuple[FindingKind, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {hash_of(f"{kind} {words}")[:12]: (kind, words) for kind, words in points}
        self.fields["points"].choices = [  # type: ignore[attr-defined]
            (key, f"{kind.label}: {words}") for key, (kind, words) in self.points.items()
        ]

    def chosen(self) -> list[tuple[FindingKind, str]]:
        """Return the points that were selected."""
        return [self.points[key] for key in self.cleaned_data["points"]]
