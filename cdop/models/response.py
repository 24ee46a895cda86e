"""The joint agency response to a death: what triggered it, what was done by when, who took part."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from cdop.choices import Route
from cdop.models.child_death import ChildDeath
from escp.lifecycle.models import Versioned
from escp.partnership.models import Case, Person
from escp.partnership.references import case_reference


class JointAgencyResponse(Versioned):
    """What health, police and social care do together after a death that was not expected.

    Child Death Review: statutory and operational guidance; the hours of the single steps are local practice.
    """

    death = models.OneToOneField(ChildDeath, on_delete=models.PROTECT, related_name="response", editable=False)
    triggers = models.JSONField(default=list)
    decided_by_words = models.CharField("who decided, by role", max_length=200)
    decided_at = models.DateTimeField("when it was decided")
    reason = models.TextField(max_length=2000, blank=True)
    attended_at = models.DateTimeField("first response", null=True, blank=True)
    shared_at = models.DateTimeField("first information shared", null=True, blank=True)
    visited_at = models.DateTimeField("home or scene visited", null=True, blank=True)
    no_visit_because = models.CharField("why there was no visit", max_length=300, blank=True)
    met_on = models.DateField("planning meeting", null=True, blank=True)
    followed_up_on = models.DateField("follow-up meeting", null=True, blank=True)
    attendance = models.TextField("who took part, by role and agency", max_length=2000, blank=True)
    protection = models.TextField("safety of brothers, sisters and other children", max_length=2000, blank=True)
    learning = models.TextField("what was learned at once", max_length=4000, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(triggers=[]), name="response_has_a_trigger")]

    def __str__(self) -> str:
        return f"Joint agency response of {self.death.reference}"

    def get_absolute_url(self) -> str:
        return self.death.get_absolute_url()

    @property
    def visit_is_settled(self) -> bool:
        """Whether the visit was made, or it was said why there was none."""
        return bool(self.visited_at or self.no_visit_because)

    @property
    def reference(self) -> str:
        return self.death.reference

    @property
    def case(self) -> Case:
        return self.death.case


class ImmediateLearning(Versioned):
    """What was learned at once from a death, carried to the group or to the local authority's lead for incidents.

    The framework: immediate learning following a joint agency response is escalated to the partnership through either.
    Its words are written to be read outside the review: they name nobody, and it has a reference of its own.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    death = models.ForeignKey(ChildDeath, on_delete=models.PROTECT, related_name="carried_on", editable=False)
    to = models.CharField("to whom", max_length=8, choices=Route)
    words = models.TextField("what they need to know", max_length=2000)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    answer = models.TextField("what follows from it", max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "immediate learning"
        verbose_name_plural = "immediate learning"
        constraints = [
            models.CheckConstraint(
                condition=Q(to__in=[Route.GROUP, Route.NOTIFIER]), name="immediate_learning_goes_on"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="immediate_learning_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} immediate learning"

    def get_absolute_url(self) -> str:
        return reverse("cdop:immediate-learning", args=[self.reference])

    @property
    def is_casework(self) -> bool:
        """It tells of a case, though it names nobody: what shows it carries the marking and is logged."""
        return True

    @property
    def case(self) -> Case:
        return self.death.case

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.reference:
            self.reference = case_reference("IL")
        super().save(*args, **kwargs)
