"""On the way to publication and after it: factual check, approvals, what was sent to whom, outcomes to the Panel."""

from django.db import models
from django.db.models import F, Q

from reviews.choices import Dispatched, OutcomeAfter, Recipient
from reviews.models.beside import BesideReview
from reviews.models.local_review import LocalReview


class FactualCheck(BesideReview):
    """One agency or person who was sent the draft for its facts: what came back, and how each point was settled."""

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="factual_checks")
    whom = models.CharField("who was sent the draft", max_length=160)
    sent_on = models.DateField("when it was sent")
    returned_on = models.DateField("when it came back", null=True, blank=True)
    comments = models.TextField("what came back", max_length=4000, blank=True)
    settled_on = models.DateField("when it was settled", null=True, blank=True)
    settlement = models.TextField("how it was settled", max_length=4000, blank=True)

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None, settlement="") | Q(settled_on__gte=F("sent_on")) & ~Q(settlement=""),
                name="factual_check_settled_in_words",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("sent_on")), name="factual_check_returned_after"
            ),
        ]

    def __str__(self) -> str:
        return self.whom


class AnonymityApproval(BesideReview):
    """One person who has read the edition for publication and found nothing that identifies. Two are needed.

    `text_hash` is that of the report as it stood: a changed report is approved anew.
    """

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="approvals")
    looked_for = models.JSONField("what was looked for", default=list)
    approved_on = models.DateField("when it was approved")
    text_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "recorded_by"], name="anonymity_approved_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.review.reference}: {self.recorded_by}"


class Dispatch(BesideReview):
    """One sending that the guidance asks for before publication: what, to whom, when and how."""

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="dispatches")
    what = models.CharField("what was sent", max_length=15, choices=Dispatched)
    to = models.CharField("to whom", max_length=10, choices=Recipient)
    sent_on = models.DateField("when it was sent")
    how = models.CharField("how it was sent", max_length=200)

    class Meta:
        ordering = ["sent_on", "pk"]
        verbose_name_plural = "dispatches"
        constraints = [
            models.UniqueConstraint(fields=["review", "what", "to"], name="dispatch_once_to_each"),
            models.CheckConstraint(
                condition=Q(what__in=Dispatched.values, to__in=Recipient.values), name="dispatch_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.get_to_display()}"


class Outcome(BesideReview):
    """What the Panel was told of the outcomes of a review: what was done, the evidence of change, what stands out."""

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="outcomes")
    after = models.CharField("which report of outcomes", max_length=15, choices=OutcomeAfter)
    sent_on = models.DateField("when the Panel was told")
    done = models.TextField("what was done", max_length=4000)
    evidence = models.TextField("the evidence of change", max_length=4000)
    stands_out = models.TextField("what still stands out", max_length=4000, blank=True)

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "after"], name="outcome_told_once_each"),
            models.CheckConstraint(condition=Q(after__in=OutcomeAfter.values), name="outcome_after_known"),
        ]

    def __str__(self) -> str:
        return self.get_after_display()
