"""What a rapid review has done at once, before any plan: by whom, by when, and what came of it."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from reviews.models.rapid_review import RapidReview


class ImmediateAction(Versioned):
    """One thing that an agency does at once. Without a day of its own it is due twenty working days after sending."""

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="immediate_actions", editable=False)
    what = models.CharField("what is done at once", max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="which agency does it")
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="who owns it"
    )
    due_on = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField("when it was done", null=True, blank=True)
    outcome = models.CharField("what was done", max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.reference}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:immediate-action", args=[self.pk])

    @property
    def reference(self) -> str:
        """The reference of its review: it has none of its own."""
        return self.review.reference

    @property
    def is_casework(self) -> bool:
        """Whether it tells of a case: always."""
        return True
