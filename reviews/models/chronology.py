"""A chronology of one review: what agencies recorded, merged by date, each row with where it came from.

It hangs on the review's Activity, not on the case: what a rapid review was signed on must not change when a later local
review of the same case goes on with a chronology of its own.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.documents.models import Document
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.returns.models import Return
from learning.models import Activity
from reviews.choices import ImportState, SeenAnswer
from reviews.chronology.dates import When

FEWEST_WEEKS, MOST_WEEKS = 1, 104


class Chronology(Versioned):
    """The chronology of a review, and after how many weeks without a record a gap is shown."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="chronology", editable=False)
    gap_weeks = models.PositiveSmallIntegerField(
        "after how many weeks without a record is a gap shown",
        default=4,
        validators=[MinValueValidator(FEWEST_WEEKS), MaxValueValidator(MOST_WEEKS)],
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "chronologies"
        constraints = [
            models.CheckConstraint(
                condition=Q(gap_weeks__gte=FEWEST_WEEKS, gap_weeks__lte=MOST_WEEKS), name="chronology_gap_in_bounds"
            )
        ]

    def __str__(self) -> str:
        return f"Chronology of {self.activity.reference}"


class ChronologyImport(Versioned):
    """One file of an agency, or one return, on its way into a chronology; taken back as a whole.

    `tables` holds what was read until it is brought in; afterwards what was rejected and passed over stays, so that
    nothing that was sent is lost.
    """

    chronology = models.ForeignKey(Chronology, on_delete=models.PROTECT, related_name="imports", editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    returned = models.ForeignKey(Return, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    name = models.CharField(max_length=200, editable=False)
    state = models.CharField(
        max_length=10, choices=ImportState, default=ImportState.READ, editable=False, db_index=True
    )
    tables = models.JSONField(default=list, editable=False)
    rows_read = models.PositiveIntegerField(default=0, editable=False)
    rejects = models.JSONField(default=list, editable=False)
    passed = models.JSONField(default=list, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="chronology_import_state_known"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, state=ImportState.READ)
                | Q(settled_at__isnull=False, settled_by__isnull=False)
                & Q(state__in=[ImportState.ACCEPTED, ImportState.UNDONE]),
                name="chronology_import_settled_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["chronology", "returned"],
                condition=Q(state=ImportState.ACCEPTED),
                name="chronology_return_brought_in_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChronologyRow(Versioned):
    """One event: when it happened, as it was written and as it is understood, who recorded it, and what was recorded.

    A row that turned out to be a duplicate stands under the other one, with its own words and its own source.
    """

    chronology = models.ForeignKey(Chronology, on_delete=models.PROTECT, related_name="rows", editable=False)
    imported = models.ForeignKey(
        ChronologyImport, null=True, on_delete=models.PROTECT, related_name="rows", editable=False
    )
    place = models.CharField(max_length=120, blank=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="whose record is it")
    written = models.CharField("date as it was written", max_length=200)
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)
    at = models.TimeField(null=True, editable=False)
    note = models.CharField(max_length=200, blank=True, editable=False)
    source = models.TextField("source", max_length=32_767, blank=True)
    event = models.TextField("what happened", max_length=32_767, blank=True)
    response = models.TextField("response", max_length=32_767, blank=True)
    seen = models.TextField("was the child seen or heard", max_length=32_767, blank=True)
    seen_answer = models.CharField(max_length=10, choices=SeenAnswer, blank=True, editable=False)
    analysis = models.TextField("comment or analysis", max_length=32_767, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged", editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    removal_reason = models.CharField(max_length=300, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["earliest", "latest", F("at").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(latest__gte=F("earliest")), name="chronology_row_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(at=None) | Q(latest=F("earliest")), name="chronology_row_has_a_time_on_one_day_only"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removal_reason="")
                | Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason=""),
                name="chronology_row_removed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="chronology_row_not_its_own_duplicate"),
        ]

    def __str__(self) -> str:
        return f"Row {self.pk}"

    @property
    def when(self) -> When:
        return When(self.earliest, self.latest, self.at, self.note)

    @property
    def duplicates(self) -> "list[ChronologyRow]":
        """The rows that stand under it, as `queries.chronology.rows_of` read them with it."""
        return list(self.merged.all())

    @property
    def is_uncertain(self) -> bool:
        return self.earliest != self.latest

    def set_when(self, when: When) -> None:
        """Keep what a written date means."""
        self.earliest, self.latest, self.at, self.note = when.earliest, when.latest, when.at, when.note


class NotADuplicate(models.Model):
    """Two rows that look alike, and a person's word that they are different events."""

    first = models.ForeignKey(ChronologyRow, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(ChronologyRow, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "not duplicates"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_a_duplicate_said_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_a_duplicate_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"


def in_order(first: int, second: int) -> tuple[int, int]:
    """Return two keys as a pair is kept: the lower first."""
    return (first, second) if first < second else (second, first)
