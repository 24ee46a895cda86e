"""What stands beside a rapid review: agencies that may have known the child, criteria, dissent, the locked text."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.access.models import AppendOnly
from escp.partnership.models import Person
from escp.returns.models import Return
from reviews.choices import Known, Partner, ReviewCriterion
from reviews.models.rapid_review import RapidReview


class AgencyScope(models.Model):
    """One agency that may have known the child, from the moment it is asked: known, not known, or not said yet.

    What it tells stands in its return; this says only whether there is something to tell, a day after it was asked.
    """

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="scope")
    asked = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="scope")
    asked_on = models.DateField(default=timezone.localdate)
    known = models.CharField("is the child known to it", max_length=10, choices=Known, blank=True)
    known_on = models.DateField("when it said so", null=True)
    said_by = models.CharField("who said so", max_length=120, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(known="", known_on=None) | Q(known__in=Known.values, known_on__isnull=False),
                name="agency_scope_answered_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked.agency.short_name}: {self.get_known_display() or 'not said yet'}"


class ReviewAnswer(models.Model):
    """The answer to one criterion for a further review, and the reason for it. Earlier answers stay in the history."""

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="answers")
    criterion = models.CharField(max_length=25, choices=ReviewCriterion)
    met = models.BooleanField()
    reason = models.TextField(max_length=2000)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="review_criterion_answered_once"),
            models.CheckConstraint(condition=Q(criterion__in=ReviewCriterion.values), name="review_criterion_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()} {'Yes' if self.met else 'No'}"


class Dissent(models.Model):
    """A partner who does not agree with what the others decide: who, why, and to whom it went up.

    Sign-off is joint; the partnership's own plan takes a dissent to the lead partners within two working days.
    """

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="dissents")
    partner = models.CharField(max_length=10, choices=Partner)
    given_by_name = models.CharField("who dissents", max_length=120)
    given_on = models.DateField("when they said so")
    reason = models.TextField("their reason", max_length=4000)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    escalated_on = models.DateField("when it was taken to the lead partners", null=True, blank=True)
    outcome = models.TextField("what the lead partners said", max_length=4000, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "partner"], name="one_dissent_a_partner"),
            models.CheckConstraint(condition=Q(partner__in=Partner.values), name="dissent_partner_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_partner_display()}: {self.given_by_name}"


class SealedText(AppendOnly):
    """The text of a review as the three partners signed it, with its SHA-256. Written once, and again after a
    reconsideration; the latest stands. Whether the review still reads like this can be asked at any time.
    """

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="seals")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.review.reference}, {self.digest[:12]}"
