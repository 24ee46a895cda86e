"""What a review or another activity recommends, word for word; who should do it by when; and what was put right."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.choices import Response
from actionplans.models.action import Action
from escp.access.models import AppendOnly
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference
from escp.ui.words import listed
from learning.models import Activity, LearningPoint

HEADLINE = 120


class Recommendation(Versioned):
    """One recommendation of one activity, in its own words.

    It stands in this room and not beside findings: what became of it is read from actions and their evidence, which
    stand here, and both it and the activity and learning points that it refers to lie below. Any activity may have
    some: a rapid review, a local or a national review, an audit, a child death.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="recommendations", editable=False)
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(999)])
    words = models.TextField("the recommendation, word for word", max_length=4000)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="recommendations")
    to_partners = models.BooleanField("to the safeguarding partners together", default=False)
    to_others = models.CharField("to others", max_length=300, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)

    # Editable, though no form of the model asks for them: the history tells only of what is.
    response = models.CharField("whether it is accepted", max_length=15, choices=Response, blank=True)
    response_reason = models.TextField("why not, or only in part", max_length=4000, blank=True)
    responded_on = models.DateField("when that was decided", null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-activity__happened_on", "activity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="recommendation_number_once"),
            models.CheckConstraint(
                condition=Q(response="", responded_on=None, response_reason="")
                | Q(response=Response.ACCEPTED, responded_on__isnull=False)
                | Q(response__in=(Response.IN_PART, Response.NOT_ACCEPTED), responded_on__isnull=False)
                & ~Q(response_reason=""),
                name="recommendation_response_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.headline}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("REC")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("actionplans:recommendation", args=[self.reference])

    @property
    def is_casework(self) -> bool:
        """Whether a review of a case made it: what shows it carries the marking and is logged."""
        return self.activity.is_casework

    @property
    def headline(self) -> str:
        """Its first words, for lists and drawings."""
        return self.words if len(self.words) <= HEADLINE else f"{self.words[:HEADLINE].rsplit(' ', 1)[0]} …"

    @property
    def to_whom(self) -> str:
        """To whom it is addressed, in words."""
        named = ["The safeguarding partners"] if self.to_partners else []
        named += [agency.name for agency in self.agencies.all()]
        named += [self.to_others] if self.to_others else []
        return listed(named) if named else ""

    @property
    def needs_no_action(self) -> bool:
        return self.response == Response.NOT_ACCEPTED


class RecommendationLink(models.Model):
    """What a recommendation leads to: one learning point, or one action that answers it; who joined them and why."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="links")
    learning_point = models.ForeignKey(
        LearningPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation_links"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation_links"
    )
    why = models.CharField(max_length=300, blank=True)
    linked_at = models.DateTimeField(default=timezone.now, editable=False)
    linked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "learning_point"], name="recommendation_point_once"),
            models.UniqueConstraint(fields=["recommendation", "action"], name="recommendation_action_once"),
            models.CheckConstraint(
                condition=Q(learning_point=None, action__isnull=False) | Q(learning_point__isnull=False, action=None),
                name="recommendation_leads_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation.reference} → {(self.learning_point or self.action).reference}"


class Correction(AppendOnly):
    """What was put right in a recommendation after its review was signed off: what it said before, who, when and why.

    A recommendation that was left out and is added later has a correction as well, which held nothing before.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="corrections")
    before = models.TextField("what it said before", blank=True)
    reason = models.CharField("why it is put right", max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.recommendation.reference}, {self.at:%Y-%m-%d}"
