"""What is mailed about requests, and the links by which somebody without an account answers one of them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from escp.deadlines.models import Mail
from escp.returns.models.request import Return


class LetterKind(models.TextChoices):
    ASK = "ask", "What is asked"
    CHASE = "chase", "Reminder from the unit"
    CHANGES = "changes", "Changes asked for"
    RECEIPT = "receipt", "Receipt"
    CODE = "code", "One-time code"
    PASSED_ON = "passed_on", "Passed on"


class Letter(Mail):
    """One message to one person about one return. Words that the unit typed are kept as they were sent."""

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=LetterKind)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=8000)
    written_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")

    class Meta(Mail.Meta):
        constraints = [
            *Mail.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.of.reference}: {self.get_kind_display()}"


class Link(models.Model):
    """A pointer to one return for one person: it opens nothing without a one-time code sent to that person.

    Only a hash of the address is kept, and no code at all: both are derived from the row and the service's own secret.
    It expires, works for one return, and dies when that is settled.
    """

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    code_expires_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Link to {self.of.reference} for {self.person}"
