"""What a chart is read with: from when on its limits are worked out anew, and the days on which a rare event fell."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escp.partnership.models import Person
from intelligence.models.indicators import Indicator


class Rebase(models.Model):
    """From a period on, the centre and the limits of an indicator's chart are worked out anew, because of a known
    change. It is never changed: it is withdrawn, with a reason, and both stay to be read.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="rebases")
    number = models.PositiveSmallIntegerField(editable=False)
    starts_on = models.DateField("from which day")
    period = models.CharField("from which period", max_length=20)
    reason = models.CharField("what changed", max_length=300)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["indicator", "starts_on", "number"]
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="rebase_number_once")]

    def __str__(self) -> str:
        return f"{self.indicator.code}, new limits from {self.period}"


class RebaseWithdrawn(models.Model):
    """A rebase counts no more, and why. It is never changed."""

    rebase = models.OneToOneField(Rebase, on_delete=models.PROTECT, related_name="withdrawn")
    reason = models.CharField("why it is withdrawn", max_length=300)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    def __str__(self) -> str:
        return f"{self.rebase}, withdrawn"


class RareEvent(models.Model):
    """The day of an event so rare that it is read by the days between. Nothing else of it is kept here."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="rare_events")
    happened_on = models.DateField("when did it happen?")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    struck_at = models.DateTimeField(null=True, editable=False)
    struck_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    struck_because = models.CharField("why is it struck out?", max_length=300, blank=True)

    class Meta:
        ordering = ["indicator", "happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because=""),
                name="rare_event_struck_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}, an event"
