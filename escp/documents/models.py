"""Documents, their versions, and the records that use them. Nothing here is removed: a document is withdrawn."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.documents.choices import ScanState
from escp.partnership.models import Case, Person
from escp.partnership.references import next_reference


class Document(models.Model):
    """One piece of evidence or one paper, on the record for which it was first added."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    record = GenericForeignKey("content_type", "object_id")
    record_reference = models.CharField(max_length=30, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="documents", editable=False)

    title = models.CharField(max_length=160)
    what = models.CharField("what it is, and what it shows", max_length=500, blank=True)
    period_from = models.DateField("first day that it tells of", null=True, blank=True)
    period_to = models.DateField("last day that it tells of", null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawal_reason = models.CharField(max_length=500, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="document_of_record")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="document_withdrawn_together",
            ),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_to__gte=F("period_from")),
                name="document_period_in_order",
                violation_error_message="The last day must be the first day or later.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("DOC")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.reference])

    @property
    def is_casework(self) -> bool:
        """Whether it is about a case: what shows it carries the marking and is logged."""
        return self.case_id is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class DocumentVersion(models.Model):
    """One file of a document. The name is the sender's, made harmless; on the disk it lies under another."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256 of what is kept", max_length=64)
    original_sha256 = models.CharField("SHA-256 of what was sent", max_length=64)
    stored_as = models.CharField(max_length=40, unique=True)
    note = models.CharField("what is new", max_length=300, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    scan_state = models.CharField(max_length=12, choices=ScanState)
    scan_tried_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    found = models.CharField("what the scanner found", max_length=100, blank=True)

    class Meta:
        ordering = ["document", "-number"]
        indexes = [models.Index(fields=["scan_tried_at"], condition=Q(scan_state="waiting"), name="version_to_scan")]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(condition=Q(scan_state__in=ScanState.values), name="version_scan_state_known"),
            models.CheckConstraint(
                condition=Q(scan_state__in=["clean", "infected"], scanned_at__isnull=False)
                | Q(scan_state__in=["waiting", "not_scanned"], scanned_at=None),
                name="version_scanned_together",
            ),
            models.CheckConstraint(
                condition=(Q(scan_state="infected") & ~Q(found="")) | (~Q(scan_state="infected") & Q(found="")),
                name="version_infected_by_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.reference}, version {self.number}"

    @property
    def is_infected(self) -> bool:
        return self.scan_state == ScanState.INFECTED

    @property
    def may_be_opened(self) -> bool:
        """Whether the file may leave: clean, or kept where no scanner is configured. In doubt it does not."""
        unscanned = self.scan_state == ScanState.NOT_SCANNED and not settings.CLAMD_ADDRESS
        return not self.document.is_withdrawn and (self.scan_state == ScanState.CLEAN or unscanned)

    @property
    def file_url(self) -> str:
        return reverse("documents:file", args=[self.document.reference, self.number])


class DocumentUse(models.Model):
    """Another record for which the same document is evidence: who said so, when and why."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    record_reference = models.CharField(max_length=30)
    why = models.CharField("what it shows there", max_length=300)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="document_use_of_record")]
        constraints = [
            models.UniqueConstraint(fields=["document", "content_type", "object_id"], name="document_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.document.reference} → {self.record_reference}"
