"""The partners' checks of a local review while it is under way: how long it takes, and how good it is."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from escp.partnership.models import Person
from reviews.models.local_review import LocalReview


class ProgressCheck(models.Model):
    """One check of progress and quality. Recording one opens the next, as long as the review is under way.

    Source: Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018, regulation 14.
    """

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="progress_checks")
    opens_on = models.DateField()
    held_on = models.DateField(null=True)
    note = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["opens_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None, by=None, note="") | (Q(held_on__gte=F("opens_on"), by__isnull=False)),
                name="progress_check_held_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(held_on=None), name="progress_check_one_open_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review.reference}, from {self.opens_on}"
