"""What people did to a deadline: moved, paused, explained. It cannot be derived again, so these rows stay."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.deadlines.choices import LateReason, PauseGround
from escp.deadlines.models.deadline import Deadline


class DeadlineMove(models.Model):
    """A start or a due date that moved, and why. Shown under "Why this date?"."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="moves")
    at = models.DateTimeField(default=timezone.now)
    due_was = models.DateTimeField()
    due_now = models.DateTimeField()
    started_was = models.DateTimeField(null=True, help_text="Where the start was corrected.")
    started_now = models.DateTimeField(null=True)
    why = models.CharField(max_length=300)
    by = models.ForeignKey("partnership.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.deadline.reference}: {self.why}"


class Pause(models.Model):
    """Days on which a clock stands still, on a ground that its rule allows, at somebody's request."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="pauses")
    starts_on = models.DateField(help_text="The first day that is not counted.")
    ends_on = models.DateField(
        null=True, blank=True, help_text="The last day that is not counted; empty while it lasts."
    )
    ground = models.CharField(max_length=20, choices=PauseGround)
    reason = models.CharField(max_length=300)
    authority = models.CharField(max_length=200, help_text="Who asked for it, and where that is written.")
    told_on = models.DateField(
        null=True, blank=True, help_text="When whoever the clock's rule names was told that it stands still."
    )
    paused_at = models.DateTimeField(default=timezone.now)
    paused_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")
    restarted_at = models.DateTimeField(null=True)
    restarted_by = models.ForeignKey("partnership.Person", null=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=PauseGround.values), name="pause_ground_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="pause_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, restarted_at=None, restarted_by=None)
                | Q(ends_on__isnull=False, restarted_at__isnull=False, restarted_by__isnull=False),
                name="pause_restarted_by_somebody",
            ),
            models.UniqueConstraint(fields=["deadline"], condition=Q(ends_on=None), name="pause_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.deadline.reference} paused from {self.starts_on}"


class Lateness(models.Model):
    """Why a duty was done late, or is: a reason to count by and words to read. Kept and reported; it hides nothing."""

    deadline = models.OneToOneField(Deadline, on_delete=models.CASCADE, related_name="lateness")
    reason = models.CharField(max_length=20, choices=LateReason)
    words = models.CharField(max_length=300)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey("partnership.Person", on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "reasons for lateness"
        constraints = [models.CheckConstraint(condition=Q(reason__in=LateReason.values), name="late_reason_known")]

    def __str__(self) -> str:
        return f"{self.deadline.reference}: {self.get_reason_display()}"
