"""A fixed point of one year's plan. What recurs, and by which rule, stands in `home/year_plan/catalogue`."""

from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name
from escp.partnership.references import next_reference
from home.choices import STILL_OWED, PlanState
from home.year_plan.catalogue import CATALOGUE
from home.year_plan.entries import Entry
from home.year_plan.rules import DateRule
from learning.models import Activity


class FixedPoint(Versioned):
    """One thing that the plan of a year from April to March asks for: by when, and what became of it.

    `number` tells apart what recurs within the year. `due_on` follows the rule until somebody moves it with a reason.
    A forecast hangs on something that has not happened yet, and is owed only once it has.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(
        "year, from April", validators=[MinValueValidator(2015), MaxValueValidator(2100)], editable=False
    )
    key = models.CharField(max_length=40, editable=False)
    number = models.PositiveSmallIntegerField(default=1, editable=False)

    due_on = models.DateField("date")
    moved_because = models.TextField("why the date was moved", max_length=500, blank=True)
    is_forecast = models.BooleanField("waits for something before it", default=False, editable=False)
    latest_on = models.DateField("latest day by law", null=True, editable=False)

    state = models.CharField(max_length=15, choices=PlanState, default=PlanState.PLANNED, editable=False)
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="fixed_points", verbose_name="record"
    )
    note = models.TextField(max_length=1000, blank=True)
    done_on = models.DateField("day on which it was done", null=True, editable=False)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    not_because = models.TextField("why not this year", max_length=500, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["year", "due_on"], name="fixed_point_of_year")]
        constraints = [
            models.UniqueConstraint(fields=["year", "key", "number"], name="fixed_point_once_a_year"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="fixed_point_state_known"),
            models.CheckConstraint(
                condition=Q(state=PlanState.DONE, done_on__isnull=False, done_by__isnull=False)
                | (~Q(state=PlanState.DONE) & Q(done_on=None, done_by=None)),
                name="fixed_point_done_by_someone_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state=PlanState.NOT_THIS_YEAR) & ~Q(not_because=""))
                | (~Q(state=PlanState.NOT_THIS_YEAR) & Q(not_because="")),
                name="fixed_point_left_out_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.label}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("YP", self.year)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("home:fixed-point", args=[self.reference])

    @property
    def entry(self) -> Entry:
        return CATALOGUE[self.key]

    @property
    def rule(self) -> DateRule:
        return self.entry.rule(self.number)

    @property
    def label(self) -> str:
        """What it is, told apart where it recurs: "Multi-agency audit 2", "Learning from Practice Update, March"."""
        return self.entry.label_of(self.number, self.due_on)

    @property
    def year_name(self) -> str:
        return year_name(self.year)

    @property
    def starts_on(self) -> date:
        """The day on which the work on it begins."""
        return self.due_on - timedelta(weeks=self.entry.weeks)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in STILL_OWED

    @property
    def is_owed_or_done(self) -> bool:
        """Whether it is a deadline: not what was left out, nor what waits for something before it."""
        return self.state == PlanState.DONE or (self.is_open and not self.is_forecast)

    @property
    def was_moved(self) -> bool:
        return bool(self.moved_because)
