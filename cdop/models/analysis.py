"""The analysis of a child's death: drafted at the review meeting, completed at the panel, each version kept for good.

Child Death Review: statutory and operational guidance (England), analysis form: four domains of factors, ten
categories, whether anything could be changed for children to come, and what is learned. Nobody is named in it.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from cdop.choices import Category, Domain, Kept, Modifiability, Relevance
from cdop.models.child_death import ChildDeath
from escp.access.models import AppendOnly
from escp.lifecycle.models import Versioned
from escp.partnership.models import Case, Person


class Analysis(Versioned):
    """The analysis of one death as it stands now. Of a death held in eCDOP: its category and modifiability, no more."""

    death = models.OneToOneField(ChildDeath, on_delete=models.PROTECT, related_name="analysis", editable=False)
    category = models.PositiveSmallIntegerField("category of death", choices=Category, null=True, blank=True)
    also = models.JSONField("further categories that apply", default=list, blank=True)
    modifiability = models.CharField("modifiable factors", max_length=10, choices=Modifiability, blank=True)
    nothing_known_in = models.JSONField("domains in which no factor is known", default=list, blank=True)
    summary = models.TextField("summary of the case", max_length=8000, blank=True)
    learning = models.TextField("learning points", max_length=8000, blank=True)
    good_practice = models.TextField("good practice", max_length=8000, blank=True)
    recommendations = models.TextField("recommendations, word for word", max_length=8000, blank=True)
    for_family = models.TextField("issues for the family", max_length=8000, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "analysis"
        verbose_name_plural = "analyses"
        constraints = [
            models.CheckConstraint(
                condition=Q(category=None) | Q(category__in=Category.values), name="analysis_category_known"
            ),
            models.CheckConstraint(
                condition=Q(modifiability="") | Q(modifiability__in=Modifiability.values),
                name="analysis_modifiability_known",
            ),
            models.CheckConstraint(condition=~Q(category=None) | Q(also=[]), name="analysis_further_needs_a_category"),
        ]

    def __str__(self) -> str:
        return f"Analysis of {self.death.reference}"

    @property
    def reference(self) -> str:
        return self.death.reference

    @property
    def case(self) -> Case:
        return self.death.case

    @property
    def is_completed(self) -> bool:
        """Whether the panel has completed it: from then on it is corrected only with a reason, as a further version."""
        return self.death.panel_on is not None

    @property
    def categories(self) -> list[Category]:
        """Every category that applies, the primary one first."""
        return [Category(one) for one in ([self.category, *self.also] if self.category else [])]


class Factor(models.Model):
    """One thing that may have played a part, in one of the four domains."""

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="factors", editable=False)
    domain = models.CharField(max_length=1, choices=Domain)
    words = models.CharField("factor", max_length=500)
    relevance = models.PositiveSmallIntegerField(choices=Relevance)
    modifiable = models.BooleanField("might it be changed for children to come", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["domain", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(domain__in=Domain.values), name="factor_domain_known"),
            models.CheckConstraint(condition=Q(relevance__in=Relevance.values), name="factor_relevance_0_to_2"),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.words}"


class AnalysisVersion(AppendOnly):
    """The whole analysis as it stood when it was kept, in one canonical text with its SHA-256."""

    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kept = models.CharField("when it was kept", max_length=9, choices=Kept)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    reason = models.CharField("why it was corrected", max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["analysis", "number"], name="analysis_version_number_once"),
            models.UniqueConstraint(
                fields=["analysis", "kept"], condition=~Q(kept=Kept.CORRECTED), name="analysis_version_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(kept__in=[Kept.MEETING, Kept.PANEL], reason="") | Q(kept=Kept.CORRECTED) & ~Q(reason=""),
                name="analysis_version_corrected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.analysis}, version {self.number}"

    @property
    def case(self) -> Case:
        return self.analysis.case

    @property
    def is_casework(self) -> bool:
        """It tells of a case: what shows it carries the marking and is logged."""
        return True
