"""Days of this installation, and who reads their deadlines in a calendar of their own."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords


class LocalHoliday(models.Model):
    """A bank holiday that was proclaimed after the bundled list was made. A council's own closure days do not count."""

    day = models.DateField(unique=True)
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=200, help_text="Where the proclamation can be read.")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.title}, {self.day}"


class CalendarFeed(models.Model):
    """A person's private calendar address. Only a hash of its token is kept: nobody can read the address from here."""

    person = models.ForeignKey("partnership.Person", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at=None), name="calendar_feed_one_a_person")
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
