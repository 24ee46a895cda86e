"""The terms of reference of a multi-agency audit, the library of methods, and what the PIG approved, word for word."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audits.models.multi_agency import BesideAudit, MultiAgencyAudit
from escp.access.models import AppendOnly
from escp.lifecycle.models import Versioned
from escp.partnership.models import Person
from escp.returns.models import Version

INDEPENDENCE = (
    "Nobody audits a case that they or their own team work with. Who moderates has audited none of the cases."
)
GRADES = "Outstanding\nGood\nRequires improvement to be good\nInadequate"


def _text(words: str, **kwargs) -> models.TextField:
    return models.TextField(words, max_length=4000, blank=True, **kwargs)


class AuditMethod(Versioned):
    """One way of auditing, as the library describes it. What an approved audit says of it does not change with it."""

    key = models.SlugField("short name", max_length=40, unique=True, editable=False)
    name = models.CharField(max_length=80, unique=True)
    about = models.TextField("how it is done, and when it fits", max_length=4000)
    looks_at_cases = models.BooleanField("looks at cases drawn from a sampling frame", default=True)
    in_use = models.BooleanField("offered for new audits", default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("audits:method", args=[self.key])


class AuditTerms(BesideAudit):
    """What an audit asks, how, of whom and by when. Written on pages of a few questions, then approved by the PIG.

    Theme and reason stand on the audit, agencies and auditors in rows of their own.
    """

    audit = models.OneToOneField(MultiAgencyAudit, on_delete=models.CASCADE, related_name="terms", editable=False)
    objectives = _text("objectives")
    questions = _text("questions that it answers")
    standards = _text("standards and evidence that practice is held against")
    methods = models.ManyToManyField(AuditMethod, blank=True, related_name="audits", verbose_name="methods")
    method = _text("how the methods are used here")
    sample_size = models.PositiveSmallIntegerField("size of the sample", null=True, blank=True)
    frame = _text("from which children the sample is drawn")
    period_from = models.DateField("the period looked at, from", null=True, blank=True)
    period_to = models.DateField("the period looked at, to", null=True, blank=True)
    exclusions = _text("which cases are left out")
    moderator = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="moderator"
    )
    second_reader = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="second reader"
    )
    independence = _text("rule of independence", default=INDEPENDENCE)
    family_notice = _text("consent of, or notice to, families")
    practitioner_involvement = _text("how practitioners take part")
    family_involvement = _text("how children and families take part")
    tool = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="audit tool"
    )
    grading_scale = _text("grades, best first", default=GRADES)
    returns_by = models.DateField("returns in", null=True, blank=True)
    discussion_by = models.DateField("audit discussion", null=True, blank=True)
    report_by = models.DateField("report to the PIG", null=True, blank=True)
    data_protection = _text("data-protection note")
    reporting_route = _text("who receives the report")
    dissemination = _text("how the learning is shared")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "terms of reference"
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_to__gte=F("period_from")),
                name="audit_terms_period_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(second_reader=None) | Q(moderator=None) | ~Q(second_reader=F("moderator")),
                name="audit_terms_second_reader_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of reference of {self.audit.reference}"

    @property
    def grades(self) -> list[str]:
        """The grades that a return may give, the best first."""
        return [line.strip() for line in self.grading_scale.splitlines() if line.strip()]


class TermsApproval(AppendOnly):
    """The terms of reference as the PIG approved them, with the SHA-256. Written once; the latest counts."""

    audit = models.ForeignKey(MultiAgencyAudit, on_delete=models.PROTECT, related_name="terms_approvals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    approved_on = models.DateField("meeting of the PIG")
    minute = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = "approval of terms of reference"
        constraints = [models.UniqueConstraint(fields=["audit", "number"], name="terms_approval_once_a_number")]

    def __str__(self) -> str:
        return f"{self.audit.reference}, terms of reference, approval {self.number}"


class SampleDraw(AppendOnly):
    """One drawing of a sample: from which frame, with which seed. The same seed and frame give the same order.

    `order` holds the pseudonyms as drawn, the first looked at first, so that anybody can draw it again and compare.
    """

    audit = models.ForeignKey(MultiAgencyAudit, on_delete=models.PROTECT, related_name="draws")
    seed = models.CharField(max_length=64)
    size = models.PositiveSmallIntegerField()
    order = models.JSONField()
    frame_digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "drawing of a sample"

    def __str__(self) -> str:
        return f"{self.audit.reference}: {self.size} of {len(self.order)}"
