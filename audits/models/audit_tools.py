"""The audit tool of each case of a sample, as agencies are asked for it, and the urgent flags that they raise."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audits.choices import FlagStanding
from audits.models.multi_agency import AuditCase, BesideAudit, MultiAgencyAudit
from escp.deadlines.models import Mail
from escp.partnership.models import Person
from escp.returns.models import Request, Return


class CaseTool(BesideAudit):
    """What the agencies are asked about one case of the sample: a request of its own, so that cases never mix."""

    case = models.OneToOneField(AuditCase, on_delete=models.PROTECT, related_name="tool", editable=False)
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="audit_tool", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["case__place", "pk"]
        verbose_name = "audit tool of a case"

    def __str__(self) -> str:
        return f"Audit tool of {self.case}"

    @property
    def audit(self) -> MultiAgencyAudit:
        return self.case.audit


class UrgentFlag(BesideAudit):
    """An auditor says that a child is at risk now. Their case stops until the unit says what was done.

    Acknowledged, the case goes on; resolved, it is known what became of it and nothing is left to do.
    """

    tool = models.ForeignKey(CaseTool, on_delete=models.PROTECT, related_name="flags", editable=False)
    of = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="urgent_flag", editable=False)
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    done = models.TextField("what was done", max_length=2000, blank=True)
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    acknowledged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    resolution = models.TextField("how it was resolved", max_length=2000, blank=True)
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        verbose_name = "urgent flag"
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None, done="")
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False) & ~Q(done=""),
                name="urgent_flag_acknowledged_with_what_was_done",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None, resolution="")
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, acknowledged_at__isnull=False)
                & ~Q(resolution=""),
                name="urgent_flag_resolved_once_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return f"Urgent flag of {self.of.reference}"

    def get_absolute_url(self) -> str:
        return reverse("audits:tools", args=[self.audit.reference])

    @property
    def audit(self) -> MultiAgencyAudit:
        return self.tool.case.audit

    @property
    def is_open(self) -> bool:
        return self.acknowledged_at is None

    @property
    def standing(self) -> FlagStanding:
        """How far it is."""
        if self.is_open:
            return FlagStanding.OPEN
        return FlagStanding.ACKNOWLEDGED if self.resolved_at is None else FlagStanding.RESOLVED


class FlagAlert(Mail):
    """One message to one person about one urgent flag. It waits for no office hours."""

    flag = models.ForeignKey(UrgentFlag, on_delete=models.CASCADE, related_name="alerts")

    class Meta(Mail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["flag", "person"], name="flagalert_once_a_person"),
            *Mail.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.flag}: {self.get_state_display()}"
