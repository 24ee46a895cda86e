"""Single-agency audits: the register, the year in which agencies share them in March, and next steps carried on."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audits.choices import CarriedOutBy, YearState, year_from
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.models.plan import year_name
from escp.partnership.references import next_reference
from escp.returns.models import Request, Return
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource


def _text(words: str, **kwargs) -> models.TextField:
    return models.TextField(words, max_length=4000, blank=True, **kwargs)


class SingleAgencyYear(Versioned):
    """A year, from April, whose single-agency audits agencies send in February and share in March.

    Its days stand in the year plan. A date here belongs to a move and is set by it.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(
        "year, from April", unique=True, validators=[MinValueValidator(2015), MaxValueValidator(2100)]
    )
    spotlight = models.TextField("spotlight topics", max_length=600, blank=True)
    message = models.TextField("what to say to those who are asked", max_length=3000, blank=True)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="single_agency_years")
    opened_on = models.DateField(default=timezone.localdate, editable=False)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    request = models.OneToOneField(
        Request, null=True, on_delete=models.PROTECT, related_name="single_agency_year", editable=False
    )

    state = models.CharField(max_length=10, choices=YearState, default=YearState.PLANNED, editable=False, db_index=True)
    asked_on = models.DateField("agencies asked", null=True, editable=False)
    papers_on = models.DateField("papers sent out", null=True, editable=False)
    met_on = models.DateField("meeting held", null=True, editable=False)
    discussion = _text("what was discussed")
    closed_on = models.DateField("themes agreed", null=True, editable=False)
    themes = _text("themes that were agreed", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-year"]
        verbose_name = "year of single-agency audits"
        verbose_name_plural = "years of single-agency audits"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=YearState.values), name="single_agency_year_state_known"),
            models.CheckConstraint(
                condition=Q(state=YearState.PLANNED, request=None, asked_on=None)
                | Q(state__in=year_from(YearState.ASKED), request__isnull=False, asked_on__isnull=False),
                name="single_agency_year_asked_with_a_request",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=year_from(YearState.MET)) | Q(met_on__isnull=False, papers_on__isnull=False),
                name="single_agency_year_met_on_a_day_with_papers",
            ),
            models.CheckConstraint(
                condition=~Q(state=YearState.CLOSED) | Q(closed_on__isnull=False) & ~Q(themes=""),
                name="single_agency_year_closed_with_its_themes",
            ),
        ]

    def __str__(self) -> str:
        return f"Single-agency audits {year_name(self.year)}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or f"SAY-{self.year}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("audits:single-agency-year", args=[self.reference])

    def reached(self, state: YearState) -> bool:
        """Say whether it stands in a state or beyond."""
        return self.state in year_from(state)

    @property
    def topics(self) -> list[str]:
        """The spotlight topics, one a line."""
        return [line.strip() for line in self.spotlight.splitlines() if line.strip()]


class SingleAgencyAudit(LearningSource):
    """An audit that one agency did of its own practice: how, what it showed, what changed, what comes next.

    `year` is that in whose March meeting it is shared. One that came with a return says so, and as which row of it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="single_agency_audits")
    title = models.CharField(max_length=160)
    finished_on = models.DateField("finished", default=timezone.localdate)
    period = models.CharField("period looked at", max_length=80, blank=True)
    sample = models.PositiveIntegerField("size of the sample", null=True, blank=True)
    drawn = models.CharField("how the sample was drawn", max_length=300, blank=True)
    method = models.CharField(max_length=300, blank=True)
    by_whom = models.CharField("carried out by", max_length=10, choices=CarriedOutBy, blank=True)
    grades = models.CharField("spread of grades", max_length=300, blank=True)
    topics = models.CharField("what it is about", max_length=200, blank=True)
    good = _text("what was good")
    learning = _text("what has to develop")
    impact = _text("what changed, and what shows it")
    next_steps = _text("next steps")
    year = models.ForeignKey(
        SingleAgencyYear, null=True, blank=True, on_delete=models.PROTECT, related_name="audits", editable=False
    )
    came_with = models.ForeignKey(
        Return, null=True, on_delete=models.PROTECT, related_name="single_agency_audits", editable=False
    )
    place = models.PositiveSmallIntegerField("row of the return", null=True, editable=False)
    recorded_on = models.DateField(default=timezone.localdate, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-finished_on", "-pk"]
        verbose_name = "single-agency audit"
        constraints = [
            models.CheckConstraint(
                condition=Q(by_whom__in=["", *CarriedOutBy.values]), name="single_agency_audit_by_whom_known"
            ),
            models.UniqueConstraint(fields=["came_with", "place"], name="single_agency_audit_once_a_row"),
            models.CheckConstraint(
                condition=Q(came_with=None, place=None) | Q(came_with__isnull=False, place__isnull=False),
                name="single_agency_audit_row_of_its_return",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("audits:single-agency-audit", args=[self.reference])

    def new_reference(self) -> str:
        return next_reference("SAA", digits=2)

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.SINGLE_AGENCY_AUDIT,
            "title": self.title,
            "happened_on": self.finished_on,
            "lead": self.agency,
            "stage": Stage.CONCLUDED,
            "handling": Handling.INTERNAL,
            "is_final": True,
            "case": None,
            "priority": None,
            "url_name": "audits:single-agency-audit",
        }


class CarriedStep(Versioned):
    """Next steps of an audit that a year hands on: asked about in the year after, until it is said what became."""

    audit = models.OneToOneField(SingleAgencyAudit, on_delete=models.PROTECT, related_name="carried", editable=False)
    year = models.ForeignKey(SingleAgencyYear, on_delete=models.PROTECT, related_name="carried_steps", editable=False)
    words = models.TextField(max_length=4000, editable=False)
    became = _text("what became of it")
    settled_on = models.DateField(null=True, editable=False)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["audit__agency__name", "pk"]
        verbose_name = "step carried forward"
        verbose_name_plural = "steps carried forward"
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by=None, became="")
                | Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(became=""),
                name="carried_step_settled_with_what_became",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit.reference}: next steps"

    @property
    def reference(self) -> str:
        return self.year.reference

    def get_absolute_url(self) -> str:
        return self.year.get_absolute_url()
