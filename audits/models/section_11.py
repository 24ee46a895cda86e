"""A round of self-assessments: Section 11 by agencies, sections 157 and 175 by schools. Grades have three voices."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audits.choices import AssessmentKind, CycleState, Phase, Placed, SchoolSort, cycle_from
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference
from escp.returns.models import Request, Version
from learning.choices import Handling, Kind, Stage
from learning.models import Finding, LearningSource

PREFIXES = {AssessmentKind.SECTION_11: "S11", AssessmentKind.SCHOOLS: "SCH"}
URN = RegexValidator(r"^[0-9]{6}\Z", "A unique reference number has six digits.")


class AssessmentCycle(LearningSource):
    """A round in which chosen agencies assess themselves by one version of a framework, which never changes.

    `previous` is the round with which it is compared. A date that belongs to a move is set by it.
    """

    kind = models.CharField("who assesses itself", max_length=12, choices=AssessmentKind)
    title = models.CharField(max_length=120)
    asks = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", verbose_name="framework")
    due_on = models.DateField("returns due")
    message = models.TextField("what to say to those who are asked", max_length=4000, blank=True)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="next", editable=False)
    opened_on = models.DateField(default=timezone.localdate, editable=False)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    request = models.OneToOneField(
        Request, null=True, on_delete=models.PROTECT, related_name="assessment_cycle", editable=False
    )

    state = models.CharField(max_length=20, choices=CycleState, default=CycleState.DRAFT, editable=False, db_index=True)
    issued_on = models.DateField(null=True, editable=False)
    returned_on = models.DateField("returns in", null=True, editable=False)
    moderated_on = models.DateField(null=True, editable=False)
    final_on = models.DateField("grades agreed", null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    closing_note = models.TextField(max_length=4000, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        verbose_name = "round of self-assessments"
        verbose_name_plural = "rounds of self-assessments"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="assessment_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CycleState.values), name="assessment_state_known"),
            models.CheckConstraint(
                condition=Q(state=CycleState.DRAFT, request=None, issued_on=None)
                | Q(state__in=cycle_from(CycleState.ISSUED), request__isnull=False, issued_on__isnull=False),
                name="assessment_issued_with_a_request",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=cycle_from(CycleState.FINAL)) | Q(final_on__isnull=False),
                name="assessment_grades_agreed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=CycleState.CLOSED) | Q(closed_on__isnull=False) & ~Q(closing_note=""),
                name="assessment_closed_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("audits:cycle", args=[self.reference])

    def reached(self, state: CycleState) -> bool:
        """Say whether it stands in a state or beyond."""
        return self.state in cycle_from(state)

    def new_reference(self) -> str:
        return next_reference(PREFIXES[AssessmentKind(self.kind)], digits=2)

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.SECTION_11 if self.kind == AssessmentKind.SECTION_11 else Kind.SCHOOLS,
            "title": self.title,
            "happened_on": self.final_on or self.issued_on or self.opened_on,
            "lead": self.lead,
            "stage": Stage.CONCLUDED if self.state == CycleState.CLOSED else Stage.UNDER_WAY,
            "handling": Handling.INTERNAL,
            "is_final": self.reached(CycleState.FINAL),
            "case": None,
            "priority": None,
            "url_name": "audits:cycle",
        }


class AssessedAgency(Versioned):
    """An agency or school that assesses itself in a round, its challenge panel, and what its letter says beside."""

    cycle = models.ForeignKey(AssessmentCycle, on_delete=models.CASCADE, related_name="bodies", editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assessments", editable=False)
    panel_on = models.DateField("day of the challenge panel", null=True, blank=True)
    scrutineer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    panel_others = models.CharField("who else sat in the panel", max_length=300, blank=True)
    panel_notes = models.TextField("what the panel heard and asked", max_length=4000, blank=True)
    letter_words = models.TextField("what the letter says beside the grades", max_length=4000, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["agency__name"]
        verbose_name = "agency that assesses itself"
        verbose_name_plural = "agencies that assess themselves"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "agency"], name="assessed_agency_once_a_round"),
            models.CheckConstraint(
                condition=Q(panel_on=None) | Q(scrutineer__isnull=False), name="assessment_panel_with_the_scrutineer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def reference(self) -> str:
        return self.cycle.reference

    def get_absolute_url(self) -> str:
        return reverse("audits:body", args=[self.cycle.reference, self.pk])


class CriterionGrade(Versioned):
    """How far one criterion is in place in one agency: as it says itself, as moderated, as agreed at last."""

    body = models.ForeignKey(AssessedAgency, on_delete=models.CASCADE, related_name="grades", editable=False)
    criterion = models.CharField(max_length=40, editable=False)
    own = models.CharField("own grade", max_length=16, choices=Placed, editable=False)
    moderated = models.CharField("moderated grade", max_length=16, choices=Placed, blank=True)
    moderated_because = models.CharField(max_length=1000, blank=True)
    moderator = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    agreed = models.CharField("agreed grade", max_length=16, choices=Placed, blank=True)
    agreed_because = models.CharField(max_length=1000, blank=True)
    finding = models.OneToOneField(
        Finding, null=True, on_delete=models.PROTECT, related_name="assessed_gap", editable=False
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "criterion"], name="criterion_graded_once"),
            models.CheckConstraint(condition=Q(own__in=Placed.values), name="criterion_own_grade_known"),
            models.CheckConstraint(condition=Q(moderated__in=["", *Placed.values]), name="criterion_moderated_known"),
            models.CheckConstraint(condition=Q(agreed__in=["", *Placed.values]), name="criterion_agreed_known"),
            models.CheckConstraint(
                condition=Q(moderated="") | Q(moderated=F("own")) | ~Q(moderated_because=""),
                name="criterion_moderated_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(agreed="") | Q(agreed=F("moderated")) | ~Q(agreed_because=""),
                name="criterion_agreed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.criterion}"

    @property
    def best(self) -> str:
        """The grade that counts now: agreed, else moderated, else the agency’s own."""
        return self.agreed or self.moderated or self.own


class StaffAnswers(Versioned):
    """How many staff of an agency say that a standard is in place, of how many who answered. Never who."""

    body = models.ForeignKey(AssessedAgency, on_delete=models.CASCADE, related_name="staff", editable=False)
    standard = models.CharField(max_length=40, editable=False)
    agree = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "staff answers"
        constraints = [
            models.UniqueConstraint(fields=["body", "standard"], name="staff_answers_once_a_standard"),
            models.CheckConstraint(condition=Q(agree__lte=F("answered")), name="staff_answers_within_those_who_did"),
            models.CheckConstraint(condition=Q(answered__gt=0), name="staff_answers_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.standard}"


class Establishment(Versioned):
    """A school or college that assesses itself each year; the agency that stands for it is asked."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="establishment", editable=False)
    urn = models.CharField("unique reference number", max_length=6, unique=True, validators=[URN])
    sort = models.CharField("what kind it is", max_length=12, choices=SchoolSort)
    phase = models.CharField(max_length=12, choices=Phase)
    lead_name = models.CharField("designated safeguarding lead", max_length=120)
    lead_email = models.EmailField("their e-mail address")

    history = HistoricalRecords()

    class Meta:
        ordering = ["agency__name"]
        constraints = [
            models.CheckConstraint(condition=Q(sort__in=SchoolSort.values), name="establishment_sort_known"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="establishment_phase_known"),
        ]

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def duty(self) -> str:
        """Return the section of the Education Act 2002 by which it is bound."""
        return "157" if self.sort in (SchoolSort.ACADEMY, SchoolSort.INDEPENDENT) else "175"
