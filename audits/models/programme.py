"""The programme of a year’s multi-agency audits: what the PIG agreed, what was changed and why, what asked for it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actionplans.models import Recommendation
from audits.choices import ProgrammeStep
from audits.models.multi_agency import MultiAgencyAudit
from escp.access.models import AppendOnly
from escp.lifecycle.models import just_one_of
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name
from learning.models import Activity, Finding, LearningPoint, Theme

YEARS = [MinValueValidator(2015), MaxValueValidator(2100)]
ORIGINS = ("activity", "finding", "learning_point", "theme", "recommendation")


class ProgrammeAgreement(AppendOnly):
    """A year’s programme as the PIG agreed it, with date and minute. Written once; the latest counts."""

    year = models.PositiveSmallIntegerField(validators=YEARS, db_index=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    agreed_on = models.DateField("meeting of the PIG")
    minute = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "agreement of an audit programme"

    def __str__(self) -> str:
        return f"Audit programme {year_name(self.year)}, agreed on {self.agreed_on}"


class ProgrammeChange(AppendOnly):
    """One change to a year’s programme: what was done to which audit, and why. Written once."""

    year = models.PositiveSmallIntegerField(validators=YEARS, db_index=True)
    audit = models.ForeignKey(MultiAgencyAudit, on_delete=models.PROTECT, related_name="programme_changes")
    step = models.CharField(max_length=10, choices=ProgrammeStep)
    what = models.TextField(max_length=2000)
    why = models.TextField(max_length=2000)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "change of an audit programme"
        constraints = [
            models.CheckConstraint(condition=Q(step__in=ProgrammeStep.values), name="programme_change_step_known")
        ]

    def __str__(self) -> str:
        return f"{self.audit.reference}: {self.get_step_display()}"


class AuditOrigin(AppendOnly):
    """What an audit was proposed from: one activity, finding, learning point, theme or recommendation."""

    audit = models.OneToOneField(MultiAgencyAudit, on_delete=models.PROTECT, related_name="origin")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="audits_prompted")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="audits_prompted")
    learning_point = models.ForeignKey(
        LearningPoint, null=True, on_delete=models.PROTECT, related_name="audits_prompted"
    )
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="audits_prompted")
    recommendation = models.ForeignKey(
        Recommendation, null=True, on_delete=models.PROTECT, related_name="audits_prompted"
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = "what an audit came from"
        constraints = [models.CheckConstraint(condition=just_one_of(ORIGINS), name="audit_origin_is_one_record")]

    def __str__(self) -> str:
        return f"{self.audit.reference} from {self.record.reference}"

    @property
    def record(self):
        """The record that it came from."""
        return next(found for name in ORIGINS if (found := getattr(self, name)) is not None)
