"""How learning is embedded: events with who came, what people said of them, and policies that have to change."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference
from learning.choices import Agreement, EvaluationTime, EventKind, EventState, PolicyState
from learning.models.finding import LearningPoint
from learning.models.pulse import AskedWithoutName
from learning.models.theme import Theme


class Event(Versioned):
    """A workshop, a reflective session, a briefing or a conference about what was learned."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=EventKind)
    happens_on = models.DateField()
    place = models.CharField(max_length=160)
    run_by = models.CharField(max_length=160)
    points = models.ManyToManyField(LearningPoint, blank=True, related_name="events")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=EventState, default=EventState.PLANNED, editable=False)
    cancelled_because = models.CharField(max_length=500, blank=True, editable=False)
    followed_up_on = models.DateField("attendees asked again on", null=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-happens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind_known"),
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="event_state_known"),
            models.CheckConstraint(
                condition=(Q(state=EventState.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(state=EventState.CANCELLED) & Q(cancelled_because="")),
                name="event_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("EVT")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("learning:event", args=[self.reference])


class Attendance(models.Model):
    """How many people of one agency were invited to an event and how many came: numbers, and never a name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="attendance")
    invited = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)

    history = HistoricalRecords()

    class Meta:
        ordering = ["agency__name"]
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["event", "agency"], name="attendance_once"),
            models.CheckConstraint(condition=Q(invited__gt=0) | Q(came__gt=0), name="attendance_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} at {self.event.reference}"


class Evaluation(AskedWithoutName):
    """The page on which people say, without a name, what an event is worth to them: before, after, months after."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="evaluations", editable=False)
    time = models.CharField(max_length=6, choices=EvaluationTime, default=EvaluationTime.AFTER, editable=False)

    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["opens_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="evaluation_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(time__in=EvaluationTime.values), name="evaluation_time_known"),
            models.UniqueConstraint(fields=["event", "time"], name="evaluation_once_a_time"),
        ]

    def __str__(self) -> str:
        return f"Evaluation of {self.event.reference}: {self.get_time_display().lower()}"

    def get_absolute_url(self) -> str:
        return reverse("learning:evaluation", args=[self.token])


class EvaluationAnswer(models.Model):
    """What one person said of an event. It holds no name, no address, no agency and no time."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="answers", editable=False)
    knows = models.PositiveSmallIntegerField(choices=Agreement, null=True)
    able = models.PositiveSmallIntegerField(choices=Agreement, null=True)
    useful = models.PositiveSmallIntegerField(choices=Agreement, null=True)
    changes = models.PositiveSmallIntegerField(choices=Agreement, null=True)
    words = models.TextField(max_length=600, blank=True)

    class Meta:
        ordering = ["words", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(knows=None) | Q(knows__in=Agreement.values))
                & (Q(able=None) | Q(able__in=Agreement.values))
                & (Q(useful=None) | Q(useful__in=Agreement.values))
                & (Q(changes=None) | Q(changes__in=Agreement.values)),
                name="evaluation_answers_known",
            )
        ]

    def __str__(self) -> str:
        return f"An answer to {self.evaluation}"


class PolicyChange(Versioned):
    """A policy that what was learned requires to change: whose it is, by when, and what was changed."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    title = models.CharField(max_length=160)
    required = models.TextField(max_length=2000)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="policy_changes")
    learning_point = models.ForeignKey(
        LearningPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="policy_changes"
    )
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="policy_changes")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="policy_changes_owned")
    required_on = models.DateField(default=timezone.localdate, editable=False)
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=PolicyState, default=PolicyState.REQUIRED, editable=False)
    settled_on = models.DateField(null=True, editable=False)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    changed = models.TextField(max_length=2000, blank=True, editable=False)
    link = models.URLField(max_length=300, blank=True, editable=False)
    not_needed_because = models.TextField(max_length=1000, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PolicyState.values), name="policy_state_known"),
            models.CheckConstraint(
                condition=Q(state=PolicyState.REQUIRED, settled_on=None, settled_by=None)
                | (Q(state=PolicyState.MADE, settled_on__isnull=False, settled_by__isnull=False) & ~Q(changed=""))
                | (
                    Q(state=PolicyState.NOT_NEEDED, settled_on__isnull=False, settled_by__isnull=False)
                    & ~Q(not_needed_because="")
                    & ~Q(settled_by=F("recorded_by"))
                ),
                name="policy_settled_with_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(learning_point__isnull=False) | Q(theme__isnull=False),
                name="policy_from_learning",
                violation_error_message="Choose a learning point or a theme that requires it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("POL")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("learning:policy", args=[self.reference])

    @property
    def is_late(self) -> bool:
        return self.state == PolicyState.REQUIRED and self.due_on < timezone.localdate()
