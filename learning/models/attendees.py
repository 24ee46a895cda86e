"""Whom to write to about an event, and the mails that ask them, without a name, what it is worth to them."""

from django.db import models
from django.utils import timezone

from escp.deadlines.models import Mail
from escp.partnership.models import Person
from learning.models.embedding import Evaluation, Event


class Attendee(models.Model):
    """Somebody who is written to when the questions about an event open; taken off once the last have closed.

    What people answer is kept without a name: nothing tells which of them answered, or whether they came.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendees", editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["person__full_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="attendee_once")]

    def __str__(self) -> str:
        return f"{self.person} at {self.event.reference}"


class EvaluationMail(Mail):
    """One message to one attendee about one asking: the first when it opens, the second as a reminder."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="mails")
    number = models.PositiveSmallIntegerField()

    class Meta(Mail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "person", "number"], name="evaluation_mail_once"),
            *Mail.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}, message {self.number}: {self.get_state_display()}"
