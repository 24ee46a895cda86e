"""The death of a child, from its notification to what was learned from it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from cdop.choices import AFTER_THE_MEETING, AFTER_THE_PANEL, HeldIn, Place, Precision, Route, Scope, State
from escp.partnership.models import Agency, Case, Child, Person
from escp.partnership.references import case_reference
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource
from reviews.choices import Answer
from reviews.coded import Education, Ethnicity, LegalStatus, Plan, Sex
from reviews.models import SeriousIncident


class ChildDeath(LearningSource):
    """A child's death and how far its review has come (Children Act 2004 section 16M).

    When the child died and when that became known here are kept apart: a death may become known late. One that is held
    in eCDOP keeps here its reference, its dates and what is learned, and nothing more than that.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deaths", editable=False)
    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="death", editable=False)
    lead = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="child_deaths_led", verbose_name="agency that leads the review"
    )
    held_in = models.CharField("where it is worked on", max_length=5, choices=HeldIn)
    ecdop_reference = models.CharField("eCDOP reference", max_length=30, blank=True)
    scope = models.CharField("whose death", max_length=12, choices=Scope, default=Scope.CHILD)
    died_at = models.DateTimeField("when the child died")
    died_precision = models.CharField(
        "how exactly that is known", max_length=6, choices=Precision, default=Precision.MINUTE
    )
    known_at = models.DateTimeField("when it became known here")
    known_late_because = models.CharField("why it became known late", max_length=300, blank=True)
    notifier = models.CharField("who notified, by role and agency", max_length=160)
    notified_at = models.DateTimeField("when the panel was notified", null=True, blank=True)
    national_at = models.DateTimeField("when the national database was told", null=True, blank=True)
    # Of one that an extract from eCDOP made.
    brought_in_at = models.DateTimeField("when it was brought in from an extract", null=True, editable=False)

    # What the notification asks about the child and the death. Empty means that nobody has answered yet.
    sex = models.CharField(max_length=12, choices=Sex, blank=True)
    ethnicity = models.CharField(max_length=20, choices=Ethnicity, blank=True)
    area_of_residence = models.CharField("local authority where the child lived", max_length=120, blank=True)
    gestation_weeks = models.PositiveSmallIntegerField(
        "weeks of gestation at birth",
        null=True,
        blank=True,
        validators=[MinValueValidator(20), MaxValueValidator(45)],
    )
    birth_weight = models.PositiveSmallIntegerField(
        "weight at birth in grams", null=True, blank=True, validators=[MinValueValidator(200), MaxValueValidator(7000)]
    )
    legal_status = models.CharField(max_length=15, choices=LegalStatus, blank=True)
    plan = models.CharField(max_length=15, choices=Plan, blank=True)
    education = models.CharField(max_length=12, choices=Education, blank=True)
    expected = models.CharField("was the death expected", max_length=10, choices=Answer, blank=True)
    place = models.CharField("where the child died", max_length=10, choices=Place, blank=True)
    place_of_collapse = models.CharField(
        "where the child collapsed or was found", max_length=10, choices=Place, blank=True
    )
    area_of_death = models.CharField("local authority where the child died", max_length=120, blank=True)
    coroner = models.CharField("is the coroner concerned", max_length=10, choices=Answer, blank=True)
    medical_examiner = models.CharField(
        "has a medical examiner looked at it", max_length=10, choices=Answer, blank=True
    )
    post_mortem = models.CharField("is there a post-mortem examination", max_length=10, choices=Answer, blank=True)
    certificate = models.CharField(
        "is there a medical certificate of the cause", max_length=10, choices=Answer, blank=True
    )
    suspected_cause = models.CharField("what is thought to be the cause", max_length=500, blank=True)
    circumstances = models.TextField("circumstances of the death", max_length=4000, blank=True)
    told = models.JSONField("who has been told", default=list, blank=True)

    # Of one that is held in eCDOP: reporting forms are asked there, and only the days are kept here.
    forms_asked_on = models.DateField("reporting forms asked for in eCDOP", null=True, blank=True)
    forms_complete_on = models.DateField("reporting forms complete in eCDOP", null=True, blank=True)

    state = models.CharField(max_length=12, choices=State, default=State.NOTIFIED, editable=False, db_index=True)
    no_response_because = models.TextField("why there is no joint agency response", max_length=2000, blank=True)
    incident_considered = models.CharField(
        "was a serious incident considered", max_length=10, choices=Answer, blank=True, editable=False
    )
    incident_reason = models.TextField("reason", max_length=2000, blank=True, editable=False)
    considered_on = models.DateField(null=True, editable=False)
    considered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    incident = models.OneToOneField(
        SeriousIncident, null=True, on_delete=models.PROTECT, related_name="child_death", editable=False
    )
    meeting_on = models.DateField("child death review meeting", null=True, editable=False)
    meeting_attendance = models.JSONField("who took part, by role and agency", default=list, blank=True)
    meeting_answers = models.TextField("what was answered to the family’s questions", max_length=4000, blank=True)
    ready_on = models.DateField("report of the meeting, or result of the inquest, received", null=True, blank=True)
    panel_on = models.DateField("reviewed by the panel", null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    route = models.CharField("where the learning goes", max_length=8, choices=Route, blank=True, editable=False)
    route_reason = models.TextField(max_length=2000, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-died_at", "-pk"]
        verbose_name = "child death review"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="child_death_state_known"),
            models.CheckConstraint(condition=Q(held_in__in=HeldIn.values), name="child_death_held_somewhere"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="child_death_scope_known"),
            models.CheckConstraint(condition=Q(known_at__gte=F("died_at")), name="child_death_known_after_it_happened"),
            models.CheckConstraint(
                condition=Q(incident_considered="", considered_on=None, considered_by=None, incident_reason="")
                | ~Q(incident_considered="") & Q(considered_on__isnull=False, considered_by__isnull=False),
                name="child_death_considered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(incident=None) | Q(incident_considered=Answer.YES),
                name="child_death_incident_was_considered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AFTER_THE_MEETING) | Q(meeting_on__isnull=False),
                name="child_death_meeting_matches_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AFTER_THE_PANEL) | Q(panel_on__isnull=False),
                name="child_death_panel_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False) & ~Q(route="")
                | ~Q(state=State.CLOSED) & Q(closed_on=None, route=""),
                name="child_death_closing_matches_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("cdop:death", args=[self.reference])

    @property
    def title(self) -> str:
        return f"{self.child.pseudonym}: child death review"

    @property
    def is_open(self) -> bool:
        return self.state not in (State.CLOSED, State.OUT_OF_SCOPE)

    @property
    def is_held_here(self) -> bool:
        return self.held_in == HeldIn.HERE

    def new_reference(self) -> str:
        return case_reference("CDR")

    def activity_facts(self) -> dict:
        stages = {State.CLOSED: Stage.CONCLUDED, State.OUT_OF_SCOPE: Stage.NOT_TAKEN_FORWARD}
        return {
            "kind": Kind.CHILD_DEATH,
            "title": self.title,
            # The day on which it became known: the day of a death is not for lists.
            "happened_on": timezone.localdate(self.known_at),
            "lead": self.lead,
            "stage": stages.get(self.state, Stage.UNDER_WAY),
            "handling": Handling.CHILD_DEATH,
            "is_final": self.state == State.CLOSED,
            "case": self.case,
            "url_name": "cdop:death",
        }
