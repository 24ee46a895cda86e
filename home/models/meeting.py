"""Meetings of the groups, their agendas, what was said, and the mail that follows. Panels on deaths stay in `cdop`."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.models import Action
from escp.deadlines.models import Mail
from escp.lifecycle.models import Versioned
from escp.partnership.choices import GroupKind
from escp.partnership.models import Group, Person
from escp.partnership.references import next_reference
from escp.ui.words import date_in_words, time_in_words
from home.meetings.choices import TO_COME, ItemKind, MeetingState, MinuteKind, RecordKind

LONGEST_NAME = 80


class Meeting(Versioned):
    """One meeting of a group: when and where, who was there, and how far it has come.

    `health` keeps how many breaks of each kind the golden thread had when the agenda was last built, as the chair may
    see them, so that two meetings can be compared. `quorum` is what the group's rule said of those who were there.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("day")
    begins = models.TimeField("from", default=time(14))
    ends = models.TimeField("until", default=time(16))
    place = models.CharField("place, or address to join", max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.PLANNED, editable=False)
    cancelled_because = models.CharField("why it does not take place", max_length=300, blank=True, editable=False)
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    health = models.JSONField(default=dict, editable=False)
    built_at = models.DateTimeField("agenda built", null=True, editable=False)

    present = models.ManyToManyField(Person, blank=True, related_name="+", editable=False)
    apologised = models.ManyToManyField(Person, blank=True, related_name="+", editable=False)
    others = models.TextField("who else took part, by role and agency", max_length=2000, blank=True)
    quorum = models.CharField(max_length=600, blank=True, editable=False)

    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    agreed_at = models.DateTimeField(null=True, editable=False)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    agreed_in = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="minutes agreed at", editable=False
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["held_on", "begins", "pk"]
        indexes = [models.Index(fields=["group", "held_on"], name="meeting_of_group")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="meeting_ends_after_it_begins",
                violation_error_message="The meeting must end after it begins.",
            ),
            models.CheckConstraint(
                condition=(Q(state=MeetingState.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(state=MeetingState.CANCELLED) & Q(cancelled_because="")),
                name="meeting_cancelled_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[MeetingState.HELD, MeetingState.AGREED], closed_at__isnull=False, closed_by__isnull=False
                )
                | (~Q(state__in=[MeetingState.HELD, MeetingState.AGREED]) & Q(closed_at=None, closed_by=None)),
                name="meeting_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=MeetingState.AGREED, agreed_at__isnull=False, agreed_by__isnull=False, agreed_in__isnull=False
                )
                | (~Q(state=MeetingState.AGREED) & Q(agreed_at=None, agreed_by=None, agreed_in=None)),
                name="meeting_minutes_agreed_at_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("MTG", self.held_on.year)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("home:meeting", args=[self.reference])

    @property
    def title(self) -> str:
        return f"{self.group}, {date_in_words(self.held_on)}"

    @property
    def minute_name(self) -> str:
        """What a minute of it is called: “PIG 12 March 2026”."""
        name = "PIG" if self.group.kind == GroupKind.PIG else self.group.name[:LONGEST_NAME]
        return f"{name} {date_in_words(self.held_on)}"

    @property
    def hours(self) -> str:
        return f"{time_in_words(self.begins)} to {time_in_words(self.ends)}"

    @property
    def is_to_come(self) -> bool:
        return self.state in TO_COME

    @property
    def is_over(self) -> bool:
        return self.state in (MeetingState.HELD, MeetingState.AGREED)


class AgendaItem(Versioned):
    """One item of an agenda. What is built has a key, so that building again adds nothing twice.

    Of a record only its reference is kept: its words are looked up for each reader, who may not be allowed to see it.
    `number` is 0 for what was left out before the papers went out; from then on numbers stay.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items", editable=False)
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(max_length=10, choices=ItemKind, editable=False)
    key = models.CharField(max_length=60, blank=True, editable=False)
    record_kind = models.CharField(max_length=12, choices=RecordKind, blank=True, editable=False)
    record_reference = models.CharField(max_length=30, blank=True, editable=False)
    asks = models.CharField("what is asked", max_length=200, blank=True, editable=False)
    title = models.CharField("what it is about", max_length=160, blank=True)
    words = models.TextField("what the group should know before", max_length=2000, blank=True)
    presenter = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="who presents it"
    )
    minutes = models.PositiveSmallIntegerField(
        "how many minutes", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    left_out_because = models.CharField("why it is left out", max_length=300, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], condition=~Q(key=""), name="agenda_item_built_once"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="agenda_item_kind_known"),
            models.CheckConstraint(
                condition=Q(record_kind="", record_reference="") & ~Q(title="")
                | Q(record_kind__in=RecordKind.values) & ~Q(record_reference=""),
                name="agenda_item_about_something",
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0) | ~Q(left_out_because=""), name="agenda_item_numbered_or_left_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.reference}, item {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#item-{self.pk}"

    @property
    def minute(self) -> str:
        """How other records name what was decided here: “PIG 12 March 2026, item 4”."""
        return f"{self.meeting.minute_name}, item {self.number}"

    @property
    def is_left_out(self) -> bool:
        return bool(self.left_out_because)


class Minute(Versioned):
    """What was said under an item: a note, a decision, an action, or a correction of minutes that were agreed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="minuted", editable=False)
    kind = models.CharField(max_length=10, choices=MinuteKind, editable=False)
    text = models.TextField("what was said", max_length=4000)
    action = models.OneToOneField(Action, null=True, on_delete=models.PROTECT, related_name="minuted", editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "entry in the minutes"
        verbose_name_plural = "entries in the minutes"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MinuteKind.values), name="minute_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=MinuteKind.ACTION, action__isnull=False)
                | (~Q(kind=MinuteKind.ACTION) & Q(action=None)),
                name="minute_of_an_action_has_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_kind_display()}"


class MeetingMail(Mail):
    """One message to one person after a meeting: their own actions from it, by reference."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="mails")

    class Meta(Mail.Meta):
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meeting_mail_once_a_person"),
            *Mail.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.meeting.reference}: {self.get_state_display()}"
