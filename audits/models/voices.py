"""What children, families and practitioners say in an audit: how it was gathered, and how they were thanked."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from audits.choices import Whose
from audits.models.multi_agency import BesideAudit, MultiAgencyAudit


class Voice(BesideAudit):
    """One contribution, or several of one kind. Never who said it."""

    audit = models.ForeignKey(MultiAgencyAudit, on_delete=models.PROTECT, related_name="voices", editable=False)
    whose = models.CharField("whose voice it is", max_length=12, choices=Whose)
    said = models.TextField("what they said", max_length=4000)
    gathered = models.CharField("how it was gathered", max_length=300)
    thanked = models.CharField("how they were thanked and told what came of it", max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["whose", "pk"]
        verbose_name = "voice"
        constraints = [
            models.CheckConstraint(condition=Q(whose__in=Whose.values), name="audit_voice_of_somebody_known")
        ]

    def __str__(self) -> str:
        return self.get_whose_display()

    def get_absolute_url(self) -> str:
        return reverse("audits:voices", args=[self.audit.reference])
