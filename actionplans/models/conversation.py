"""Challenge and support: twice a year the partnership talks with each agency about its actions."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.choices import Confidence, ConversationState, Half
from actionplans.models.action import Action
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference

State = ConversationState
WAS_HELD = (State.HELD, State.AGREED)


def round_name(year: int, half: str) -> str:
    """Return what a round of conversations is called: "August 2026"."""
    return f"{Half(half).label} {year}"


class Conversation(Versioned):
    """What one agency, another agency and the partnership said to each other about the agency’s actions in a round.

    The answers to the three questions stand with each action, in its line; what was said of all stands here.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="conversations", editable=False)
    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2015), MaxValueValidator(2100)], editable=False
    )
    half = models.CharField("round", max_length=8, choices=Half, editable=False)
    opened_on = models.DateField(default=timezone.localdate, editable=False)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    prepare_by = models.DateField("answers ready by")
    hold_by = models.DateField("conversation held by")

    state = models.CharField(max_length=10, choices=State, default=State.PLANNED, editable=False, db_index=True)
    prepared_on = models.DateField(null=True, editable=False)
    prepared_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    not_held_because = models.CharField(max_length=500, blank=True, editable=False)

    held_on = models.DateField("day of the conversation", null=True, blank=True)
    took_part = models.CharField("who took part for the agency", max_length=300, blank=True)
    other_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="other agency present"
    )
    others = models.CharField("who else took part", max_length=300, blank=True)
    strengths = models.TextField("what is strong", max_length=2000, blank=True)
    challenge = models.TextField("what was challenged", max_length=2000, blank=True)
    support = models.TextField("what support was offered", max_length=2000, blank=True)
    next_step = models.TextField("agreed next step", max_length=2000, blank=True)
    look_again_on = models.DateField("when to look again", null=True, blank=True)
    confidence = models.CharField("how confident", max_length=8, choices=Confidence, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    agreed_on = models.DateField(null=True, editable=False)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        # August comes before February in the order of words, and after it in the year.
        ordering = ["-year", "half", "agency__name"]
        verbose_name = "challenge and support conversation"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "half"], name="conversation_once_a_round"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="conversation_state_known"),
            models.CheckConstraint(condition=Q(half__in=Half.values), name="conversation_half_known"),
            models.CheckConstraint(
                condition=Q(hold_by__gte=F("prepare_by")),
                name="conversation_held_after_it_is_prepared",
                violation_error_message="The conversation comes after the answers.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WAS_HELD)
                | Q(held_on__isnull=False, other_agency__isnull=False, recorded_by__isnull=False) & ~Q(took_part=""),
                name="conversation_held_with_another_agency",
            ),
            models.CheckConstraint(
                condition=Q(other_agency=None) | ~Q(other_agency=F("agency")),
                name="conversation_other_agency_is_another",
            ),
            models.CheckConstraint(
                condition=Q(prepared_on=None, prepared_by=None)
                | Q(prepared_on__isnull=False, prepared_by__isnull=False),
                name="conversation_prepared_together",
            ),
            models.CheckConstraint(
                condition=Q(state=State.NOT_HELD) & ~Q(not_held_because="")
                | ~Q(state=State.NOT_HELD) & Q(not_held_because=""),
                name="conversation_not_held_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.AGREED, agreed_on__isnull=False, agreed_by__isnull=False)
                | ~Q(state=State.AGREED) & Q(agreed_on=None, agreed_by=None),
                name="conversation_agreed_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.agency}, {self.round_name}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("CSC")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("actionplans:conversation", args=[self.reference])

    @property
    def round_name(self) -> str:
        return round_name(self.year, self.half)

    @property
    def was_held(self) -> bool:
        return self.state in WAS_HELD

    @property
    def ready_on(self) -> date | None:
        """The day from which the agency owes no answers: they were ready, or the conversation was held."""
        return self.prepared_on or self.held_on


class ConversationLine(Versioned):
    """One action in a conversation: the three questions, what was seen, and one line for the Update."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="lines", editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="conversation_lines", editable=False)
    how_much = models.TextField("how much did we do?", max_length=2000, blank=True)
    how_well = models.TextField("how well did we do it?", max_length=2000, blank=True)
    difference = models.TextField("what difference did it make?", max_length=2000, blank=True)
    evidence_seen = models.TextField("what evidence was seen?", max_length=2000, blank=True)
    for_update = models.CharField("one line for the Update", max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["action__due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "action"], name="conversation_line_once_an_action")
        ]

    def __str__(self) -> str:
        return f"{self.conversation.reference}: {self.action.reference}"

    def get_absolute_url(self) -> str:
        return f"{self.conversation.get_absolute_url()}#{self.action.reference}"

    @property
    def reference(self) -> str:
        return self.action.reference

    @property
    def is_answered(self) -> bool:
        """Whether the agency has said something to each of the three questions."""
        return all((self.how_much, self.how_well, self.difference))
