"""The access log: who opened what, when and why. Rows are added and never changed."""

from django.db import models
from django.utils import timezone


class AppendOnlyError(RuntimeError):
    """Raised when code tries to change or remove a row that must stay as it was written."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnlyError("These rows are never changed.")

    def delete(self):
        raise AppendOnlyError("These rows are never removed.")


class AppendOnly(models.Model):
    """A row that is written once. The database refuses changes too: see the migrations' triggers."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError("These rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError("These rows are never removed.")


class AccessLog(AppendOnly):
    """One look at an identifiable record, or one refusal.

    It names fields, never their values, and holds no foreign keys: a log must not block the disposal of what it saw.
    """

    class Outcome(models.TextChoices):
        ALLOWED = "allowed", "Allowed"
        DENIED = "denied", "Denied"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    person_name = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=60)
    reference = models.CharField(max_length=30, blank=True, db_index=True)
    fields = models.JSONField(default=list, blank=True)
    purpose = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.ALLOWED)

    class Meta:
        ordering = ["-id"]
        verbose_name = "entry"
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["allowed", "denied"]), name="access_log_outcome_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.reference}"
