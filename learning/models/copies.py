"""To whom outside the partnership a copy of what was published was sent, and when."""

from django.db import models
from django.utils import timezone

from escp.access.models import AppendOnly
from escp.partnership.models import Person
from learning.choices import CopyTo
from learning.models.publications import LearningPublication


class CopySent(AppendOnly):
    """A copy that went to one body on a day."""

    publication = models.ForeignKey(LearningPublication, on_delete=models.PROTECT, related_name="copies")
    recipient = models.CharField("to whom", max_length=12, choices=CopyTo)
    sent_on = models.DateField("day on which it was sent")
    how = models.CharField("how it was sent", max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["sent_on", "pk"]
        verbose_name_plural = "copies sent"
        constraints = [
            models.CheckConstraint(condition=models.Q(recipient__in=CopyTo.values), name="copy_recipient_known"),
            models.UniqueConstraint(
                fields=["publication", "recipient"],
                name="copy_recorded_once",
                violation_error_message="A copy to them is recorded already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication.reference} to {self.get_recipient_display()}"
