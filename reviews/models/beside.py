"""What every row beside a local review has: a version, a history, and who recorded it when."""

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Person


class BesideReview(Versioned):
    """A dated row of a local review. It is corrected, never removed: its history keeps what stood before."""

    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
