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
from reviews.choices import (
    BEFORE_THE_MEETING,
    REPLIED_OR_LATER,
    SENT_OR_LATER,
    SIGNED_OFF_OR_LATER,
    Decision,
    PanelReply,
    Partner,
    Reconsideration,
    ReviewState,
)
from reviews.models.incident import SeriousIncident

STAGES = {ReviewState.CONCLUDED: Stage.CONCLUDED, ReviewState.ENDED: Stage.NOT_TAKEN_FORWARD}


def _text(heading: str) -> models.TextField:
    """Return a long text of the report, empty until it is written."""
    return models.TextField(heading, max_length=8000, blank=True)


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
    # The text of the report, in the order of its headings (`reviews.headings`).
    authors = models.CharField("who wrote this review", max_length=300, blank=True)
    unable_to_contribute = _text("who was not able to contribute, and why")
    children_and_family = _text("the children and their family")
    what_happened = _text("what happened, as agencies know it")
    immediate_safety = _text("immediate safety of this child, siblings and others")
    agency_involvement = _text("how agencies were involved")
    key_episodes = _text("key practice episodes, with analysis")
    lived_experience = _text("the child's lived experience and voice")
    characteristics = models.JSONField("characteristics considered", default=list, blank=True)
    inequality = _text("how racism and other inequalities may have shaped experience and practice")
    good_practice = _text("good practice")
    systemic_reasons = _text("why things happened as they did")
    previously_identified = _text("whether this was identified before, here or nationally")
    no_learning_reason = _text("why there is no finding")
    already_changed = _text("what has changed already")
    family_views = _text("contact with the family, and their views")
    practitioner_views = _text("contact with practitioners, and their views")
    decision = models.CharField("what follows", max_length=20, choices=Decision, blank=True)
    decision_reason = _text("reason for the decision")
    lines_of_enquiry = _text("key lines of enquiry of the local review")
    review_method = _text("method of the local review")
    review_timescale = models.CharField("proposed timescale of the local review", max_length=300, blank=True)
    why_enough = _text("why this review has found enough")
    national_relevance = _text("national relevance")
    dissemination_plan = _text("how the learning will be shared")

    state = models.CharField(
        max_length=15, choices=ReviewState, default=ReviewState.OPEN, editable=False, db_index=True
    )
    scoped_on = models.DateField("agencies asked", null=True, editable=False)
    meeting_planned_on = models.DateField("when the meeting is planned", null=True, blank=True)
    meeting_on = models.DateField(null=True, editable=False)
    attendance = models.JSONField("who was asked to the meeting", default=list, blank=True)
    signed_off_on = models.DateField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    panel_reply = models.CharField(max_length=20, choices=PanelReply, blank=True, editable=False)
    panel_replied_on = models.DateField(null=True, editable=False)
    panel_on_quality = models.TextField("on the quality of the review", max_length=4000, blank=True, editable=False)
    panel_on_decision = models.TextField("on the decision", max_length=4000, blank=True, editable=False)
    panel_on_timeliness = models.TextField("on timeliness", max_length=4000, blank=True, editable=False)
    panel_reply_note = models.TextField("what we do", max_length=4000, blank=True, editable=False)
    group_told_on = models.DateField("reply taken to the Practice Improvement Group", null=True, blank=True)
    reconsideration = models.CharField(max_length=10, choices=Reconsideration, blank=True, editable=False)
    reconsidered_on = models.DateField(null=True, editable=False)
    reconsideration_reason = models.TextField(max_length=4000, blank=True, editable=False)
    withdrawal_acknowledged_on = models.DateField(null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="rapid_review_state_known"),
            # A review may end from anywhere before it is sent: what stood until then stays.
            models.CheckConstraint(
                condition=Q(state=ReviewState.ENDED)
                | Q(state__in=BEFORE_THE_MEETING, meeting_on=None)
                | ~Q(state__in=BEFORE_THE_MEETING) & Q(meeting_on__isnull=False),
                name="rapid_review_meeting_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.ENDED)
                | Q(state__in=SIGNED_OFF_OR_LATER, signed_off_on__isnull=False, decision__in=Decision.values)
                | ~Q(state__in=SIGNED_OFF_OR_LATER) & Q(signed_off_on=None),
                name="rapid_review_sign_off_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SENT_OR_LATER, sent_at__isnull=False)
                | ~Q(state__in=SENT_OR_LATER) & Q(sent_at=None),
                name="rapid_review_sent_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=REPLIED_OR_LATER, panel_reply__in=PanelReply.values)
                | ~Q(state__in=REPLIED_OR_LATER) & Q(panel_reply=""),
                name="rapid_review_reply_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(reconsideration="", reconsidered_on=None)
                | Q(reconsideration__in=Reconsideration.values, reconsidered_on__isnull=False),
                name="rapid_review_reconsideration_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.ENDED, withdrawal_acknowledged_on__isnull=False)
                | ~Q(state=ReviewState.ENDED) & Q(withdrawal_acknowledged_on=None),
                name="rapid_review_ended_with_acknowledgement",
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
        return self.state in (*BEFORE_THE_MEETING, ReviewState.MEETING_HELD)

    @property
    def decision_is_open(self) -> bool:
        """Whether the decision and its criteria may be changed: with the text, and again when it is reconsidered."""
        return self.text_is_open or self.state == ReviewState.RECONSIDERED

    def new_reference(self) -> str:
        return case_reference("RR")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.RAPID_REVIEW,
            "title": self.title,
            "happened_on": timezone.localdate(self.notified_at),
            "lead": self.incident.lead,
            "stage": STAGES.get(self.state, Stage.UNDER_WAY),
            "handling": Handling.CASEWORK,
            "is_final": self.state in SIGNED_OFF_OR_LATER,
            "case": self.incident.case,
            "priority": self.priority,
            "url_name": "reviews:rapid-review",
        }


class PartnerSignOff(models.Model):
    """One safeguarding partner's signature under the review and its decision, as they read at that moment.

    `text_hash` is the SHA-256 of what was signed: when the text changes the signature no longer counts.
    """

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="sign_offs")
    partner = models.CharField(max_length=10, choices=Partner)
    signed_by_name = models.CharField("who signed", max_length=120)
    signed_on = models.DateField("when they signed")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text_hash = models.CharField(max_length=64, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "partner"], name="one_sign_off_a_partner")]

    def __str__(self) -> str:
        return f"{self.get_partner_display()}: {self.signed_by_name}"
