"""Mail that must not be lost: written first, sent under a lease, marked only once the mail server has taken it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from escp.deadlines.choices import MailState
from escp.deadlines.models.deadline import Deadline

WORKING_WEEK = {0: "Monday", 1: "Tuesday", 2: "Wednesday", 3: "Thursday", 4: "Friday"}


# How the reason of a message begins that was tried and not taken: it waits since it was written.
NOT_DELIVERED = "Not delivered yet"


class Mail(models.Model):
    """One message to one person. What it says is put together at the moment of sending, from what they may see then."""

    person = models.ForeignKey("partnership.Person", on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=MailState, default=MailState.PENDING)
    try_at = models.DateTimeField(help_text="Not to be sent before this moment.")
    lease_id = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state="pending"), name="%(class)s_to_send"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="%(class)s_being_sent"),
            models.Index(fields=["state"], condition=Q(state="failed"), name="%(class)s_failed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="%(class)s_state_known"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="%(class)s_sent_when_stamped",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_id__isnull=False, lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_id__isnull=True, lease_until__isnull=True)),
                name="%(class)s_leased_while_sending",
            ),
        ]


class Reminder(Mail):
    """One message to one person about one deadline.

    `due_on` belongs to the key because a due date that moves is worth a reminder of its own.
    """

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="reminders")
    offset = models.CharField(max_length=20)
    due_on = models.DateField()

    class Meta(Mail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["deadline", "person", "offset", "due_on"], name="reminder_once"),
            *Mail.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.deadline.reference} {self.offset}: {self.get_state_display()}"


class Digest(Mail):
    """What a person owes, in one message on a day that they chose. One a day at most; none when it would be empty."""

    day = models.DateField()

    class Meta(Mail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day"),
            *Mail.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"Digest of {self.day}: {self.get_state_display()}"


def check_weekdays(days: Any) -> None:
    """Raise ValidationError unless the value is a list of different working weekdays, Monday as 0."""
    if not isinstance(days, list) or any(day not in WORKING_WEEK for day in days) or len(set(days)) != len(days):
        raise ValidationError("Choose days from Monday to Friday.")


def on_mondays() -> list[int]:
    return [0]


class DigestChoice(models.Model):
    """On which weekdays a person wants the digest. Somebody who has chosen nothing gets it on Mondays."""

    person = models.OneToOneField("partnership.Person", on_delete=models.CASCADE, related_name="digest_choice")
    weekdays = models.JSONField(default=on_mondays, validators=[check_weekdays], help_text="Monday is 0.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person}: {', '.join(WORKING_WEEK[day] for day in self.weekdays) or 'no digest'}"
