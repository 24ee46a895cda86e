"""What was said before: terms by which findings are compared, sayings of the same again, duplicates put together."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Person
from learning.models.finding import Finding


class FindingTerm(models.Model):
    """A term of a finding with its weight: the index by which earlier findings like a new one are found.

    It is made from the words of the finding each time they are saved, and says nothing of its own.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=40)
    weight = models.FloatField()

    class Meta:
        ordering = ["term"]
        indexes = [models.Index(fields=["term", "finding"], name="finding_term_found", include=["weight"])]
        constraints = [models.UniqueConstraint(fields=["finding", "term"], name="finding_term_once")]

    def __str__(self) -> str:
        return self.term


class SaidAgain(Versioned):
    """A finding that says again what an earlier one said, and why what was done about that did not hold."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="said_before", editable=False)
    earlier = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="said_again", editable=False)
    why_not_held = models.TextField("why what was done did not hold", max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "earlier"], name="finding_said_again_once"),
            models.CheckConstraint(condition=~Q(finding=F("earlier")), name="finding_said_again_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.finding.reference} says again what {self.earlier.reference} said"


class FindingMerge(Versioned):
    """A finding that is a duplicate of another, until somebody takes the two apart again. Both stay as they are."""

    duplicate = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="merges", editable=False)
    kept = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="merged_here", editable=False)
    why = models.TextField("why they are the same", max_length=1000)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    apart_because = models.TextField("why they are two after all", max_length=1000, blank=True)
    apart_at = models.DateTimeField(null=True, editable=False)
    apart_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["duplicate"], condition=Q(apart_at=None), name="finding_merged_into_one"),
            models.CheckConstraint(condition=~Q(duplicate=F("kept")), name="finding_merged_into_another"),
            models.CheckConstraint(
                condition=Q(apart_at=None, apart_by=None, apart_because="")
                | Q(apart_at__isnull=False, apart_by__isnull=False) & ~Q(apart_because=""),
                name="finding_taken_apart_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate.reference} is {self.kept.reference}"
