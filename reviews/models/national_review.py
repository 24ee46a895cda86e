"""A national review: published by the Child Safeguarding Practice Review Panel, or another body; what it asks of us."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.models import Agency
from escp.partnership.references import next_reference
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource
from reviews.choices import GroupDecision, NationalState, NationalUse, Relevance

STAGES = {NationalState.CLOSED: Stage.CONCLUDED, NationalState.NOT_RELEVANT: Stage.NOT_TAKEN_FORWARD}


class NationalReview(LearningSource):
    """What others learned nationally (Children Act 2004 section 16B), and what this partnership makes of it.

    It is about no case of this partnership, so all who take part in learning may read it. What stands here is its
    address and our own summary: never the report itself.
    """

    title = models.CharField(max_length=160)
    publisher = models.CharField("published by", max_length=160, default="Child Safeguarding Practice Review Panel")
    published_on = models.DateField("published on")
    address = models.URLField("where it can be read", max_length=500)
    about = models.TextField("what it is about", max_length=4000)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    logged_on = models.DateField(default=timezone.localdate, editable=False)

    state = models.CharField(max_length=20, choices=NationalState, default=NationalState.LOGGED, editable=False)
    use = models.CharField("what we use it for", max_length=15, choices=NationalUse, blank=True, editable=False)
    relevance = models.CharField(max_length=6, choices=Relevance, blank=True, editable=False)
    relevance_reason = models.TextField(max_length=4000, blank=True, editable=False)
    triaged_on = models.DateField(null=True, editable=False)

    # The Panel may ask a partnership for assurance; it may name a day, and need not.
    panel_asked_on = models.DateField("when the Panel asked", null=True, blank=True)
    panel_request = models.TextField("what the Panel asked", max_length=4000, blank=True)
    panel_due_on = models.DateField("by when the Panel wants to hear", null=True, blank=True)
    panel_reported_on = models.DateField("reported back to the Panel", null=True, blank=True)
    panel_report = models.TextField("what was reported to the Panel", max_length=8000, blank=True)

    asked_on = models.DateField(null=True, editable=False)
    collated = models.TextField("what agencies said, put together", max_length=20_000, blank=True, editable=False)
    decision = models.CharField(max_length=12, choices=GroupDecision, blank=True, editable=False)
    decision_reason = models.TextField(max_length=4000, blank=True, editable=False)
    decided_on = models.DateField(null=True, editable=False)
    what_changed = models.TextField(max_length=4000, blank=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NationalState.values), name="national_review_state_known"),
            models.CheckConstraint(
                condition=Q(state=NationalState.LOGGED, triaged_on=None)
                | ~Q(state=NationalState.LOGGED) & Q(triaged_on__isnull=False) & ~Q(relevance_reason=""),
                name="national_review_triaged_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=NationalState.CLOSED, closed_on__isnull=False) & ~Q(what_changed="")
                | ~Q(state=NationalState.CLOSED) & Q(closed_on=None),
                name="national_review_closed_with_what_changed",
            ),
            models.CheckConstraint(
                condition=~Q(state=NationalState.DECIDED)
                | Q(decided_on__isnull=False, decision__in=GroupDecision.values),
                name="national_review_decided_together",
            ),
            models.CheckConstraint(
                condition=Q(panel_asked_on__isnull=False) | Q(panel_due_on=None, panel_reported_on=None),
                name="national_review_panel_hears_what_it_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state=NationalState.NOT_RELEVANT, panel_asked_on__isnull=False),
                name="national_review_panel_makes_it_relevant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:national-review", args=[self.reference])

    @property
    def panel_asks(self) -> bool:
        """Whether the Panel has asked for assurance: then it is owed."""
        return self.panel_asked_on is not None

    @property
    def panel_waits(self) -> bool:
        return self.panel_asks and self.panel_reported_on is None

    def new_reference(self) -> str:
        return next_reference("NR")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.NATIONAL_REVIEW,
            "title": self.title,
            "happened_on": self.published_on,
            "lead": self.lead,
            "stage": STAGES.get(self.state, Stage.UNDER_WAY),
            "handling": Handling.INTERNAL,
            "is_final": True,
            "case": None,
            "priority": None,
            "url_name": "reviews:national-review",
        }
