"""Risks on the horizon: what may harm children here, how that is known, whose it is, and when it is looked at again."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference
from intelligence.choices import Impact, Likelihood, RiskResponse, SignalState
from intelligence.models.indicators import Indicator
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource

STAGES = {SignalState.CLOSED: Stage.CONCLUDED}


class RiskSignal(LearningSource):
    """A sign that children here may come to harm, before it is known for sure. It is about no case."""

    title = models.CharField("the risk in one line", max_length=160)
    seen_by = models.CharField("where it was seen", max_length=200)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="risks", verbose_name="indicator"
    )
    description = models.TextField("what may happen", max_length=4000)
    evidence = models.TextField("how it is known", max_length=4000)
    children = models.CharField("which children it touches", max_length=300)
    likelihood = models.CharField(max_length=12, choices=Likelihood)
    impact = models.CharField(max_length=12, choices=Impact)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="risks_owned")
    review_on = models.DateField("when it is looked at again")
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    logged_on = models.DateField(default=timezone.localdate, editable=False)
    logged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    state = models.CharField(
        max_length=12, choices=SignalState, default=SignalState.EMERGING, editable=False, db_index=True
    )
    response = models.CharField("what is done", max_length=12, choices=RiskResponse, blank=True, editable=False)
    reviewed_on = models.DateField(null=True, editable=False)
    review_says = models.TextField(max_length=4000, blank=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    closed_because = models.TextField(max_length=4000, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["review_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SignalState.values), name="risk_state_known"),
            models.CheckConstraint(condition=Q(likelihood__in=Likelihood.values), name="risk_likelihood_known"),
            models.CheckConstraint(condition=Q(impact__in=Impact.values), name="risk_impact_known"),
            models.CheckConstraint(
                condition=Q(reviewed_on=None, review_says="") | Q(reviewed_on__isnull=False) & ~Q(review_says=""),
                name="risk_reviewed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=SignalState.CLOSED, closed_on__isnull=False) & ~Q(closed_because="")
                | ~Q(state=SignalState.CLOSED) & Q(closed_on=None, closed_because=""),
                name="risk_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("intelligence:risk", args=[self.reference])

    def new_reference(self) -> str:
        return next_reference("RSK")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.DATA,
            "title": self.title,
            "happened_on": self.logged_on,
            "lead": self.lead,
            "stage": STAGES.get(SignalState(self.state), Stage.UNDER_WAY),
            "handling": Handling.INTERNAL,
            "is_final": True,
            "case": None,
            "priority": None,
            "url_name": "intelligence:risk",
        }
