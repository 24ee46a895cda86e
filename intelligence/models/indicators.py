"""What is measured, how it is defined from when on, each figure, and the file and row that it came from."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.models import Action
from escp.imports.models import Import
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person, Priority
from escp.returns.models import Return
from intelligence.choices import DataKind, Direction, Frequency, Level, Mark, Question, ReadingState, Unit


class Indicator(Versioned):
    """One measure on the scorecard. It answers one of the three questions of Outcomes-Based Accountability."""

    code = models.CharField(max_length=12, unique=True, editable=False)
    name = models.CharField("what it is called", max_length=120)
    question = models.CharField("which question it answers", max_length=12, choices=Question)
    data_kind = models.CharField("what it is made of", max_length=14, choices=DataKind, default=DataKind.QUANTITATIVE)
    unit = models.CharField("in what it is measured", max_length=8, choices=Unit)
    direction = models.CharField("which way is better", max_length=8, choices=Direction)
    frequency = models.CharField("how often", max_length=10, choices=Frequency, default=Frequency.QUARTERLY)
    owner = models.CharField("who gives the figures", max_length=80)
    owner_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_system = models.CharField("where the figures come from", max_length=120, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    breakdowns = models.CharField("by what it is broken down", max_length=200, blank=True)
    priorities = models.ManyToManyField(Priority, blank=True, related_name="indicators")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(question__in=Question.values), name="indicator_question_known"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="indicator_unit_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="indicator_direction_known"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="indicator_frequency_known"),
            models.CheckConstraint(condition=Q(data_kind__in=DataKind.values), name="indicator_data_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("intelligence:indicator", args=[self.code])


class Definition(models.Model):
    """What an indicator counts from a day on. It is never changed: a new one takes its place, with a reason."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    number = models.PositiveSmallIntegerField(editable=False)
    numerator = models.CharField("what is counted", max_length=300)
    denominator = models.CharField("out of what", max_length=300, blank=True)
    caveats = models.TextField("what to know before reading it", max_length=2000, blank=True)
    is_rare = models.BooleanField("its events are rare: they are read by the days between them", default=False)
    starts_on = models.DateField("from which day")
    reason = models.CharField("why it is defined so", max_length=300)
    defined_at = models.DateTimeField(default=timezone.now, editable=False)
    defined_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["indicator", "-number"]
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="definition_number_once")]

    def __str__(self) -> str:
        return f"{self.indicator.code}, definition {self.number}"


class DataImport(models.Model):
    """Where figures came from: a file with its SHA-256, from sending to being taken back.

    A published file keeps the name that its publisher gave it. One of our own does not: people name files after people.
    """

    imported = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="data", editable=False)
    file_name = models.CharField(max_length=150, blank=True, editable=False)
    title = models.CharField("what it is", max_length=150)
    sheet_name = models.CharField("which sheet, of several", max_length=80, blank=True, editable=False)
    shape = models.CharField("SHA-256 of its headings", max_length=64, editable=False)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="which agency gave it"
    )
    # What was passed over in the file, and anything else to know of it: in words, and of nobody.
    notes = models.JSONField(default=list, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    undone_because = models.CharField("why it is taken back", max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="data_undone_by_and_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.imported.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("intelligence:import", args=[self.imported.reference])


class FileReading(models.Model):
    """How far the worker is with a long file: it is looked at as a whole, then brought in. The row is the truth."""

    imported = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="reading")
    state = models.CharField(max_length=8, choices=ReadingState, default=ReadingState.LOOKING)
    rows_done = models.PositiveIntegerField(default=0)
    # What it holds and would do, as `intelligence.indicators.plans.Plan` says it.
    found = models.JSONField(default=dict)
    reason = models.CharField("why it stopped", max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lease_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReadingState.values), name="reading_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.imported.reference}: {self.get_state_display()}"

    @property
    def is_with_the_worker(self) -> bool:
        return self.state in (ReadingState.LOOKING, ReadingState.KEEPING)


class Figure(models.Model):
    """One number, or the mark in its place, of an area in a period. `text` is what the source printed, to the digit.

    Only one stands for an indicator, an area and a period. One that a later file revised stands no more; it stands
    again when that file is taken back.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="figures")
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=Level)
    period = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    mark = models.CharField(max_length=6, choices=Mark, blank=True)
    text = models.CharField(max_length=30, blank=True)
    # What was counted, and out of how many: known of the partnership's own figures, which may be small.
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    is_published = models.BooleanField(default=True)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="which agency gave it"
    )
    given_from = models.CharField("from which return or report", max_length=120, blank=True)
    came_with = models.ForeignKey(Return, null=True, on_delete=models.PROTECT, related_name="figures", editable=False)
    note = models.CharField("note", max_length=300, blank=True)
    # Why it takes the place of the one before: always said of a figure that a person typed.
    reason = models.CharField("why it is corrected", max_length=300, blank=True)
    data = models.ForeignKey(DataImport, null=True, on_delete=models.PROTECT, related_name="figures")
    row = models.PositiveIntegerField(null=True)
    heading = models.CharField(max_length=80, blank=True)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    stands = models.BooleanField(default=True)
    revised_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="revises")

    class Meta:
        ordering = ["indicator", "area_code", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area_code", "starts_on", "ends_on"],
                condition=Q(stands=True),
                name="figure_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, mark="") | Q(value=None, mark__in=Mark.values),
                name="figure_value_or_mark",
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="figure_level_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="figure_period_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}, {self.area_name}, {self.period}"


class SavedColumns(models.Model):
    """How the columns of a table of our own are read, under a name: used again for the next file like it."""

    name = models.CharField(max_length=80, unique=True)
    sheet_name = models.CharField("on which sheet, where a workbook has several", max_length=80, blank=True)
    # Without those that say who somebody is.
    headings = models.JSONField(default=list)
    # What is read: {"heading", "column"}.
    columns = models.JSONField(default=list)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """The story behind the figures of an indicator, and the action that follows. It is never changed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="comments")
    story = models.TextField("what is behind the figures", max_length=4000)
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="what follows"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.indicator.code}, {self.written_at:%d/%m/%Y}"
