"""A serious incident: considered against the statutory test, agreed by the three partners, notified or not."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.models import Agency, Case, Person
from escp.partnership.references import case_reference
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource
from reviews.choices import (
    AFTER_NOTIFICATION,
    CLOSED_WITHOUT_REVIEW,
    DECIDED,
    OPEN_INCIDENTS,
    Answer,
    AwarenessBasis,
    Criterion,
    IncidentState,
    Nature,
    Partner,
    Precision,
    View,
)
from reviews.coded import Duty, PlaceType


class SeriousIncident(LearningSource):
    """An event that the local authority considers against section 16C(1) of the Children Act 2004.

    When it happened and when the local authority became aware of it are kept apart: the clock runs from awareness.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents", editable=False)
    lead = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="incidents_led", verbose_name="local authority that notifies"
    )
    duty = models.CharField(
        "under which duty it is notified", max_length=12, choices=Duty, default=Duty.SERIOUS_INCIDENT
    )
    nature = models.CharField("what happened", max_length=15, choices=Nature)
    occurred_on = models.DateField("when it happened", null=True, blank=True)
    occurred_precision = models.CharField(
        "how sure is that date", max_length=10, choices=Precision, default=Precision.EXACT
    )
    occurred_time = models.TimeField("at what time", null=True, blank=True)
    aware_at = models.DateTimeField("when the local authority became aware")
    awareness_basis = models.CharField(
        "what made it aware", max_length=12, choices=AwarenessBasis, default=AwarenessBasis.INCIDENT
    )
    awareness_note = models.CharField("why awareness came later", max_length=300, blank=True)
    summary = models.TextField("what is known so far", max_length=2000)
    immediate_safety = models.TextField("what was done at once to keep children safe", max_length=2000, blank=True)
    # What the national form asks besides. Empty means that nobody has answered yet; "not known" is an answer.
    harm_types = models.JSONField("suspected harm", default=list, blank=True)
    alleged_sources = models.JSONField("alleged source of harm", default=list, blank=True)
    place_type = models.CharField("kind of place", max_length=12, choices=PlaceType, blank=True)
    area_of_incident = models.CharField("local authority where it happened", max_length=120, blank=True)
    area_of_residence = models.CharField("local authority where the child lives", max_length=120, blank=True)
    placing_area = models.CharField("local authority that placed the child", max_length=120, blank=True)
    other_area = models.CharField("is another area concerned", max_length=10, choices=Answer, blank=True)
    known_to = models.JSONField("agencies that knew the child", default=list, blank=True)
    police_investigation = models.CharField("police investigation", max_length=10, choices=Answer, blank=True)
    coroner = models.CharField("coroner or child death review", max_length=10, choices=Answer, blank=True)
    media_interest = models.CharField("media interest", max_length=10, choices=Answer, blank=True)

    state = models.CharField(
        max_length=15, choices=IncidentState, default=IncidentState.REFERRED, editable=False, db_index=True
    )
    rationale = models.TextField("reason for the decision", max_length=4000, blank=True, editable=False)
    decided_on = models.DateField(null=True, editable=False)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    panel_reference = models.CharField(max_length=60, blank=True, editable=False)
    notified_at = models.DateTimeField(null=True, editable=False)
    partners_told_on = models.DateField("when the other safeguarding partners were told", null=True, blank=True)
    other_areas_told = models.CharField("partners of which other areas were told", max_length=300, blank=True)
    other_areas_told_on = models.DateField("when the other areas' partners were told", null=True, blank=True)
    copied_to_unit_on = models.DateField("when the business unit got its copy", null=True, blank=True)
    last_word = models.TextField("the local authority's last word", max_length=2000, blank=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="duplicates", editable=False
    )
    withdrawal_acknowledged_on = models.DateField(null=True, editable=False)
    withdrawal_words = models.TextField("the Panel's acknowledgement", max_length=2000, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-aware_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IncidentState.values), name="incident_state_known"),
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="incident_nature_known"),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_on__isnull=False, decided_by__isnull=False) & ~Q(rationale="")
                | ~Q(state__in=DECIDED) & Q(decided_on=None, decided_by=None),
                name="incident_decision_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AFTER_NOTIFICATION, notified_at__isnull=False) & ~Q(panel_reference="")
                | ~Q(state__in=AFTER_NOTIFICATION) & Q(notified_at=None, panel_reference=""),
                name="incident_notification_matches_state",
            ),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="incident_duty_known"),
            # Records from before acknowledgements were kept apart hold theirs in the note of the step.
            models.CheckConstraint(
                condition=Q(withdrawal_acknowledged_on=None) | Q(state=IncidentState.WITHDRAWN),
                name="incident_acknowledgement_only_when_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | Q(state=IncidentState.DUPLICATE) & ~Q(duplicate_of=F("pk")),
                name="incident_duplicate_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:incident", args=[self.reference])

    @property
    def title(self) -> str:
        return f"{self.case.pseudonym}: serious incident"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_INCIDENTS

    def new_reference(self) -> str:
        return case_reference("SI")

    def activity_facts(self) -> dict:
        stages = dict.fromkeys(CLOSED_WITHOUT_REVIEW, Stage.NOT_TAKEN_FORWARD)
        stages |= dict.fromkeys((IncidentState.REVIEW_OPENED, IncidentState.NOTIFIED_ONLY), Stage.CONCLUDED)
        return {
            "kind": Kind.SERIOUS_INCIDENT,
            "title": self.title,
            "happened_on": timezone.localdate(self.aware_at),
            "lead": self.lead,
            "stage": stages.get(self.state, Stage.UNDER_WAY),
            "handling": Handling.CASEWORK,
            "case": self.case,
            "url_name": "reviews:incident",
        }


class CriterionAnswer(models.Model):
    """The answer to one question of the statutory test, and the reason for it."""

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="criteria")
    criterion = models.CharField(max_length=20, choices=Criterion)
    answer = models.CharField(max_length=10, choices=Answer)
    reason = models.TextField(max_length=2000)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "criterion"], name="criterion_answered_once"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="criterion_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()} {self.get_answer_display()}"


class PartnerView(models.Model):
    """What one safeguarding partner thinks about notifying, who said so and when."""

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="views")
    partner = models.CharField(max_length=10, choices=Partner)
    view = models.CharField(max_length=15, choices=View)
    given_by_name = models.CharField("who gave the view", max_length=120)
    given_on = models.DateField("when they gave it")
    reason = models.TextField("their reason", max_length=2000)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["incident", "partner"], name="one_view_a_partner")]

    def __str__(self) -> str:
        return f"{self.get_partner_display()}: {self.get_view_display()}"
