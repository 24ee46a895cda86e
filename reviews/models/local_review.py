"""A local child safeguarding practice review (LCSPR): six months from the decision to publication."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from escp.deadlines.choices import LateReason
from escp.partnership.references import case_reference
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource
from reviews.choices import ENDED_LOCAL, REPORT_OPEN, TERMS_OPEN, Intention, LocalReviewState
from reviews.models.rapid_review import RapidReview


class LocalReview(LearningSource):
    """The local review that a rapid review decided on (Children Act 2004, section 16F).

    A date that belongs to a move is set by it; the form “Correct what was recorded” puts it right. The rest is written
    on short pages of its own (`reviews.forms.local_review_parts`), and what has rows stands beside: reviewers, terms of
    reference, monitoring, involvement, what was sent, outcomes.
    """

    rapid_review = models.OneToOneField(
        RapidReview, on_delete=models.PROTECT, related_name="local_review", editable=False
    )
    decided_on = models.DateField(editable=False)
    state = models.CharField(
        max_length=20, choices=LocalReviewState, default=LocalReviewState.PROPOSED, editable=False, db_index=True
    )
    finished_on = models.DateField(null=True, editable=False)

    panel_informed_on = models.DateField("National Panel informed", null=True, blank=True)
    budget_holder = models.CharField("budget holder", max_length=120, blank=True)
    reviewer_appointed_on = models.DateField("reviewer appointed", null=True, blank=True)
    terms_agreed_on = models.DateField("terms of reference agreed", null=True, blank=True)
    draft_on = models.DateField("draft received", null=True, blank=True)
    signed_off_on = models.DateField("signed off by the partners", null=True, editable=False)

    delay_known_on = models.DateField("delay known", null=True, blank=True)
    delay_reason = models.CharField("main reason of the delay", max_length=20, choices=LateReason, blank=True)
    delay_words = models.TextField("reasons as given to the Panel", max_length=2000, blank=True)
    notice_sent_on = models.DateField("notice of the delay sent", null=True, blank=True)
    notice_how = models.CharField("how the notice was sent", max_length=200, blank=True)
    resumed_on = models.DateField("went on after the delay", null=True, editable=False)

    improvements = models.TextField("summary of recommended improvements", max_length=8000, blank=True)
    underlying_reasons = models.TextField("systemic or underlying reasons", max_length=8000, blank=True)

    legal_read_on = models.DateField("legal read", null=True, blank=True)
    legal_read_by = models.CharField("who read it for the law", max_length=120, blank=True)
    family_informed_on = models.DateField("family informed of the publication", null=True, blank=True)
    family_informed_how = models.TextField("how the family was informed", max_length=2000, blank=True)
    planned_publication_on = models.DateField("publication planned", null=True, blank=True)
    intention = models.CharField(
        "what the partners intend", max_length=15, choices=Intention, default=Intention.PUBLISH, blank=True
    )
    copy_sent_on = models.DateField(
        "full report sent to the Panel, the Secretary of State and Ofsted", null=True, editable=False
    )
    improvements_sent_on = models.DateField("information on the improvements sent", null=True, editable=False)

    web_address = models.CharField("web address of the report", max_length=300, blank=True)
    no_publication_reason = models.TextField(max_length=4000, blank=True, editable=False)
    improvements_address = models.CharField("web address of the improvements", max_length=300, blank=True)
    discontinued_because = models.TextField(max_length=4000, blank=True, editable=False)
    response = models.TextField("the partners’ response", max_length=8000, blank=True)
    response_on = models.DateField("response published", null=True, blank=True)
    website_on = models.DateField("on the partnership’s website", null=True, blank=True)
    repository_sent_on = models.DateField("sent to the NSPCC repository", null=True, blank=True)
    outcomes_six_on = models.DateField("outcomes after six months sent", null=True, editable=False)
    outcomes_twelve_on = models.DateField("outcomes after twelve months sent", null=True, editable=False)
    still_public_on = models.DateField("found to be public after a year", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LocalReviewState.values), name="local_review_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED_LOCAL, finished_on__isnull=False)
                | ~Q(state__in=ENDED_LOCAL) & Q(finished_on=None),
                name="local_review_finish_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(legal_read_on=None, legal_read_by="")
                | Q(legal_read_on__isnull=False) & ~Q(legal_read_by=""),
                name="local_review_legal_read_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=LocalReviewState.DISCONTINUED) | ~Q(discontinued_because=""),
                name="local_review_discontinued_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:local-review", args=[self.reference])

    @property
    def is_under_way(self) -> bool:
        return self.state not in ENDED_LOCAL

    @property
    def is_published(self) -> bool:
        return self.state == LocalReviewState.PUBLISHED

    @property
    def terms_are_open(self) -> bool:
        """Whether the terms of reference may be written: once agreed they stand."""
        return self.state in TERMS_OPEN

    @property
    def report_is_open(self) -> bool:
        """Whether the report may be written: the partners’ sign-off closes it."""
        return self.state in REPORT_OPEN

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
            "stage": self._stage(),
            "handling": Handling.CASEWORK,
            "is_final": self.state in (LocalReviewState.PUBLISHED, LocalReviewState.NOT_PUBLISHED),
            "case": self.case,
            "priority": self.rapid_review.priority,
            "url_name": "reviews:local-review",
        }

    def _stage(self) -> str:
        if self.state == LocalReviewState.DISCONTINUED:
            return Stage.NOT_TAKEN_FORWARD
        return Stage.UNDER_WAY if self.is_under_way else Stage.CONCLUDED
