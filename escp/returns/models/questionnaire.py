"""Questionnaires and their versions. A published version never changes: answers were given to it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.returns.choices import VersionState
from escp.returns.definition import Definition


class Questionnaire(models.Model):
    """A set of questions that is asked again and again, each time in the version of its day."""

    key = models.SlugField("short name", max_length=60, unique=True)
    title = models.CharField(max_length=160)
    purpose = models.CharField("what it is for", max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("returns:questionnaire", args=[self.key])


class Version(Versioned):
    """One version of a questionnaire: a draft that is being written, or what was published and stays as it was."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    definition = models.JSONField(default=dict)
    change_note = models.CharField("what this version changes", max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("partnership.Person", null=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(state="draft"), name="questionnaire_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="questionnaire_version_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None, published_by=None)
                | ~Q(state="draft") & Q(published_at__isnull=False, published_by__isnull=False),
                name="questionnaire_version_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("returns:version", args=[self.questionnaire.key, self.number])

    @property
    def asks(self) -> Definition:
        """What this version asks, read from its data."""
        return Definition.from_data(self.definition or {"sections": []})

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError where the questions of a published version would change."""
        if not self._state.adding:
            before = type(self)._base_manager.get(pk=self.pk)
            if not before.is_draft and before.definition != self.definition:
                raise ValidationError("A published version stays as it is: copy it to make the next.")
        super().save(*args, **kwargs)
