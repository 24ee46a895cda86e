"""What agencies are asked for, and what each of them sends back."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.references import next_reference
from escp.returns.choices import WITH_THE_AGENCY, ReturnState
from escp.returns.models.questionnaire import Version


class Request(Versioned):
    """One asking: a version of a questionnaire, sent to several agencies, about a record or about none, by a date.

    `kind` names what it is for (`escp.returns.kinds`); the record it is about is found through that kind alone.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    kind = models.CharField(max_length=60, editable=False)
    asks = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="requests", editable=False)
    title = models.CharField("what is asked, in a few words", max_length=120)
    message = models.TextField("what to say to those who are asked", max_length=4000, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    object_id = models.BigIntegerField(null=True, editable=False)
    about = GenericForeignKey()
    about_reference = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    case = models.ForeignKey("partnership.Case", null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    due_on = models.DateField("by when")
    given = models.JSONField("answers that stand in each return from the start", default=dict, editable=False)
    senior_sign_off = models.BooleanField("somebody senior signs each answer off", default=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="request_about_record")]
        constraints = [
            models.CheckConstraint(
                condition=Q(content_type=None, object_id=None) & Q(about_reference="")
                | Q(content_type__isnull=False, object_id__isnull=False) & ~Q(about_reference=""),
                name="request_about_a_record_or_none",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("returns:request", args=[self.reference])

    @property
    def is_casework(self) -> bool:
        """Whether its pages show case text, so that looking at them is logged."""
        return self.case_id is not None

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = next_reference("REQ")
        super().save(*args, **kwargs)


class Return(Versioned):
    """What one agency is asked for in a request, and how far it is. Its answers stand in its parts."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="returns", editable=False)
    agency = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="returns", editable=False)
    person = models.ForeignKey(
        "partnership.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="returns_asked",
        verbose_name="who is asked",
    )
    due_on = models.DateField("by when")
    state = models.CharField(
        max_length=20, choices=ReturnState, default=ReturnState.ASKED, editable=False, db_index=True
    )
    seen_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        "partnership.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    is_nil = models.BooleanField("nothing to tell", default=False, editable=False)
    nil_reason = models.CharField(max_length=300, blank=True, editable=False)
    signed_off_name = models.CharField("who signs it off", max_length=120, blank=True, editable=False)
    signed_off_title = models.CharField("their job title", max_length=120, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        "partnership.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    seal = models.CharField(max_length=64, blank=True, editable=False, help_text="SHA-256 of what was accepted.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["agency__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "agency", "person"], name="return_once_a_person"),
            models.UniqueConstraint(
                fields=["request", "agency"], condition=Q(person=None), name="return_once_without_a_person"
            ),
            models.CheckConstraint(condition=Q(state__in=ReturnState.values), name="return_state_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="return_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "accepted"], sent_at__isnull=False)
                | Q(state__in=["asked", "seen", "started", "changes_requested", "waived"]),
                name="return_sent_before_it_is_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "waived"], settled_at__isnull=False, settled_by__isnull=False)
                | ~Q(state__in=["accepted", "waived"]) & Q(settled_at=None, settled_by=None),
                name="return_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(seen_at=None) | Q(started_at__gte=F("seen_at")),
                name="return_seen_before_it_is_started",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.agency.short_name}"

    def get_absolute_url(self) -> str:
        return reverse("returns:return", args=[self.reference])

    @property
    def case(self):
        return self.request.case

    @property
    def is_casework(self) -> bool:
        return self.request.is_casework

    @property
    def is_open(self) -> bool:
        """Whether the agency can still answer."""
        return self.state in WITH_THE_AGENCY

    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = next_reference("RTN")
        super().save(*args, **kwargs)


class Part(Versioned):
    """One section of one return: its answers, saved as they are typed, and who was asked to help with it.

    A version of its own lets two people work on different sections at once.
    """

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="parts", editable=False)
    section = models.CharField(max_length=40, editable=False)
    answers = models.JSONField(default=dict)
    carried_forward = models.BooleanField(default=False, editable=False)
    helper = models.ForeignKey(
        "partnership.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts_to_fill",
        verbose_name="colleague who fills it in",
    )
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(
        "partnership.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["of", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["of", "section"], name="part_once_a_section"),
            models.CheckConstraint(
                condition=Q(saved_at=None, saved_by=None) | Q(saved_at__isnull=False, saved_by__isnull=False),
                name="part_saved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of.reference}, {self.section}"


class UnitNote(models.Model):
    """What the business unit records beside a return, in the fields that the agency is not shown."""

    of = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="unit_note")
    answers = models.JSONField(default=dict)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Unit's fields of {self.of.reference}"
