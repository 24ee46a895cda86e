"""Other statutory processes beside a case, so that nothing is done twice and nobody is asked twice."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Case, Person
from escp.partnership.references import case_reference
from reviews.choices import Answer
from reviews.models.incident import SeriousIncident
from reviews.models.local_review import LocalReview
from reviews.processes import (
    FUTURE_DEATHS,
    FUTURE_DEATHS_REPLY,
    IS_THERE,
    PROCESSES,
    REPLY_TO_THE_CORONER,
    Process,
    ProcessState,
    ProcessType,
)


class ParallelProcess(Versioned):
    """One type of process on a case, from the moment somebody first answered whether there is one.

    `dates` holds the dates that belong to its type, by their keys, as 2026-03-06.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parallel_processes", editable=False)
    kind = models.CharField(max_length=20, choices=ProcessType, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NOT_KNOWN, editable=False)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(
        max_length=15, choices=ProcessState, default=ProcessState.NOT_CHECKED, editable=False, db_index=True
    )
    called = models.CharField("by which name it goes there", max_length=20, blank=True)
    lead_body = models.CharField("who leads it", max_length=160, blank=True)
    contact = models.CharField("whom to ask", max_length=160, blank=True)
    their_reference = models.CharField("its own reference", max_length=60, blank=True)
    effects = models.JSONField("what it means for our review", default=list, blank=True)
    agreed_lead = models.CharField("which process leads, as agreed", max_length=300, blank=True)
    disclosure_agreement = models.TextField("what may be shared, by which agreement", max_length=2000, blank=True)
    not_to_disclose = models.TextField("what may not be disclosed", max_length=2000, blank=True)
    not_combined_reason = models.TextField("why it is not combined with our review", max_length=2000, blank=True)
    next_check_on = models.DateField("when to ask again how it stands", null=True, blank=True)
    dates = models.JSONField(default=dict, blank=True, editable=False)
    concluded_on = models.DateField(null=True, editable=False)
    outcome = models.TextField("how it ended", max_length=2000, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "parallel processes"
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="parallel_process_once_a_case"),
            models.CheckConstraint(condition=Q(kind__in=ProcessType.values), name="parallel_process_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ProcessState.values), name="parallel_process_state_known"),
            models.CheckConstraint(
                condition=Q(state=ProcessState.NOT_CHECKED, answer=Answer.NOT_KNOWN)
                | Q(state=ProcessState.NONE, answer=Answer.NO)
                | Q(state__in=IS_THERE, answer=Answer.YES),
                name="parallel_process_answer_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(state=ProcessState.CONCLUDED, concluded_on__isnull=False)
                | ~Q(state=ProcessState.CONCLUDED) & Q(concluded_on=None),
                name="parallel_process_concluded_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        while not self.reference or (
            self._state.adding and ParallelProcess.objects.filter(reference=self.reference).exists()
        ):
            self.reference = case_reference("PP")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        incident = self.case.incidents.order_by("pk").first()
        return reverse("reviews:parallel-process", args=[incident.reference, self.kind])

    @property
    def is_casework(self) -> bool:
        """Whether it tells of a case: always."""
        return True

    @property
    def facts(self) -> Process:
        """What is known of its type."""
        return PROCESSES[self.kind]

    @property
    def title(self) -> str:
        """Its name, as the body that leads it says it."""
        return dict(self.facts.names).get(self.called) or self.get_kind_display()

    @property
    def is_there(self) -> bool:
        return self.state in IS_THERE

    def day(self, key: str) -> date | None:
        """Return one of the dates of its type."""
        return date.fromisoformat(self.dates[key]) if key in self.dates else None

    @property
    def reply_by(self) -> date | None:
        """By when a coroner's report to prevent future deaths is to be answered, where one came and none was yet."""
        made_on = self.day(FUTURE_DEATHS)
        return made_on + REPLY_TO_THE_CORONER if made_on and not self.day(FUTURE_DEATHS_REPLY) else None

    @property
    def days(self) -> list[tuple[date, str]]:
        """Its own dates that are known, each with what it is, in order of time."""
        known = [(day, label) for key, label in self.facts.dates if (day := self.day(key))]
        return sorted(known, key=lambda one: one[0])


class ParallelCheck(models.Model):
    """One asking whether there are other processes: five working days after the notification, then monthly while
    something is not known.
    """

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="parallel_checks")
    is_first = models.BooleanField()
    opens_on = models.DateField()
    held_on = models.DateField(null=True)
    held_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["opens_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None, held_by=None) | Q(held_on__gte=F("opens_on"), held_by__isnull=False),
                name="parallel_check_held_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(held_on=None), name="parallel_check_one_open_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident.reference}, from {self.opens_on}"


class EnquiryLine(Versioned):
    """One question of the terms of reference, and what each process of the case does about it.

    `covers` says so by column: a type of process, or one of our own reviews.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enquiry_lines", editable=False)
    question = models.CharField("what has to be found out", max_length=500)
    covers = models.JSONField(default=dict, blank=True, editable=False)
    is_out = models.BooleanField("no longer asked", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.question


class FamilyContact(Versioned):
    """The one person through whom every process speaks with the family."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="family_contact", editable=False)
    name = models.CharField("who is the family’s contact", max_length=120)
    agency = models.CharField("of which agency", max_length=160)
    since = models.DateField("since when")
    agreed_how = models.TextField("how this was agreed with the family", max_length=2000)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.agency}"


class Hold(models.Model):
    """A clock of a local review that waits for another process: why, who decided, and when the Panel was told."""

    process = models.ForeignKey(ParallelProcess, on_delete=models.PROTECT, related_name="holds")
    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="holds")
    clock = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    starts_on = models.DateField()
    reason = models.CharField(max_length=300)
    decided_by_name = models.CharField("who decided", max_length=120)
    decided_on = models.DateField("when they decided")
    panel_told_on = models.DateField("when the National Panel was told")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__gte=F("starts_on"), ended_by__isnull=False),
                name="hold_ended_by_somebody",
            ),
            models.UniqueConstraint(fields=["review", "clock"], condition=Q(ended_on=None), name="hold_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.label} waits for {self.process.title}"
