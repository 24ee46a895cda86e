"""A local child safeguarding practice review (LCSPR): six months from the decision to publication."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from escp.partnership.references import case_reference
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource
from reviews.choices import LocalReviewState
from reviews.models.rapid_review import RapidReview


class LocalReview(LearningSource):
    """The local review that a rapid review decided on (Children Act 2004, section 16F)."""

    rapid_review = models.OneToOneField(
        RapidReview, on_delete=models.PROTECT, related_name="local_review", editable=False
    )
    decided_on = models.DateField(editable=False)
    state = models.CharField(
        max_length=15, choices=LocalReviewState, default=LocalReviewState.UNDER_WAY, editable=False
    )
    finished_on = models.DateField(null=True, editable=False)
    no_publication_reason = models.TextField(max_length=4000, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LocalReviewState.values), name="local_review_state_known"),
            models.CheckConstraint(
                condition=Q(state=LocalReviewState.UNDER_WAY, finished_on=None)
                | ~Q(state=LocalReviewState.UNDER_WAY) & Q(finished_on__isnull=False),
                name="local_review_finish_matches_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:local-review", args=[self.reference])

    @property
    def case(self):
        return self.rapid_review.incident.case

    @property
    def title(self) -> str:
        return f"{self.case.pseudonym}: local child safeguarding practice review"

    def new_reference(self) -> str:
        return case_reference("LCSPR")

    def activity_facts(self) -> dict:
        under_way = self.state == LocalReviewState.UNDER_WAY
        return {
            "kind": Kind.LOCAL_REVIEW,
            "title": self.title,
            "happened_on": self.decided_on,
            "lead": self.rapid_review.incident.lead,
            "stage": Stage.UNDER_WAY if under_way else Stage.CONCLUDED,
            "handling": Handling.CASEWORK,
            "is_final": not under_way,
            "case": self.case,
            "priority": self.rapid_review.priority,
            "url_name": "reviews:local-review",
        }
