"""Whether it made a difference: what will be measured, what was read, and what else shows it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.choices import Better, EvidenceKind, EvidenceLevel, JudgedWith, Mark, Method, Unit
from actionplans.models.action import Action
from escp.lifecycle.models import Versioned
from escp.partnership.models import Person

MOST_DIGITS, DECIMAL_PLACES = 18, 6


def in_figures(value: Decimal | None) -> str:
    """Return a number without trailing zeros, never in powers of ten; an empty string for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class ImpactMeasure(Versioned):
    """The difference sought and how it will be judged, agreed at the outset."""

    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="measure")
    difference = models.CharField("what difference are we looking for?", max_length=300)
    measure = models.CharField("what will be measured", max_length=200)
    unit = models.CharField("what it counts in", max_length=10, choices=Unit, default=Unit.PERCENT)
    baseline = models.DecimalField(
        "where it stands now", max_digits=MOST_DIGITS, decimal_places=DECIMAL_PLACES, null=True, blank=True
    )
    baseline_note = models.CharField("where the baseline comes from", max_length=300, blank=True)
    target = models.DecimalField(max_digits=MOST_DIGITS, decimal_places=DECIMAL_PLACES, null=True, blank=True)
    better = models.CharField("which way is better", max_length=6, choices=Better, blank=True)
    method = models.CharField("how it will be evidenced", max_length=12, choices=Method, blank=True)
    groups = models.JSONField("groups that take part in judging it", default=list, blank=True)
    taking_part = models.CharField("who takes part in judging it", max_length=300, blank=True)
    measured_by_on = models.DateField("when it will be judged", null=True, blank=True)
    # What it is read from, as `actionplans.sources` knows it: an audit, a survey, an indicator.
    source = models.CharField("what it is read from", max_length=80, blank=True)
    # Why a part of it is missing though the action is agreed, by name.
    waived_because = models.CharField(max_length=500, blank=True, editable=False)
    waived_on = models.DateField(null=True, editable=False)
    waived_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="measure_unit_known"),
            models.CheckConstraint(condition=Q(better__in=["", *Better.values]), name="measure_better_known"),
            models.CheckConstraint(condition=Q(method__in=["", *Method.values]), name="measure_method_known"),
            models.CheckConstraint(
                condition=Q(waived_because="", waived_on=None, waived_by=None)
                | Q(waived_on__isnull=False, waived_by__isnull=False) & ~Q(waived_because=""),
                name="measure_waived_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.measure}"

    def get_absolute_url(self) -> str:
        return self.action.get_absolute_url()

    @property
    def is_measured(self) -> bool:
        """Whether it is said what will be measured; otherwise a named person has said why nothing can be."""
        return bool(self.measure)

    def missing(self) -> list[str]:
        """Return what must still be said before the action can be agreed: nothing, once a reason stands for it."""
        return [] if self.waived_because else self.unsaid()

    def unsaid(self) -> list[str]:
        """Return every part that is not said, whether or not a reason stands for it."""
        said = {
            "what difference is looked for": self.difference,
            "what will be measured": self.measure,
            "a baseline": self.baseline is not None,
            "a target": self.target is not None,
            "which way is better": self.better,
            "how it will be evidenced": self.method,
            "who takes part in judging it": self.groups or self.taking_part,
            "when it will be judged": self.measured_by_on,
        }
        return [words for words, value in said.items() if not value]

    @property
    def judged_with(self) -> str:
        """Who takes part in judging it: the groups that were ticked, then who exactly."""
        names = [JudgedWith(group).label for group in self.groups]
        return "\n".join(filter(None, [*names, self.taking_part]))

    def with_unit(self, value: Decimal | None) -> str:
        """Return a number with the unit of the measure, or an empty string."""
        if value is None:
            return ""
        suffix = " day" if self.unit == Unit.DAYS and value == 1 else Unit(self.unit).suffix
        return f"{in_figures(value)}{suffix}"

    @property
    def baseline_words(self) -> str:
        return self.with_unit(self.baseline)

    @property
    def target_words(self) -> str:
        return self.with_unit(self.target)

    @property
    def column_heading(self) -> str:
        return f"Reading ({Unit(self.unit).heading})"


class Reading(Versioned):
    """What the measure showed for one period.

    `typed` is the text exactly as it was entered, so that the page equals the source to the digit; `value` is the same
    as a number. A withheld number has a mark in its place.
    """

    measure = models.ForeignKey(ImpactMeasure, on_delete=models.PROTECT, related_name="readings")
    period = models.CharField(max_length=40)
    period_start = models.DateField(editable=False)
    typed = models.CharField("reading", max_length=40)
    value = models.DecimalField(
        max_digits=MOST_DIGITS, decimal_places=DECIMAL_PLACES, null=True, blank=True, editable=False
    )
    mark = models.CharField(max_length=3, choices=Mark, blank=True, editable=False)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["period_start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "period_start"], name="reading_once_a_period"),
            models.CheckConstraint(condition=Q(mark__in=["", *Mark.values]), name="reading_mark_known"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, mark="") | (Q(value__isnull=True) & ~Q(mark="")),
                name="reading_is_a_number_or_a_mark",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.typed}"

    def get_absolute_url(self) -> str:
        return self.measure.get_absolute_url()


class Evidence(Versioned):
    """One thing that shows what became of an action, and how far it reaches."""

    measure = models.ForeignKey(ImpactMeasure, on_delete=models.PROTECT, related_name="evidence")
    level = models.CharField("how far it reaches", max_length=2, choices=EvidenceLevel)
    kind = models.CharField("what kind of evidence", max_length=20, choices=EvidenceKind)
    summary = models.TextField("what it shows", max_length=2000)
    is_voice = models.BooleanField("a child, family or practitioner is heard in it", default=False)
    dated_on = models.DateField("date of the evidence")
    source = models.CharField("where it can be found", max_length=500, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-dated_on", "-pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=Q(level__in=EvidenceLevel.values), name="evidence_level_known"),
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.action.reference}: {self.get_level_display()}"

    def get_absolute_url(self) -> str:
        return reverse("actionplans:action", args=[self.measure.action.reference]) + "#evidence"

    @property
    def level_means(self) -> str:
        return EvidenceLevel(self.level).means

    @property
    def link(self) -> str:
        """The address of the source, when it is one that a page may lead to."""
        return self.source if self.source.startswith(("https://", "http://")) else ""
