"""A deadline: derived from its record, it can be made again (`manage.py rebuild_deadlines`)."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.calendar import WorkedOut
from escp.deadlines.choices import DeadlineState
from escp.deadlines.offsets import Span
from escp.deadlines.registry import Rule


class Deadline(models.Model):
    """By when a record's duty must be done, under the rule that was in force when its clock started."""

    clock = models.CharField(max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    record = GenericForeignKey()
    case = models.ForeignKey("partnership.Case", null=True, on_delete=models.CASCADE, related_name="+")

    label = models.CharField(max_length=120)
    ask = models.CharField(max_length=160)
    reference = models.CharField(max_length=40, db_index=True)
    statutory = models.BooleanField()
    rule = models.JSONField(help_text="The rule as it stood when the clock started.")
    working = models.JSONField(null=True, help_text="How the due date was worked out; empty where a person set it.")

    started_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    due_on = models.DateField(help_text="The due date in London.")
    stopped_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=DeadlineState, default=DeadlineState.OPEN)

    owed_role = models.CharField(max_length=30, choices=RoleKey)
    owed_agency = models.ForeignKey("partnership.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    owed_person = models.ForeignKey("partnership.Person", null=True, on_delete=models.PROTECT, related_name="+")

    next_reminder_at = models.DateTimeField(null=True)
    reminded_until = models.DateTimeField(null=True, help_text="Reminders up to this moment have been dealt with.")
    unreachable_since = models.DateTimeField(null=True, help_text="A reminder is due and nobody may receive it.")

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["next_reminder_at"], condition=Q(state="open"), name="deadline_to_remind"),
            models.Index(fields=["owed_role", "due_at"], condition=Q(state="open"), name="deadline_open_by_role"),
            models.Index(fields=["owed_person", "due_at"], condition=Q(state="open"), name="deadline_open_by_person"),
            models.Index(fields=["content_type", "object_id"], name="deadline_of_record"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["clock", "content_type", "object_id"], name="deadline_once_a_record"),
            models.CheckConstraint(condition=Q(state__in=DeadlineState.values), name="deadline_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["met", "met_late"], stopped_at__isnull=False)
                | Q(state__in=["open", "paused", "withdrawn"], stopped_at__isnull=True),
                name="deadline_met_when_stopped",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(next_reminder_at__isnull=True), name="deadline_reminds_while_open"
            ),
            models.CheckConstraint(condition=Q(owed_role__in=RoleKey.values), name="deadline_owed_by_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.label}, due {self.due_on}"

    @property
    def kept_rule(self) -> Rule:
        return Rule.from_data(self.rule)

    @property
    def worked_out(self) -> WorkedOut | None:
        """The working behind the due date, or None where a person set it."""
        return WorkedOut.from_data(self.working) if self.working else None

    @property
    def span(self) -> Span:
        return Span(self.started_at, self.due_at)

    @property
    def is_open(self) -> bool:
        return self.state == DeadlineState.OPEN

    @property
    def is_paused(self) -> bool:
        return self.state == DeadlineState.PAUSED

    @property
    def owing(self) -> str:
        """Who owes it, in words: the person, else the agency, else the role."""
        return str(self.owed_person or self.owed_agency or RoleKey(self.owed_role).label)

    @property
    def is_late(self) -> bool:
        """Whether it is still owed and the due moment has passed."""
        return self.is_open and self.due_at < timezone.now()
