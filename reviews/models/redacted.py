"""A redacted edition of a report: what may leave, and what a person said of what was found in it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Person
from escp.partnership.references import case_reference
from learning.models import Activity
from learning.models.kept_place import KeptPlace
from reviews.choices import EditionState

FINAL = [EditionState.CHECKED, EditionState.APPROVED]


class RedactedEdition(Versioned):
    """The text of a report in which identities are replaced, checked by its author and approved by somebody else.

    Neither the words to replace nor the text are in its history: an identity that was found too late must not live on
    beside itself. `text_hash` is the SHA-256 of the text; what was approved is approved under that hash alone.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="redacted_editions", editable=False)
    report = models.CharField("of which kind of report", max_length=40, editable=False)
    words = models.JSONField("words to replace, each with what stands instead", default=list, blank=True)
    text = models.JSONField(default=list, editable=False)
    text_hash = models.CharField(max_length=64, editable=False)
    source_hash = models.CharField("SHA-256 of the report it was made from", max_length=64, editable=False)

    state = models.CharField(
        max_length=10, choices=EditionState, default=EditionState.DRAFTED, editable=False, db_index=True
    )
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approved_hash = models.CharField(max_length=64, blank=True, editable=False)
    withdrawal_reason = models.CharField("why it was withdrawn", max_length=500, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["words", "text"])

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="edition_state_known"),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None) | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="edition_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINAL, checked_by__isnull=False)
                | Q(state=EditionState.DRAFTED, checked_by=None)
                | Q(state=EditionState.WITHDRAWN),
                name="edition_check_matches_state",
            ),
            # Approved is this very text, by somebody who neither drafted nor checked it.
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None, approved_hash="")
                | Q(approved_at__isnull=False, approved_by__isnull=False, approved_hash=F("text_hash"))
                & ~Q(approved_by=F("drafted_by"))
                & ~Q(approved_by=F("checked_by")),
                name="edition_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.APPROVED, approved_by__isnull=False)
                | Q(state__in=[EditionState.DRAFTED, EditionState.CHECKED], approved_by=None)
                | Q(state=EditionState.WITHDRAWN),
                name="edition_approval_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.WITHDRAWN) & ~Q(withdrawal_reason="")
                | ~Q(state=EditionState.WITHDRAWN) & Q(withdrawal_reason=""),
                name="edition_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: redacted edition"

    def save(self, *args, **kwargs):
        self.reference = self.reference or case_reference("RED")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("reviews:redacted", args=[self.reference])

    @property
    def case(self):
        return self.activity.case

    @property
    def is_casework(self) -> bool:
        """Whether what shows it carries the marking and is logged: until it has left, it may still name somebody."""
        return True

    @property
    def is_open(self) -> bool:
        """Whether its text may be changed."""
        return self.state == EditionState.DRAFTED


class AcceptedFinding(KeptPlace):
    """A place in a redacted edition that may stay."""

    edition = models.ForeignKey(RedactedEdition, on_delete=models.PROTECT, related_name="accepted")
    accepted_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="finding_accepted_once")]

    def __str__(self) -> str:
        return f"{self.edition.reference}: {self.kind}"
