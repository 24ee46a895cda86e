"""Whether shared learning stuck: short questions some time after it was sent, answered without a name."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from learning.choices import Agreement, PulseTime
from learning.models.sharing import Dissemination


def new_token() -> str:
    """Return what nobody can guess: whoever has the link may answer."""
    return secrets.token_urlsafe(24)


class AskedWithoutName(models.Model):
    """A page that is open between two days, and on which whoever has its link answers without a name."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    opens_on = models.DateField(editable=False)
    closes_on = models.DateField(editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.opens_on <= timezone.localdate() <= self.closes_on


class Pulse(AskedWithoutName):
    """One asking after something that was sent, sixty or one hundred and eighty days after: open between two days."""

    dissemination = models.ForeignKey(Dissemination, on_delete=models.PROTECT, related_name="pulses", editable=False)
    after = models.PositiveSmallIntegerField("days after it was sent", choices=PulseTime, editable=False)

    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["after"]
        constraints = [
            models.UniqueConstraint(fields=["dissemination", "after"], name="pulse_once"),
            models.CheckConstraint(condition=Q(after__in=PulseTime.values), name="pulse_time_known"),
            models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="pulse_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.dissemination.reference} after {self.after} days"

    def get_absolute_url(self) -> str:
        return reverse("learning:pulse", args=[self.token])


class PulseAnswer(models.Model):
    """What one person said. It holds no name, no address, no agency and no time, so that nobody can be known by it."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="answers", editable=False)
    knows = models.PositiveSmallIntegerField(choices=Agreement)
    uses = models.PositiveSmallIntegerField(choices=Agreement)
    helped = models.PositiveSmallIntegerField(choices=Agreement)
    words = models.TextField(max_length=600, blank=True)

    class Meta:
        ordering = ["words", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(knows__in=Agreement.values, uses__in=Agreement.values, helped__in=Agreement.values),
                name="pulse_answers_known",
            )
        ]

    def __str__(self) -> str:
        return f"An answer to {self.pulse}"
