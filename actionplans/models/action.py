"""Actions: who changes what by when, what they answer to, and how they are going."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.brag import Rating, rate
from actionplans.choices import BY_HAND, DELIVERED, ENDED, UNDER_WAY, ActionState, Brag
from escp.access.models import AppendOnly
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person, Priority
from escp.partnership.references import next_reference
from learning.models import LearningPoint


def _together(when: Q, *, rows: tuple[str, ...] = (), texts: tuple[str, ...] = ()) -> Q:
    """Return the condition that all fields are given when `when` holds, and all are empty when it does not."""
    given, empty = Q(), Q()
    for name in rows:
        given &= Q(**{f"{name}__isnull": False})
        empty &= Q(**{f"{name}__isnull": True})
    for name in texts:
        given &= ~Q(**{name: ""})
        empty &= Q(**{name: ""})
    return (when & given) | (~when & empty)


class Action(Versioned):
    """One change that an agency makes. A draft may have gaps; once agreed it has an owner, an agency and dates."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    title = models.CharField("what will change", max_length=160)
    description = models.TextField("what will be done", max_length=4000, blank=True)
    desired_outcome = models.TextField("what will be better for children", max_length=2000)
    lead_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    priority = models.ForeignKey(
        Priority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
        verbose_name="Business Plan priority",
    )
    contributing = models.ManyToManyField(
        Agency, blank=True, related_name="contributed_actions", verbose_name="contributing agencies"
    )
    resources = models.CharField("what it needs", max_length=500, blank=True)
    risks = models.CharField("what may stand in the way", max_length=500, blank=True)
    starts_on = models.DateField("start date", null=True, blank=True)
    due_on = models.DateField("due date", null=True, blank=True)

    state = models.CharField(max_length=30, choices=ActionState, default=ActionState.DRAFT, editable=False)
    blocked_on = models.DateField(null=True, editable=False)
    barrier = models.CharField(max_length=500, blank=True, editable=False)
    delivered_on = models.DateField(null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    closing_minute = models.CharField(max_length=120, blank=True, editable=False)
    sustained_on = models.DateField(null=True, editable=False)
    sustained_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    no_voice_because = models.CharField(max_length=500, blank=True, editable=False)
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawal_reason = models.CharField(max_length=500, blank=True, editable=False)
    withdrawal_minute = models.CharField(max_length=120, blank=True, editable=False)
    # What somebody says of it in place of the colour that is worked out, until a day.
    set_colour = models.CharField(max_length=5, choices=Brag, blank=True, editable=False)
    set_because = models.CharField(max_length=500, blank=True, editable=False)
    set_on = models.DateField(null=True, editable=False)
    set_until = models.DateField(null=True, editable=False)
    set_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="action_by_due_date"),
            models.Index(fields=["lead_agency", "state"], name="action_of_agency"),
            models.Index(fields=["-recorded_at", "-id"], name="action_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="action_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[*UNDER_WAY, *DELIVERED])
                | Q(owner__isnull=False, lead_agency__isnull=False, starts_on__isnull=False, due_on__isnull=False),
                name="action_agreed_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="action_due_after_it_starts",
                violation_error_message="The due date must be the start date or later.",
            ),
            models.CheckConstraint(
                condition=_together(Q(state=ActionState.BLOCKED), rows=("blocked_on",), texts=("barrier",)),
                name="action_blocked_together",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.WITHDRAWN) | _together(Q(state__in=DELIVERED), rows=("delivered_on",)),
                name="action_delivered_together",
            ),
            models.CheckConstraint(
                condition=_together(
                    Q(state=ActionState.CLOSED), rows=("closed_on", "closed_by"), texts=("closing_minute",)
                ),
                name="action_closed_together",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.CLOSED) | Q(no_voice_because=""), name="action_no_voice_when_closed"
            ),
            models.CheckConstraint(
                condition=Q(sustained_on=None, sustained_by=None)
                | Q(state=ActionState.CLOSED, sustained_on__gte=F("closed_on"), sustained_by__isnull=False),
                name="action_sustained_when_closed",
            ),
            models.CheckConstraint(
                condition=_together(
                    Q(state=ActionState.WITHDRAWN),
                    rows=("withdrawn_on", "withdrawn_by"),
                    texts=("withdrawal_reason", "withdrawal_minute"),
                ),
                name="action_withdrawn_together",
            ),
            models.CheckConstraint(
                condition=Q(set_colour="", set_because="", set_on=None, set_until=None, set_by=None)
                | Q(set_colour__in=BY_HAND, set_on__isnull=False, set_until__gte=F("set_on"), set_by__isnull=False)
                & ~Q(set_because=""),
                name="action_colour_set_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("ACT")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("actionplans:action", args=[self.reference])

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def is_agreed(self) -> bool:
        """Whether the group has agreed it, whatever became of it since."""
        return self.state in (*UNDER_WAY, *DELIVERED)

    def rated_on(self, day: date) -> Rating:
        """Return the BRAG rating on a day: what somebody set by hand while that holds, else what is worked out."""
        worked_out = self.worked_out_on(day)
        if self.is_set_by_hand_on(day):
            words = f"set by hand; worked out as {worked_out.colour.label.lower()}, {worked_out.why}"
            return Rating(Brag(self.set_colour), words)
        return worked_out

    def is_set_by_hand_on(self, day: date) -> bool:
        """Whether somebody's colour stands in place of the one that is worked out. It ends by itself."""
        return bool(self.set_colour and self.set_until and self.set_until >= day and not self.has_ended)

    @property
    def is_set_by_hand(self) -> bool:
        return self.is_set_by_hand_on(timezone.localdate())

    def worked_out_on(self, day: date) -> Rating:
        """Return what state and dates say on a day. Reads the measure: select it with the action."""
        measure = getattr(self, "measure", None)
        return rate(
            state=self.state,
            starts_on=self.starts_on,
            due_on=self.due_on,
            measured_by_on=measure.measured_by_on if measure else None,
            on=day,
        )

    @property
    def rating(self) -> Rating:
        """The BRAG rating today."""
        return self.rated_on(timezone.localdate())


class ActionLink(models.Model):
    """A learning point that an action answers to: who joined them, when and why."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="links")
    learning_point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="action_links")
    why = models.CharField("how the action answers it", max_length=300, blank=True)
    linked_at = models.DateTimeField(default=timezone.now, editable=False)
    linked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "learning_point"], name="action_linked_once")]

    def __str__(self) -> str:
        return f"{self.learning_point.reference} → {self.action.reference}"


class ProgressNote(AppendOnly):
    """How an action is going, in its owner's words. A note is never changed: a later one corrects it."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress_notes")
    text = models.TextField("what has happened", max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.at:%Y-%m-%d}"
