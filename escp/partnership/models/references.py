"""Short references: the name by which a record is spoken of, addressed, mailed and filed."""

from django.db import models


class ReferenceSequence(models.Model):
    """The last number given in a year for one kind of record, so that `FND-2026-031` follows `FND-2026-030`."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="reference_sequence_once_a_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:03d}"
