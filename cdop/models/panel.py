"""The meetings of the Child Death Overview Panel, the deaths that come to them, and what is said of each.

Child Death Review: statutory and operational guidance (England): the panel reviews every death under a pseudonym; some
meetings take deaths of one kind together, with people who know that kind.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from cdop.choices import PanelOutcome
from cdop.models.child_death import ChildDeath
from escp.lifecycle.models import Versioned
from escp.partnership.models import Case, Person
from escp.partnership.references import next_reference


class PanelMeeting(Versioned):
    """A meeting of the panel: when, under which theme, who was there, and whether that was enough to decide."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    held_on = models.DateField("day of the meeting")
    theme = models.CharField("theme", max_length=120, blank=True)
    chair = models.CharField("chair, by role and agency", max_length=160)
    place = models.CharField("place", max_length=160, blank=True)
    called_off_because = models.CharField("why it does not take place", max_length=300, blank=True)
    present = models.ManyToManyField(Person, blank=True, related_name="+", editable=False)
    others = models.TextField("who else took part, by role and agency", max_length=2000, blank=True)
    # As the group's rule said it on the day when the attendance was recorded.
    quorum = models.CharField(max_length=500, blank=True, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = "child death panel"

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.reference = self.reference or next_reference("CDOP", self.held_on.year)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("cdop:panel", args=[self.reference])

    @property
    def is_casework(self) -> bool:
        """It tells of cases: what shows it carries the marking and is logged."""
        return True

    @property
    def is_to_come(self) -> bool:
        return self.held_on > timezone.localdate()


class PanelCase(Versioned):
    """A death at a meeting of the panel: its place, what was decided, what was learned, what the family is told.

    `instead` says what stands in the pack in place of a wording that was found, by the key of the finding: a digest,
    so that no identity is kept here. What was decided is what `ChildDeath` is moved by; it is not decided twice.
    """

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="cases", editable=False)
    death = models.ForeignKey(ChildDeath, on_delete=models.PROTECT, related_name="at_panels", editable=False)
    place = models.PositiveSmallIntegerField("order", default=1)
    instead = models.JSONField(default=dict, editable=False)
    put_on_at = models.DateTimeField(default=timezone.now, editable=False)
    put_on_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    outcome = models.CharField("what the panel decided", max_length=10, choices=PanelOutcome, blank=True)
    reason = models.TextField("why, or what is asked of whom", max_length=2000, blank=True)
    decided = models.TextField("what was decided", max_length=4000, blank=True)
    learning = models.TextField("what was learned", max_length=4000, blank=True)
    withdrew = models.CharField("who else withdrew, by role and agency", max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    feedback = models.TextField("what the family is told", max_length=4000, blank=True)
    feedback_by = models.CharField("who tells them, by role", max_length=120, blank=True)
    feedback_on = models.DateField("when", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = "death at a panel"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "death"], name="panel_case_once_a_meeting"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | Q(outcome__in=PanelOutcome.values, decided_at__isnull=False, decided_by__isnull=False),
                name="panel_case_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[PanelOutcome.DEFERRED, PanelOutcome.MORE_ASKED]) | ~Q(reason=""),
                name="panel_case_put_off_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(feedback="", feedback_by="", feedback_on=None)
                | Q(feedback_on__isnull=False) & ~Q(feedback="") & ~Q(feedback_by=""),
                name="panel_case_family_told_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.death.reference} at {self.meeting.reference}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#{self.death.reference}"

    @property
    def reference(self) -> str:
        return self.death.reference

    @property
    def case(self) -> Case:
        return self.death.case

    @property
    def is_casework(self) -> bool:
        """It tells of a case: what shows it carries the marking and is logged."""
        return True


class AcceptedWording(models.Model):
    """A wording found in what the pack says of a death that may stay: one person says why, a second one agrees.

    `key` names the place: once its line is changed, it is asked again. The history does not repeat the wording.
    """

    panel_case = models.ForeignKey(PanelCase, on_delete=models.CASCADE, related_name="accepted", editable=False)
    key = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    text = models.TextField()
    reason = models.CharField("why it may stay", max_length=300)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords(excluded_fields=["text"])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel_case", "key"], name="wording_accepted_once"),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False) & ~Q(agreed_by=F("asked_by")),
                name="wording_agreed_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel_case}: {self.kind}"
