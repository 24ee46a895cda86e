"""A rapid review: fifteen working days to find what can be learned and to decide what follows."""

from datetime import datetime
from typing import cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.models import Person, Priority
from escp.partnership.references import case_reference
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource
from reviews.choices import SENT_OR_LATER, SIGNED_OFF_OR_LATER, Decision, PanelReply, Partner, ReviewState
from reviews.models.incident import SeriousIncident


class RapidReview(LearningSource):
    """The review that follows every notification (Child Safeguarding Practice Review Panel guidance, June 2025)."""

    incident = models.OneToOneField(
        SeriousIncident, on_delete=models.PROTECT, related_name="rapid_review", editable=False
    )
    priority = models.ForeignKey(
        Priority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="Business Plan priority",
    )
    what_happened = models.TextField("what happened, as agencies know it", max_length=8000, blank=True)
    lived_experience = models.TextField("the child's lived experience and voice", max_length=8000, blank=True)
    inequality = models.TextField(
        "how racism and other inequalities may have shaped experience and practice", max_length=8000, blank=True
    )
    good_practice = models.TextField("good practice", max_length=8000, blank=True)
    systemic_reasons = models.TextField("why things happened as they did", max_length=8000, blank=True)
    already_changed = models.TextField("what has changed already", max_length=8000, blank=True)
    decision = models.CharField("what follows", max_length=15, choices=Decision, blank=True)
    decision_reason = models.TextField("reason for the decision", max_length=8000, blank=True)

    state = models.CharField(
        max_length=15, choices=ReviewState, default=ReviewState.OPEN, editable=False, db_index=True
    )
    meeting_on = models.DateField(null=True, editable=False)
    signed_off_on = models.DateField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    panel_reply = models.CharField(max_length=10, choices=PanelReply, blank=True, editable=False)
    panel_replied_on = models.DateField(null=True, editable=False)
    panel_reply_note = models.TextField(max_length=4000, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="rapid_review_state_known"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.OPEN, meeting_on=None)
                | ~Q(state=ReviewState.OPEN) & Q(meeting_on__isnull=False),
                name="rapid_review_meeting_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SIGNED_OFF_OR_LATER, signed_off_on__isnull=False, decision__in=Decision.values)
                | ~Q(state__in=SIGNED_OFF_OR_LATER) & Q(signed_off_on=None),
                name="rapid_review_sign_off_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SENT_OR_LATER, sent_at__isnull=False)
                | ~Q(state__in=SENT_OR_LATER) & Q(sent_at=None),
                name="rapid_review_sent_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.CONCLUDED, panel_reply__in=PanelReply.values)
                | ~Q(state=ReviewState.CONCLUDED) & Q(panel_reply=""),
                name="rapid_review_reply_matches_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:rapid-review", args=[self.reference])

    @property
    def case(self):
        return self.incident.case

    @property
    def title(self) -> str:
        return f"{self.incident.case.pseudonym}: rapid review"

    @property
    def notified_at(self) -> datetime:
        """When the notification was sent: the day from which the fifteen working days are counted."""
        # A review opens only from a notification, and a constraint pins the moment to that state.
        return cast(datetime, self.incident.notified_at)

    @property
    def text_is_open(self) -> bool:
        """Whether the report may still be written: signing off closes it."""
        return self.state in (ReviewState.OPEN, ReviewState.MEETING_HELD)

    def new_reference(self) -> str:
        return case_reference("RR")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.RAPID_REVIEW,
            "title": self.title,
            "happened_on": timezone.localdate(self.notified_at),
            "lead": self.incident.lead,
            "stage": Stage.CONCLUDED if self.state == ReviewState.CONCLUDED else Stage.UNDER_WAY,
            "handling": Handling.CASEWORK,
            "is_final": self.state in SIGNED_OFF_OR_LATER,
            "case": self.incident.case,
            "priority": self.priority,
            "url_name": "reviews:rapid-review",
        }


class PartnerSignOff(models.Model):
    """One safeguarding partner's signature under the review and its decision."""

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="sign_offs")
    partner = models.CharField(max_length=10, choices=Partner)
    signed_by_name = models.CharField("who signed", max_length=120)
    signed_on = models.DateField("when they signed")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "partner"], name="one_sign_off_a_partner")]

    def __str__(self) -> str:
        return f"{self.get_partner_display()}: {self.signed_by_name}"
