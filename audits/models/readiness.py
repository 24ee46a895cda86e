"""Criteria of inspections, the evidence indexed under each, and what was taken out again. Every row is written once.

What was known at a date can be told exactly because nothing is changed: an entry keeps the words of its day, and taking
one out is a row of its own.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from audits.choices import Bearing
from escp.access.models import AppendOnly
from escp.documents.models import Document
from escp.lifecycle.models import just_one_of
from escp.partnership.models import Person
from learning.models import Activity, LearningPoint

SOURCES = ("activity", "learning_point", "action", "document")
"""What may be evidence, one field each; an entry has just one of them."""


class InspectionFramework(AppendOnly):
    """One edition of what inspectors look at. A later edition is another row with criteria of its own."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20)
    edition = models.CharField(max_length=60)
    dated_on = models.DateField("date of the edition")
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["short_name", "-dated_on", "pk"]

    def __str__(self) -> str:
        return f"{self.short_name}, {self.edition}"

    def get_absolute_url(self) -> str:
        return f"{reverse('audits:readiness')}?framework={self.code}"


class Criterion(AppendOnly):
    """One thing that inspectors look at, in our own words, with the topics by which evidence for it is suggested."""

    framework = models.ForeignKey(InspectionFramework, on_delete=models.PROTECT, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    area = models.CharField("judgement area", max_length=120)
    title = models.CharField(max_length=120)
    words = models.TextField("what is looked for", max_length=600)
    topics = models.JSONField(default=list)

    class Meta:
        ordering = ["framework", "place"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="criterion_once"),
            models.UniqueConstraint(fields=["framework", "place"], name="criterion_in_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("audits:readiness-criterion", args=[self.framework.code, self.key])


class Exhibit(AppendOnly):
    """A record put under a criterion: what it was called then, of which day it tells, and what it shows."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="exhibits")
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="+")
    learning_point = models.ForeignKey(LearningPoint, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField("what it was called", max_length=300)
    dated_on = models.DateField("of which day it tells")
    shows = models.CharField("what this shows", max_length=300)
    bearing = models.CharField(max_length=10, choices=Bearing, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-dated_on", "-pk"]
        verbose_name = "evidence"
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=just_one_of(SOURCES), name="exhibit_of_one_record"),
            models.CheckConstraint(condition=Q(bearing__in=["", *Bearing.values]), name="exhibit_bearing_known"),
            models.CheckConstraint(condition=~Q(shows=""), name="exhibit_shows_something"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} under {self.criterion}"

    @property
    def source(self) -> Any:
        """The record itself."""
        return next(found for name in SOURCES if (found := getattr(self, name)) is not None)

    @property
    def reference(self) -> str:
        return str(self.source.reference)

    @property
    def is_casework(self) -> bool:
        """Whether it tells of a case: what shows it carries the marking and is logged."""
        return bool(getattr(self.source, "is_casework", False))

    @property
    def may_be_told(self) -> bool:
        """Whether an inspector may read what it is called and shows: everything but a case that is not signed off."""
        return not self.is_casework or bool(self.activity is not None and self.activity.is_final)

    def get_absolute_url(self) -> str:
        return str(self.source.get_absolute_url())


class TakenOut(AppendOnly):
    """Evidence that no longer stands under a criterion: since when, by whom and why."""

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="taken_out")
    because = models.CharField("why", max_length=300)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "evidence taken out"
        verbose_name_plural = "evidence taken out"
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="taken_out_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.exhibit}, taken out"
