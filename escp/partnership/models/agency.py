"""The bodies that make up a partnership."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.choices import AgencyKind


class AgencyQuerySet(models.QuerySet):
    def active(self, on=None):
        """Return the agencies that exist on a day. Bodies merge; old records keep the agency of their time."""
        on = on or timezone.localdate()
        return self.filter(Q(active_from=None) | Q(active_from__lte=on), Q(active_to=None) | Q(active_to__gte=on))


class Agency(models.Model):
    """A safeguarding partner, relevant agency, trust, school group or voluntary body."""

    name = models.CharField(max_length=160, unique=True)
    short_name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    contact_email = models.EmailField(blank=True)
    active_from = models.DateField(null=True, blank=True)
    active_to = models.DateField(null=True, blank=True)

    history = HistoricalRecords()
    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to=None) | Q(active_from=None) | Q(active_to__gte=F("active_from")),
                name="agency_ends_after_it_starts",
                violation_error_message="An agency cannot end before it starts.",
            )
        ]

    def __str__(self) -> str:
        return self.name
