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

    # Entered by a person as they come about, on the form "Dates of the review". All in the order of a review's life.
    reviewer_appointed_on = models.DateField("reviewer appointed", null=True, blank=True)
    terms_agreed_on = models.DateField("terms of reference agreed", null=True, blank=True)
    draft_on = models.DateField("draft received", null=True, blank=True)
    delay_known_on = models.DateField("delay known", null=True, blank=True)
    notice_sent_on = models.DateField("notice of the delay sent", null=True, blank=True)
    planned_publication_on = models.DateField("publication planned", null=True, blank=True)
    copy_sent_on = models.DateField("full report sent to the Panel", null=True, blank=True)
    repository_sent_on = models.DateField("sent to the NSPCC repository", null=True, blank=True)
    outcomes_six_on = models.DateField("outcomes after six months sent", null=True, blank=True)
    outcomes_twelve_on = models.DateField("outcomes after twelve months sent", null=True, blank=True)
    still_public_on = models.DateField("found to be public after a year", null=True, blank=True)

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
    def is_under_way(self) -> bool:
        return self.state == LocalReviewState.UNDER_WAY

    @property
    def is_published(self) -> bool:
        return self.state == LocalReviewState.PUBLISHED

    @property
    def case(self):
        return self.rapid_review.incident.case

    @property
    def title(self) -> str:
        return f"{self.case.pseudonym}: local child safeguarding practice review"

    def new_reference(self) -> str:
        return case_reference("LCSPR")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.LOCAL_REVIEW,
            "title": self.title,
            "happened_on": self.decided_on,
            "lead": self.rapid_review.incident.lead,
            "stage": Stage.UNDER_WAY if self.is_under_way else Stage.CONCLUDED,
            "handling": Handling.CASEWORK,
            "is_final": not self.is_under_way,
            "case": self.case,
            "priority": self.rapid_review.priority,
            "url_name": "reviews:local-review",
        }
