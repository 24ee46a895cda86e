"""Papers that somebody asked for: made by the worker, kept a week, opened by the one who asked."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from escp.reports.choices import PaperState


class Paper(models.Model):
    """One file that one person asked for, and how far it is. The row is the truth; the queue is a hint."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    reference = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.ASKED)
    tries = models.PositiveSmallIntegerField(default=0)
    lease_id = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it could not be made, in plain words.")

    content = models.BinaryField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    size = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state__in=["asked", "making"]), name="paper_waiting"),
            models.Index(fields=["expires_at"], name="paper_expires"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_known"),
            models.CheckConstraint(
                condition=Q(state="making", lease_id__isnull=False, lease_until__isnull=False)
                | (~Q(state="making") & Q(lease_id__isnull=True, lease_until__isnull=True)),
                name="paper_leased_while_being_made",
            ),
            models.CheckConstraint(
                condition=Q(state="ready", content__isnull=False, ready_at__isnull=False)
                | (~Q(state="ready") & Q(content__isnull=True, ready_at__isnull=True)),
                name="paper_has_content_when_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("reports:paper", args=[self.key])

    @property
    def is_ready(self) -> bool:
        return self.state == PaperState.READY

    @property
    def has_failed(self) -> bool:
        return self.state == PaperState.FAILED

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to wait for it."""
        return self.state in (PaperState.ASKED, PaperState.MAKING)

    @property
    def asked_with(self) -> dict[str, Any]:
        """The arguments that its kind is called with."""
        return dict(self.arguments)
