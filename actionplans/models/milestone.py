"""What an action passes on its way: each step that can be seen to be done, and by when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.models.action import Action
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person


class Milestone(Versioned):
    """One step of an action: open, done on a day, or dropped with a reason."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones", editable=False)
    what = models.CharField("what will be done", max_length=200)
    due_on = models.DateField("by when")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="which agency does it"
    )
    done_on = models.DateField(null=True, editable=False)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    dropped_because = models.CharField(max_length=300, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="milestone_done_together",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(dropped_because=""), name="milestone_not_done_and_dropped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("actionplans:action", args=[self.action.reference]) + "#milestones"

    @property
    def is_open(self) -> bool:
        return self.done_on is None and not self.dropped_because

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()
