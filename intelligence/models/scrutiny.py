"""Independent scrutiny: what the scrutineer plans, what was reported, challenges, and how answers were judged."""

from hashlib import sha256

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.models import Action, Recommendation
from escp.access.models import AppendOnly
from escp.documents.models import DocumentVersion
from escp.lifecycle.models import just_one_of
from escp.partnership.models import Agency, Person
from escp.partnership.models.plan import year_name
from escp.partnership.references import next_reference
from escp.returns.models import Return
from intelligence.choices import ScrutinyState
from intelligence.models.indicators import Indicator
from learning.choices import Handling, Kind, Stage
from learning.models import Activity, Finding, LearningPoint, LearningSource, Theme

REFERRED_FROM = ("finding", "learning_point", "theme", "activity", "recommendation", "action", "indicator")
YEARS = [MinValueValidator(2015), MaxValueValidator(2100)]
STAGES = {ScrutinyState.CLOSED: Stage.CONCLUDED, ScrutinyState.NOT_TAKEN_UP: Stage.NOT_TAKEN_FORWARD}
UNPLANNED = (ScrutinyState.REFERRED, ScrutinyState.NOT_TAKEN_UP)
BEFORE_REPORT = (*UNPLANNED, ScrutinyState.PLANNED, ScrutinyState.IN_PROGRESS)
WITH_RESPONSE = (ScrutinyState.RESPONSE_AGREED, ScrutinyState.ACTIONS_LIVE, ScrutinyState.CLOSED)


class Scrutiny(LearningSource):
    """One piece of independent scrutiny in the plan of a year: its topic, what it asks, and what came of it.

    One that was referred stands in no plan before the scrutineer takes it up: only the scrutineer decides that.
    Working Together to Safeguard Children 2023, chapter 2: partnerships are scrutinised by somebody independent.
    """

    title = models.CharField("topic", max_length=160)
    year = models.PositiveSmallIntegerField("year of the plan", validators=YEARS, db_index=True)
    asks = models.TextField("what it asks", max_length=4000)
    method = models.TextField("how it is done", max_length=4000, blank=True)
    scrutineer = models.CharField("who scrutinises", max_length=120)
    report_due_on = models.DateField("when the report is due", null=True)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    planned_on = models.DateField(default=timezone.localdate, editable=False)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    state = models.CharField(
        max_length=16, choices=ScrutinyState, default=ScrutinyState.PLANNED, editable=False, db_index=True
    )
    referred_on = models.DateField(null=True, editable=False)
    answered_on = models.DateField("when the scrutineer said what becomes of it", null=True, editable=False)
    not_taken_up_because = models.TextField(max_length=4000, blank=True, editable=False)
    reported_on = models.DateField(null=True, editable=False)
    response = models.TextField("what the partnership answers", max_length=10_000, blank=True, editable=False)
    response_agreed_on = models.DateField(null=True, editable=False)
    minute = models.CharField("minute of the response", max_length=120, blank=True, editable=False)
    what_changed = models.TextField(max_length=4000, blank=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "report_due_on", "pk"]
        verbose_name_plural = "scrutinies"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ScrutinyState.values), name="scrutiny_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_REPORT, reported_on=None)
                | ~Q(state__in=BEFORE_REPORT) & Q(reported_on__isnull=False),
                name="scrutiny_reported_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNPLANNED, report_due_on=None)
                | ~Q(state__in=UNPLANNED) & Q(report_due_on__isnull=False),
                name="scrutiny_planned_with_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ScrutinyState.NOT_TAKEN_UP, answered_on__isnull=False) & ~Q(not_taken_up_because="")
                | ~Q(state=ScrutinyState.NOT_TAKEN_UP) & Q(not_taken_up_because=""),
                name="scrutiny_not_taken_up_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITH_RESPONSE, response_agreed_on__isnull=False) & ~Q(response="")
                | ~Q(state__in=WITH_RESPONSE) & Q(response_agreed_on=None, response="", minute=""),
                name="scrutiny_response_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=ScrutinyState.CLOSED, closed_on__isnull=False) & ~Q(what_changed="")
                | ~Q(state=ScrutinyState.CLOSED) & Q(closed_on=None),
                name="scrutiny_closed_with_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("intelligence:scrutiny", args=[self.reference])

    @property
    def year_in_words(self) -> str:
        return year_name(self.year)

    def new_reference(self) -> str:
        return next_reference("SCR")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.INDEPENDENT_SCRUTINY,
            "title": self.title,
            "happened_on": self.reported_on or self.planned_on,
            "lead": self.lead,
            "stage": STAGES.get(ScrutinyState(self.state), Stage.UNDER_WAY),
            "handling": Handling.INTERNAL,
            "is_final": True,
            "case": None,
            "priority": None,
            "url_name": "intelligence:scrutiny",
        }


class Referral(AppendOnly):
    """A question that somebody put to the scrutineer from a record: it stands as it was put."""

    scrutiny = models.OneToOneField(Scrutiny, on_delete=models.PROTECT, related_name="referral")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="+")
    learning_point = models.ForeignKey(LearningPoint, null=True, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(Recommendation, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, null=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.TextField("the question", max_length=4000)
    referred_at = models.DateTimeField(default=timezone.now, editable=False)
    referred_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=just_one_of(REFERRED_FROM), name="referral_is_from_one_record")]

    def __str__(self) -> str:
        return f"{self.scrutiny.reference}, referred by {self.referred_by}"

    @property
    def record(self):
        """The record from which it was put."""
        return next(found for name in REFERRED_FROM if (found := getattr(self, name)) is not None)


class ScrutinyReport(AppendOnly):
    """A report as the scrutineer gave it. It is never changed: one that corrects it stands beside it."""

    scrutiny = models.ForeignKey(Scrutiny, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(max_length=160)
    dated_on = models.DateField("the date on it")
    summary = models.TextField("the scrutineer’s own summary", max_length=10_000)
    file = models.ForeignKey(DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField("SHA-256 of its words and its file", max_length=64, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["scrutiny", "number"]
        constraints = [models.UniqueConstraint(fields=["scrutiny", "number"], name="scrutiny_report_number_once")]

    def __str__(self) -> str:
        return f"{self.scrutiny.reference}, report {self.number}"

    def digest_now(self) -> str:
        """Return the SHA-256 of the title, date, summary and file."""
        file = self.file.sha256 if self.file else ""
        return sha256("\n".join([self.title, self.dated_on.isoformat(), self.summary, file]).encode()).hexdigest()


class Challenge(AppendOnly):
    """A challenge that the scrutineer raises to named partners, word for word. Each partner answers by a return."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    scrutiny = models.ForeignKey(Scrutiny, on_delete=models.PROTECT, related_name="challenges")
    words = models.TextField("the challenge", max_length=3000)
    because = models.TextField("what it rests on", max_length=3000)
    raised_on = models.DateField(default=timezone.localdate, editable=False)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.reference} on {self.scrutiny.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("CHL")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{self.scrutiny.get_absolute_url()}#{self.reference}"


class Judgement(AppendOnly):
    """Whether the scrutineer accepts what a partner answered, and why. The latest counts; earlier ones stay."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="judgements")
    asked = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField()
    why = models.TextField(max_length=3000)
    judged_at = models.DateTimeField(default=timezone.now, editable=False)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.challenge.reference}, {self.asked.agency}: {'accepted' if self.accepted else 'not accepted'}"
