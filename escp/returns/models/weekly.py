"""The weekly mail of an agency's door, and on which day somebody wants it."""

from django.db import models
from django.db.models import Q

from escp.deadlines.models import WORKING_WEEK, Mail

MONDAY = 0


class WeeklyDoor(Mail):
    """Everything open that is asked of a person's agency, in one message. One a week at most; none when it is empty."""

    week = models.DateField(help_text="Its Monday.")

    class Meta(Mail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "week"], name="weeklydoor_once_a_week"),
            *Mail.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"Asked of the agency, week of {self.week}: {self.get_state_display()}"


class DoorChoice(models.Model):
    """On which weekday a person wants the weekly mail; None for none. Who has chosen nothing gets it on Mondays."""

    person = models.OneToOneField("partnership.Person", on_delete=models.CASCADE, related_name="door_choice")
    weekday = models.PositiveSmallIntegerField(
        null=True, default=MONDAY, choices=WORKING_WEEK, help_text="Monday is 0."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__in=list(WORKING_WEEK)), name="doorchoice_on_a_working_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {'no weekly mail' if self.weekday is None else WORKING_WEEK[self.weekday]}"
