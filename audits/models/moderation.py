"""Grades of cases: as each agency gave them, as a second reader saw them blind, as they were moderated."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audits.models.multi_agency import AuditCase, BesideAudit, MultiAgencyAudit
from escp.access.models import AppendOnly
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person


class AgencyGrade(AppendOnly):
    """The grade of one heading of one case by one agency, as it stood when the returns were closed."""

    case = models.ForeignKey(AuditCase, on_delete=models.PROTECT, related_name="agency_grades")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=40)
    grade = models.CharField(max_length=24)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency", "heading"], name="agency_grade_once_a_heading")
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.agency}, {self.heading}"


class ReadDraw(AppendOnly):
    """Which cases are read a second time: a share of the sample, drawn with a seed that is kept."""

    audit = models.OneToOneField(MultiAgencyAudit, on_delete=models.PROTECT, related_name="read_draw")
    seed = models.CharField(max_length=64)
    share = models.PositiveSmallIntegerField()
    order = models.JSONField()
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(share__lte=100), name="read_draw_share_is_a_percentage")]

    def __str__(self) -> str:
        return f"Second reads of {self.audit.reference}"


class CaseModeration(BesideAudit):
    """The moderation of one case. Two moderators at once are told of each other by its version."""

    case = models.OneToOneField(AuditCase, on_delete=models.PROTECT, related_name="moderation", editable=False)
    moderator = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    moderated_at = models.DateTimeField(null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["case__place", "pk"]
        verbose_name = "moderation of a case"
        verbose_name_plural = "moderations of cases"
        constraints = [
            models.CheckConstraint(
                condition=Q(moderator=None, moderated_at=None) | Q(moderator__isnull=False, moderated_at__isnull=False),
                name="case_moderated_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def audit(self) -> MultiAgencyAudit:
        return self.case.audit


class ModeratedGrade(Versioned):
    """The moderated grade of one heading of a case, and why where it differs from what the agencies gave."""

    of = models.ForeignKey(CaseModeration, on_delete=models.PROTECT, related_name="grades", editable=False)
    heading = models.CharField(max_length=40, editable=False)
    grade = models.CharField("moderated grade", max_length=24)
    because = models.CharField("why", max_length=1000, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["of", "heading"], name="moderated_grade_once_a_heading")]

    def __str__(self) -> str:
        return f"{self.of}, {self.heading}"

    @property
    def reference(self) -> str:
        return self.of.reference

    def get_absolute_url(self) -> str:
        return self.of.get_absolute_url()


class SecondRead(AppendOnly):
    """The grades of a case by the second reader, who had seen none. Written once."""

    case = models.OneToOneField(AuditCase, on_delete=models.PROTECT, related_name="second_read")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    grades = models.JSONField()
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Second read of {self.case}"


class GradeChange(AppendOnly):
    """A change of a moderated grade after the moderation closed: by whom, why, and the second person who agreed."""

    of = models.ForeignKey(ModeratedGrade, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=24)
    after = models.CharField(max_length=24)
    because = models.CharField(max_length=1000)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(changed_by=F("agreed_by")), name="grade_change_agreed_by_another"),
            models.CheckConstraint(condition=~Q(because=""), name="grade_change_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.before}, then {self.after}"
