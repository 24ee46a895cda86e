"""What the engine keeps: every move, for ever; and a version on every record, so that a stale page is noticed."""

from collections.abc import Sequence

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from escp.access.models import AppendOnly


def just_one_of(names: Sequence[str]) -> models.Q:
    """Return the condition that just one of some fields names a record."""
    return models.Q(
        *(models.Q(**{f"{name}__isnull": name != named for name in names}) for named in names),
        _connector=models.Q.OR,
    )


class Versioned(models.Model):
    """A record whose every save counts one up. Forms carry the number; another one means someone saved in between."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)


class TransitionRecord(AppendOnly):
    """One move of one record: who, when, from where to where, and why."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    reference = models.CharField(max_length=30)
    transition = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="transition_of_record")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.label}"
