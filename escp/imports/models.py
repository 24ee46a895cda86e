"""A table on its way in: what was sent, how its columns are read, what became of it. Never what stood in it.

The file itself lies in the store of documents while the import waits, and is removed when it is settled: an extract may
hold identities that nobody asked for. Its hash, the numbers of its rows and the counts stay.
"""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from escp.imports.choices import Fate, ImportState
from escp.lifecycle.models import Versioned
from escp.partnership.models import Person
from escp.partnership.references import next_reference


class Import(Versioned):
    """One file of a kind, from the upload to what came of it. Its name is not kept: people name files after people."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    kind = models.CharField(max_length=30, editable=False, db_index=True)
    about_cases = models.BooleanField(editable=False)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.WAITING, editable=False)
    extension = models.CharField(max_length=4, editable=False)
    stored_as = models.CharField(max_length=40, blank=True, editable=False)
    sha256 = models.CharField("SHA-256 of what is kept while it waits", max_length=64, editable=False)
    original_sha256 = models.CharField("SHA-256 of what was sent", max_length=64, editable=False)
    # Which sheet, by its place; empty until one of several is chosen.
    sheet = models.PositiveSmallIntegerField(null=True, editable=False)
    heading = models.PositiveIntegerField("row of the headings", null=True, editable=False)
    # The columns that are read: {"place", "heading", "column"}. Headings of what is left out are not kept.
    columns = models.JSONField(default=list, editable=False)
    rows_read = models.PositiveIntegerField(default=0, editable=False)
    # How many rows were brought in as new, changed something, changed nothing, were left alone.
    counts = models.JSONField(default=dict, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_known"),
            models.CheckConstraint(
                condition=Q(state=ImportState.WAITING, settled_at=None, settled_by=None) & ~Q(stored_as="")
                | ~Q(state=ImportState.WAITING) & Q(settled_at__isnull=False, settled_by__isnull=False, stored_as=""),
                name="import_file_gone_when_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.reference = self.reference or next_reference("IMP")
        super().save(*args, **kwargs)

    @property
    def is_casework(self) -> bool:
        """Whether its pages show cases: they carry the marking and are logged."""
        return self.about_cases

    @property
    def is_waiting(self) -> bool:
        return self.state == ImportState.WAITING

    @property
    def mapping(self) -> dict[int, str]:
        """What each column that is read holds, by its place."""
        return {each["place"]: each["column"] for each in self.columns}


class ImportedRow(models.Model):
    """One row of a file and the record that came of it, with what taking it back needs."""

    imported = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField("row of the file")
    fate = models.CharField(max_length=10, choices=Fate)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    reference = models.CharField(max_length=30)
    # What a changed record said before, and how the record stood after: whoever imports decides what is in them.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="imported_record")]
        constraints = [models.UniqueConstraint(fields=["imported", "number"], name="imported_row_once")]

    def __str__(self) -> str:
        return f"{self.imported}, row {self.number}"
