"""The report of an audit as the PIG agreed it: what was found then, word for word."""

from django.db import models
from django.utils import timezone

from audits.models.multi_agency import MultiAgencyAudit
from escp.access.models import AppendOnly
from escp.partnership.models import Person


class AgreedReport(AppendOnly):
    """The pieces of a report with their SHA-256. Written once, when the PIG agrees it."""

    audit = models.OneToOneField(MultiAgencyAudit, on_delete=models.PROTECT, related_name="agreed_report")
    pieces = models.JSONField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.audit.reference}, report as agreed"
