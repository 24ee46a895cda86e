"""Deadlines, the reminders they send, and the local facts that they depend on.

A deadline is derived from its record and can be made again (`manage.py rebuild_deadlines`); what was sent to whom, and
how a due date moved, cannot, so those rows stay.
"""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.access.roles import RoleKey
from escp.deadlines.calendar import LENGTHS, WorkedOut, length_from
from escp.deadlines.choices import DeadlineState, Level, ReminderState
from escp.deadlines.offsets import Span, offsets_from
from escp.deadlines.registry import Revision, Rule


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
                | Q(state__in=["open", "withdrawn"], stopped_at__isnull=True),
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
    def is_late(self) -> bool:
        """Whether it is still owed and the due moment has passed."""
        return self.is_open and self.due_at < timezone.now()


class DeadlineMove(models.Model):
    """A due date that moved while its deadline was open, and why. Shown under "Why this date?"."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="moves")
    at = models.DateTimeField(default=timezone.now)
    due_was = models.DateTimeField()
    due_now = models.DateTimeField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey("partnership.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.deadline.reference}: {self.why}"


class Reminder(models.Model):
    """One message to one person about one deadline: written first, sent under a lease, marked only once sent.

    `due_on` belongs to the key because a due date that moves is worth a reminder of its own.
    """

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey("partnership.Person", on_delete=models.CASCADE, related_name="+")
    offset = models.CharField(max_length=20)
    due_on = models.DateField()
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=ReminderState, default=ReminderState.PENDING)
    try_at = models.DateTimeField(help_text="Not to be sent before this moment.")
    lease_id = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state="pending"), name="reminder_to_send"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="reminder_being_sent"),
            models.Index(fields=["state"], condition=Q(state="failed"), name="reminder_failed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "person", "offset", "due_on"], name="reminder_once"),
            models.CheckConstraint(condition=Q(state__in=ReminderState.values), name="reminder_state_known"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="reminder_sent_when_stamped",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_id__isnull=False, lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_id__isnull=True, lease_until__isnull=True)),
                name="reminder_leased_while_sending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline.reference} {self.offset}: {self.get_state_display()}"


def check_offsets(codes: Any) -> None:
    """Raise ValidationError unless the value is a list of offset codes."""
    try:
        list(offsets_from(codes))
    except (TypeError, ValueError) as error:
        raise ValidationError(f"Enter a list of offsets such as [“start+3wd”, “due-1wd”, “due-14d”]. {error}") from None


class ClockRule(models.Model):
    """A dated local change to a clock's rule. Deadlines whose clock starts on or after the day keep to it."""

    UNITS = [(unit, unit) for unit in LENGTHS]

    clock = models.CharField(max_length=60, help_text="The key of the clock, such as reviews.rapid-review.")
    effective_from = models.DateField()
    number = models.PositiveSmallIntegerField("length", null=True, blank=True, help_text="Empty: as declared.")
    unit = models.CharField(max_length=20, choices=UNITS, blank=True)
    authority = models.CharField(max_length=200, blank=True, help_text="Empty: as declared.")
    level = models.CharField(max_length=10, choices=Level, blank=True, help_text="Empty: as declared.")
    remind = models.JSONField(null=True, blank=True, validators=[check_offsets], help_text="Empty: as declared.")
    reason = models.CharField(max_length=300, help_text="Who decided it, and where that is written.")

    history = HistoricalRecords()

    class Meta:
        ordering = ["clock", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "effective_from"], name="clock_rule_once_a_day"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, unit="") | Q(number__isnull=False, unit__in=list(LENGTHS)),
                name="clock_rule_length_with_unit",
                violation_error_message="Give the length and its unit together, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} from {self.effective_from}"

    @property
    def revision(self) -> Revision:
        return Revision(
            effective_from=self.effective_from,
            length=None if self.number is None else length_from({"number": self.number, "unit": self.unit}),
            authority=self.authority or None,
            level=Level(self.level) if self.level else None,
            remind=None if self.remind is None else tuple(offsets_from(self.remind)),
        )


class LocalHoliday(models.Model):
    """A bank holiday that was proclaimed after the bundled list was made. A council's own closure days do not count."""

    day = models.DateField(unique=True)
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=200, help_text="Where the proclamation can be read.")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.title}, {self.day}"


class Heartbeat(models.Model):
    """The last sign of life of a part of the service: "beat", "worker" or "sweep"."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M}"
