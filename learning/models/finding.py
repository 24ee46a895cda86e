"""Findings from activities, and the learning points that several of them may lead to."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Person
from escp.partnership.references import next_reference
from learning.choices import Confidence, FindingKind, PointState
from learning.likeness import terms_of
from learning.models.activity import Activity
from learning.models.theme import Theme


class Finding(Versioned):
    """One thing that an activity showed about practice: a strength, or something to improve, and why it is so."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField("strength or improvement", max_length=12, choices=FindingKind)
    title = models.CharField("finding in one line", max_length=160)
    what = models.TextField("what was found", max_length=4000)
    why = models.TextField("why it happens", max_length=4000, blank=True)
    who_for = models.CharField("who it is for", max_length=200)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.MEDIUM)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="finding_kind_known"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="finding_confidence_known"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("FND")
        super().save(*args, **kwargs)
        self._keep_terms()

    def _keep_terms(self) -> None:
        """Keep the terms by which others are compared with this finding, where its words have changed."""
        terms = terms_of(self.title, self.what, self.why)
        if dict(self.terms.values_list("term", "weight")) != terms:
            self.terms.all().delete()
            model = self.terms.model
            model.objects.bulk_create([model(finding=self, term=term, weight=weight) for term, weight in terms.items()])

    def get_absolute_url(self) -> str:
        return reverse("learning:finding", args=[self.reference])

    @property
    def is_casework(self) -> bool:
        """Whether it was found in a case: what shows it carries the marking and is logged."""
        return self.activity.is_casework

    @property
    def recorded_on(self) -> date:
        return timezone.localdate(self.recorded_at)


class LearningPoint(Versioned):
    """What the partnership takes from one or more findings, written so that anyone may read it."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    statement = models.CharField("what we learned", max_length=300)
    detail = models.TextField("what this means for practice", max_length=4000, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="learning_points")
    state = models.CharField(max_length=10, choices=PointState, default=PointState.CAPTURED, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PointState.values), name="learning_point_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.statement}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("LP")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("learning:learning-point", args=[self.reference])

    @property
    def is_agreed(self) -> bool:
        return self.state == PointState.AGREED


class FindingLink(models.Model):
    """A finding that leads to a learning point: who joined them, when and why."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="links")
    learning_point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="finding_links")
    why = models.CharField(max_length=300, blank=True)
    linked_at = models.DateTimeField(default=timezone.now, editable=False)
    linked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["finding", "learning_point"], name="finding_linked_once")]

    def __str__(self) -> str:
        return f"{self.finding.reference} → {self.learning_point.reference}"
