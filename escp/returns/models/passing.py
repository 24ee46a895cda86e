"""Somebody who was asked by a link asks the unit to ask a colleague instead."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.returns.models.request import Return


class PassingOn(models.Model):
    """Whom somebody without an account would have asked in their place, and what the unit said. One waits at a time."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="passings", editable=False)
    by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    name = models.CharField("their name", max_length=120)
    email = models.EmailField("their e-mail address", max_length=254)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    agreed = models.BooleanField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        "partnership.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["of"], condition=Q(answered_at=None), name="passing_on_one_waits"),
            models.CheckConstraint(
                condition=Q(agreed=None, answered_at=None, answered_by=None)
                | Q(agreed__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="passing_on_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of.reference}: to {self.name}"
