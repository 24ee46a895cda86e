"""The professionals who knew a child: whoever is asked for what they know, and told that the child has died."""

from django.db import models
from simple_history.models import HistoricalRecords

from cdop.models.child_death import ChildDeath
from escp.partnership.models import Agency


class Professional(models.Model):
    """Somebody who knew the child, by role and agency: the request list of the reporting forms.

    The most valuable part of a notification (National Child Mortality Database, notification guidance).
    """

    death = models.ForeignKey(ChildDeath, on_delete=models.CASCADE, related_name="professionals", editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    role = models.CharField("what they are to the child", max_length=120)
    setting = models.CharField("where they work", max_length=160, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    told_on = models.DateField("when they were told", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.role
