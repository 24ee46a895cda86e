"""The rules that are data: editions of guidance and dated changes to clocks. One person proposes, another agrees."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.deadlines.calendar import LENGTHS, length_from
from escp.deadlines.choices import Level
from escp.deadlines.editions import Guidance, StatutoryEdition
from escp.deadlines.offsets import offsets_from
from escp.deadlines.registry import CLOCKS, Escalation, Revision
from escp.ui.words import date_in_words, listed


class ProposalQuerySet(models.QuerySet):
    def agreed(self):
        """Return those that count from their day on."""
        return self.filter(agreed_at__isnull=False, withdrawn_at=None)

    def waiting(self):
        """Return those that wait for a second person."""
        return self.filter(agreed_at=None, withdrawn_at=None)


class Proposal(models.Model):
    """A change that counts only once it is agreed. What the law sets needs a second person; a local target does not."""

    needs_second = models.BooleanField(default=True, editable=False)
    proposed_at = models.DateTimeField(null=True, editable=False, help_text="Empty: from before proposals were kept.")
    proposed_by = models.ForeignKey(
        "partnership.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    agreed_at = models.DateTimeField(null=True, editable=False)
    agreed_by = models.ForeignKey(
        "partnership.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "partnership.Person", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    effective_from: date | models.DateField

    objects = ProposalQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_at=None, proposed_by=None)
                | Q(proposed_at__isnull=False, proposed_by__isnull=False),
                name="%(class)s_proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None) | Q(agreed_at__isnull=False, agreed_by__isnull=False),
                name="%(class)s_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="%(class)s_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False) | Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by")),
                name="%(class)s_agreed_by_a_second_person",
            ),
        ]

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None and self.withdrawn_at is None

    @property
    def is_waiting(self) -> bool:
        return self.agreed_at is None and self.withdrawn_at is None

    @property
    def has_come(self) -> bool:
        """Whether the day from which it is to count has come."""
        return self.effective_from <= timezone.localdate()

    @property
    def is_settled(self) -> bool:
        """Whether it has taken effect: from then on it is never edited or withdrawn, only followed by another."""
        return self.is_agreed and self.has_come

    @property
    def by_whom(self) -> str:
        """Who made it and when: "by Maple Marsh on 3 March 2026, agreed by Aspen Acorn on 4 March 2026"."""
        if self.proposed_by is None or self.proposed_at is None:
            return "before proposals were kept"
        words = f"by {self.proposed_by} on {date_in_words(self.proposed_at)}"
        if self.needs_second and self.agreed_by is not None and self.agreed_at is not None:
            words += f", agreed by {self.agreed_by} on {date_in_words(self.agreed_at)}"
        return words


class Edition(Proposal):
    """An edition of national guidance that appeared after this release, in force from a date until the next."""

    code = models.CharField(max_length=20, help_text="Short, such as WT2028.")
    guidance = models.CharField(max_length=100, choices=[(kind.value, kind.value) for kind in Guidance])
    name = models.CharField(max_length=100, help_text="As it is printed under a date, such as Working Together 2028.")
    effective_from = models.DateField()
    source = models.CharField(max_length=200, help_text="Who published it, when, and where it can be read.")
    note = models.CharField(max_length=300, blank=True, help_text="What it changes, for the reader.")

    history = HistoricalRecords()

    class Meta(Proposal.Meta):
        ordering = ["effective_from", "pk"]
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(fields=["code"], condition=Q(withdrawn_at=None), name="edition_code_once"),
            models.UniqueConstraint(
                fields=["guidance", "effective_from"], condition=Q(withdrawn_at=None), name="edition_one_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("deadlines:edition", args=[self.code])

    @property
    def what(self) -> str:
        """What is proposed, in words."""
        return f"{self.name}, in force from {date_in_words(self.effective_from)}"

    @property
    def as_declared(self) -> StatutoryEdition:
        """The edition as those of this release are declared."""
        return StatutoryEdition(
            self.code, Guidance(self.guidance), self.name, self.effective_from, self.source, self.note
        )


def check_offsets(codes: Any) -> None:
    """Raise ValidationError unless the value is a list of offset codes."""
    try:
        list(offsets_from(codes))
    except (TypeError, ValueError) as error:
        raise ValidationError(f"Enter a list of offsets such as [“start+3wd”, “due-1wd”, “due-14d”]. {error}") from None


def check_escalations(entries: Any) -> None:
    """Raise ValidationError unless the value is a list of escalations as `Escalation.as_data` writes them."""
    try:
        [Escalation.from_data(entry) for entry in entries]
    except (KeyError, TypeError, ValueError) as error:
        raise ValidationError(f"Enter for each step a moment and a role. {error}") from None


class ClockRule(Proposal):
    """A dated change to a clock's rule. Once agreed, deadlines whose clock starts on or after the day keep to it."""

    UNITS = [(unit, unit) for unit in LENGTHS]

    clock = models.CharField(max_length=60, help_text="The key of the clock, such as reviews.rapid-review.")
    effective_from = models.DateField()
    edition = models.ForeignKey(
        Edition,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rules",
        help_text="The edition of guidance that brings the change, if one does.",
    )
    number = models.PositiveSmallIntegerField("length", null=True, blank=True, help_text="Empty: as declared.")
    unit = models.CharField(max_length=20, choices=UNITS, blank=True)
    authority = models.CharField(max_length=200, blank=True, help_text="Empty: as declared.")
    level = models.CharField(max_length=10, choices=Level, blank=True, help_text="Empty: as declared.")
    remind = models.JSONField(null=True, blank=True, validators=[check_offsets], help_text="Empty: as declared.")
    escalate = models.JSONField(null=True, blank=True, validators=[check_escalations], help_text="Empty: as declared.")
    reason = models.CharField(max_length=300, help_text="Who decided it, and where that is written.")

    history = HistoricalRecords()

    class Meta(Proposal.Meta):
        ordering = ["clock", "effective_from"]
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                fields=["clock", "effective_from"], condition=Q(withdrawn_at=None), name="clock_rule_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, unit="") | Q(number__isnull=False, unit__in=list(LENGTHS)),
                name="clock_rule_length_with_unit",
                violation_error_message="Give the length and its unit together, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} from {self.effective_from}"

    def get_absolute_url(self) -> str:
        return reverse("deadlines:rule", args=[self.clock, self.pk])

    @property
    def what(self) -> str:
        """What is proposed, in words: "Notify the National Panel: length from 1 March 2026"."""
        declared = CLOCKS.get(self.clock)
        label = declared.label if declared else self.clock
        return f"{label}: {listed(self.parts)} from {date_in_words(self.effective_from)}"

    @property
    def parts(self) -> list[str]:
        """The parts of the rule that it changes."""
        given = {
            "length": self.number is not None,
            "authority": bool(self.authority),
            "level": bool(self.level),
            "reminders": self.remind is not None,
            "who is told when it is late": self.escalate is not None,
        }
        return [part for part, changes in given.items() if changes] or ["nothing"]

    @property
    def in_short(self) -> str:
        """What it changed, from when and by whom, for "why this date?"."""
        what = listed(self.parts)
        return f"{what[0].upper()}{what[1:]} changed from {date_in_words(self.effective_from)} {self.by_whom}."

    @property
    def revision(self) -> Revision:
        return Revision(
            changed=self.in_short,
            effective_from=self.effective_from,
            length=None if self.number is None else length_from({"number": self.number, "unit": self.unit}),
            authority=self.authority or None,
            level=Level(self.level) if self.level else None,
            remind=None if self.remind is None else tuple(offsets_from(self.remind)),
            escalate=None if self.escalate is None else tuple(Escalation.from_data(entry) for entry in self.escalate),
        )
