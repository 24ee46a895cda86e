"""The partners' watch over a local review while it is under way: how long it takes, how good it is, what was asked."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from escp.partnership.models import Person
from reviews.choices import AskedFor, Pace
from reviews.models.beside import BesideReview
from reviews.models.local_review import LocalReview


class ProgressCheck(models.Model):
    """One monthly note of time and quality. Recording one opens the next, as long as the review is under way.

    A month in which none was written is closed as a gap, with the reason; it counts as no check.

    Source: Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018, regulation 14.
    """

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="progress_checks")
    opens_on = models.DateField()
    held_on = models.DateField(null=True)
    pace = models.CharField("is it on time", max_length=10, choices=Pace, blank=True)
    time_note = models.TextField("on the time it takes", max_length=2000, blank=True)
    quality_note = models.TextField("on its quality", max_length=2000, blank=True)
    missed_on = models.DateField("the day by which it was missed", null=True)
    gap_reason = models.TextField("why none was written in time", max_length=2000, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["opens_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None, missed_on=None, by=None, time_note="", quality_note="", gap_reason="")
                | Q(held_on__gte=F("opens_on"), missed_on=None, by__isnull=False)
                | Q(held_on=None, missed_on__gte=F("opens_on"), by__isnull=False) & ~Q(gap_reason=""),
                name="progress_check_held_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(held_on=None, missed_on=None),
                name="progress_check_one_open_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review.reference}, from {self.opens_on}"

    @property
    def is_open(self) -> bool:
        return self.held_on is None and self.missed_on is None


class ReviewerRequest(BesideReview):
    """What the partners asked the reviewer for in writing: specified information, or a draft (regulation 14)."""

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="reviewer_requests")
    asked_for = models.CharField("what was asked for", max_length=15, choices=AskedFor)
    asked_on = models.DateField("when it was asked in writing")
    asked = models.TextField("what exactly was asked", max_length=2000)
    answer_due_on = models.DateField("by when", null=True, blank=True)
    answered_on = models.DateField("when the answer came", null=True, blank=True)
    answer = models.TextField("what came", max_length=2000, blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="reviewer_request_answered_after",
            ),
            models.CheckConstraint(condition=Q(asked_for__in=AskedFor.values), name="reviewer_request_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_asked_for_display()}, {self.asked_on}"
