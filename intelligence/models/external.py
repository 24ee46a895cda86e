"""Learning that others published, and what this partnership makes of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.models import Agency
from escp.partnership.references import next_reference
from intelligence.choices import ExternalKind
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource, Theme
from reviews.choices import GroupDecision, NationalState, Relevance

STAGES = {NationalState.CLOSED: Stage.CONCLUDED, NationalState.NOT_RELEVANT: Stage.NOT_TAKEN_FORWARD}
OWN_WORDS = "Link and own words, not the text"
HAS_DECISION = (NationalState.DECIDED,)


class ExternalItem(LearningSource):
    """Something published elsewhere that this partnership may learn from. It is about no case here.

    It goes the way of a national review. What stands here is its address and our own summary: never the text itself.
    Where the National Panel asks for assurance, it is owed.
    """

    title = models.CharField(max_length=160)
    publisher = models.CharField("published by", max_length=160)
    kind = models.CharField("what it is", max_length=16, choices=ExternalKind)
    published_on = models.DateField("published on")
    address = models.URLField("where it can be read", max_length=500)
    summary = models.TextField("our own summary", max_length=4000)
    licence = models.CharField("how its text may be used", max_length=200, default=OWN_WORDS)
    themes = models.ManyToManyField(Theme, blank=True, related_name="external_items")
    requested_by_panel = models.BooleanField("the National Panel asks for assurance", default=False)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    logged_on = models.DateField(default=timezone.localdate, editable=False)

    state = models.CharField(
        max_length=20, choices=NationalState, default=NationalState.LOGGED, editable=False, db_index=True
    )
    relevance = models.CharField(max_length=6, choices=Relevance, blank=True, editable=False)
    relevance_reason = models.TextField(max_length=4000, blank=True, editable=False)
    triaged_on = models.DateField(null=True, editable=False)
    asked_on = models.DateField(null=True, editable=False)
    collated = models.TextField("what agencies said, put together", max_length=20_000, blank=True, editable=False)
    decision = models.CharField(max_length=12, choices=GroupDecision, blank=True, editable=False)
    decision_reason = models.TextField(max_length=4000, blank=True, editable=False)
    decided_on = models.DateField(null=True, editable=False)
    minute = models.CharField("minute of the decision", max_length=120, blank=True, editable=False)
    reported_back = models.CharField("where it was reported back", max_length=300, blank=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NationalState.values), name="external_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ExternalKind.values), name="external_kind_known"),
            models.CheckConstraint(
                condition=Q(state=NationalState.LOGGED, triaged_on=None)
                | ~Q(state=NationalState.LOGGED) & Q(triaged_on__isnull=False) & ~Q(relevance_reason=""),
                name="external_triaged_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, decision="", minute="")
                | Q(decided_on__isnull=False, decision__in=GroupDecision.values) & ~Q(minute=""),
                name="external_decided_by_minute",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HAS_DECISION) | Q(decided_on__isnull=False), name="external_decided_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state=NationalState.CLOSED, closed_on__isnull=False) & ~Q(reported_back="")
                | ~Q(state=NationalState.CLOSED) & Q(closed_on=None),
                name="external_closed_with_report_back",
            ),
            models.CheckConstraint(
                condition=~Q(state=NationalState.NOT_RELEVANT, requested_by_panel=True),
                name="external_panel_makes_it_relevant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("intelligence:external-item", args=[self.reference])

    def new_reference(self) -> str:
        return next_reference("EXT")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.EXTERNAL_LEARNING,
            "title": self.title,
            "happened_on": self.published_on,
            "lead": self.lead,
            "stage": STAGES.get(NationalState(self.state), Stage.UNDER_WAY),
            "handling": Handling.INTERNAL,
            "is_final": True,
            "case": None,
            "priority": None,
            "url_name": "intelligence:external-item",
        }
