"""What the pages of the learning cycle ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.partnership.models.plan import year_name, year_of
from escp.partnership.queries import people_to_name, priorities_to_name
from escp.ui.forms import Checkboxes, CountedTextarea, GovForm, GovModelForm, Radios
from learning.choices import Confidence, FindingKind, Window
from learning.models import Finding, LearningPoint, Theme, ThemeEvidence
from learning.queries import (
    findings_for,
    learning_points_for,
    of_reference,
    points_without_theme,
    themes_to_choose,
)

NO_NAMES = "Do not include names of children, families or professionals."
# The first month of the partnership's year.
YEARS_AHEAD = 2
MOST_POINTS_OFFERED = 50


def current_year() -> int:
    """Return the April in which the present year started."""
    return year_of(timezone.localdate())


class FindingForm(GovModelForm):
    """One thing that an activity showed about practice."""

    class Meta:
        model = Finding
        fields = ["kind", "title", "what", "why", "who_for", "confidence"]
        labels = {
            "kind": "Is it a strength or something to improve?",
            "title": "The finding in one line",
            "what": "What was found?",
            "why": "Why does it happen?",
            "who_for": "Who is it for?",
            "confidence": "How sure are we?",
        }
        help_texts = {
            "title": f"It stands in lists and on the golden thread. {NO_NAMES}",
            "what": NO_NAMES,
            "why": "What in the way we work makes it likely: supervision, workload, systems, guidance, culture.",
            "who_for": "The agencies or practitioners who can do something about it, such as “All who attend strategy "
            "discussions”.",
        }
        widgets = {"kind": Radios(), "confidence": Radios()}
        error_messages = {
            "kind": {"required": "Select whether it is a strength or something to improve"},
            "title": {"required": "Enter the finding in one line"},
            "what": {"required": "Enter what was found"},
            "who_for": {"required": "Enter who it is for"},
            "confidence": {"required": "Select how sure we are"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = FindingKind.choices
        self.fields["confidence"].choices = Confidence.choices


class LearningPointForm(GovModelForm):
    """What the partnership takes from findings, in words that anyone may read."""

    class Meta:
        model = LearningPoint
        fields = ["statement", "detail", "theme"]
        labels = {
            "statement": "What did we learn?",
            "detail": "What does this mean for practice?",
            "theme": "Which theme does it belong to?",
        }
        help_texts = {
            "statement": "One sentence that anyone who takes part in learning may read. It must not tell of a child.",
            "theme": "You can decide this later.",
        }
        error_messages = {"statement": {"required": "Enter what we learned"}}
        widgets = {"statement": CountedTextarea(rows=3)}

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme = self.fields["theme"]
        theme.queryset = themes_to_choose(person)
        theme.label_from_instance = lambda theme: f"{theme.title} ({theme.year_name})"
        theme.empty_label = "No theme yet"


class NewLearningPointForm(LearningPointForm):
    """A learning point drawn from a finding, with the reason that joins them."""

    why = forms.CharField(
        label="Why does the finding lead to this?",
        max_length=300,
        required=False,
        widget=CountedTextarea(rows=2),
        help_text="Kept with the link between the two.",
    )


class JoinForm(GovForm):
    """A finding and a learning point to be joined: one is given, the other is named by its reference."""

    why = forms.CharField(
        label="Why do they belong together?", max_length=300, required=False, widget=CountedTextarea(rows=2)
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.order_fields(["finding", "learning_point", "why"])


class JoinFindingForm(JoinForm):
    """Names the finding that stands behind a learning point."""

    finding = forms.CharField(
        label="Reference of the finding",
        max_length=30,
        help_text="Such as FND-2026-031. Findings are listed under Findings and themes.",
    )

    def clean_finding(self) -> Finding:
        found = of_reference(findings_for(self.person), self.cleaned_data["finding"])
        if found is None:
            raise ValidationError("No finding that you can see has this reference. Check it in the list of findings.")
        return found


class JoinPointForm(JoinForm):
    """Names the learning point to which a finding leads."""

    learning_point = forms.CharField(
        label="Reference of the learning point",
        max_length=30,
        help_text="Such as LP-2026-007. Learning points are listed under Findings and themes.",
    )

    def clean_learning_point(self) -> LearningPoint:
        found = of_reference(learning_points_for(self.person), self.cleaned_data["learning_point"])
        if found is None:
            raise ValidationError("No learning point has this reference. Check it in the list of learning points.")
        return found


class ThemeForm(GovModelForm):
    """A theme of one year."""

    year = forms.TypedChoiceField(label="Which year is it for?", coerce=int, widget=Radios())

    class Meta:
        model = Theme
        fields = ["title", "year", "rationale", "priority", "leader"]
        labels = {
            "title": "The theme in a few words",
            "rationale": "Why this theme?",
            "priority": "Which Business Plan priority does it serve?",
            "leader": "Who leads it?",
        }
        help_texts = {
            "title": "Such as “Professional curiosity” or “Confident escalation”.",
            "rationale": "What keeps coming back, and from where: audits, reviews, data, frontline voice.",
        }
        error_messages = {
            "title": {"required": "Enter the theme in a few words"},
            "rationale": {"required": "Enter why this theme was chosen"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = current_year()
        years = {*range(this_year - 1, this_year + YEARS_AHEAD)} | {self.instance.year or this_year}
        self.fields["year"].choices = [(year, f"April {year} to March {year + 1}") for year in sorted(years)]
        self.fields["priority"].queryset = priorities_to_name()
        self.fields["priority"].empty_label = "None"
        self.fields["leader"].queryset = people_to_name()
        self.fields["leader"].empty_label = "Not decided yet"


class ThemePointsForm(GovForm):
    """The learning points to put under a theme: those that have none yet."""

    points = forms.ModelMultipleChoiceField(
        label="Which learning points belong to it?",
        queryset=LearningPoint.objects.none(),
        widget=Checkboxes(),
        error_messages={"required": "Select at least one learning point"},
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = points_without_theme(person)
        self.fields["points"].queryset = learning_points_for(person).filter(
            pk__in=[point.pk for point in waiting[:MOST_POINTS_OFFERED]]
        )
        self.fields["points"].label_from_instance = lambda point: f"{point.reference} {point.statement}"


class ThemeEvidenceForm(GovModelForm):
    """What one window shows of a theme."""

    class Meta:
        model = ThemeEvidence
        fields = ["window", "shows", "source"]
        labels = {
            "window": "Through which window do we look?",
            "shows": "What does it show?",
            "source": "Where is it from?",
        }
        help_texts = {
            "shows": f"In one or two sentences that stand by themselves. {NO_NAMES}",
            "source": "Who gathered it and when, such as “Temperature check of practitioners, May 2026, 212 answers”.",
        }
        widgets = {"window": Radios(), "shows": CountedTextarea(rows=4)}
        error_messages = {
            "window": {"required": "Select through which window we look"},
            "shows": {"required": "Enter what it shows"},
            "source": {"required": "Enter where it is from"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window"].choices = Window.choices


def years_to_choose() -> list[tuple[int, str]]:
    """Return the years by which lists are filtered: ten back from the present one."""
    year = current_year()
    return [(start, year_name(start)) for start in range(year + 1, year - 10, -1)]
