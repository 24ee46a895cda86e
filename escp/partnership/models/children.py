"""Children and families as subjects: a pseudonym everywhere, the identity in a room of its own.

A case is a family's file. Everything about it (incident, reviews, a child's death) points at the one case, so that a
conflict of interest or an access list is recorded once and holds for all of it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.choices import AgeBand
from escp.partnership.models.people import Person


class Case(models.Model):
    """A child or family whose circumstances the partnership considers, under one pseudonym."""

    pseudonym = models.CharField(max_length=60, unique=True, editable=False)
    restricted = models.BooleanField(
        default=False, help_text="Only the people on the access list may know that it exists."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pseudonym"]

    def __str__(self) -> str:
        return self.pseudonym


class Child(models.Model):
    """A child as everyone sees them: a pseudonym and an age band."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="children")
    pseudonym = models.CharField(max_length=60, unique=True, editable=False)
    age_band = models.CharField(max_length=12, choices=AgeBand, default=AgeBand.NOT_KNOWN)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "children"

    def __str__(self) -> str:
        return self.pseudonym


class ChildIdentity(models.Model):
    """Who the child is. Opened only with a role and a reason, and every opening is logged first.

    It has no history table: an identity that is corrected or disposed of must not live on beside itself.
    """

    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="identity")
    full_name = models.CharField(max_length=160)
    other_names = models.CharField("other names and spellings", max_length=200, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    school = models.CharField("school or setting", max_length=160, blank=True)
    general_practice = models.CharField(max_length=160, blank=True)
    family = models.TextField("parents, carers, brothers and sisters", max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "child identities"

    def __str__(self) -> str:
        return f"Identity of {self.child.pseudonym}"


class CaseAccess(models.Model):
    """A named person's leave to open a restricted case, or a reviewer's leave to open any case, for a time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="access_list")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_access")
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_at"]
        verbose_name_plural = "case access"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="case_access_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} may open {self.case}"


class ConflictOfInterest(models.Model):
    """A person who must not see a case: their own practice is under review, or they know the family.

    It beats every role and every grant.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.CharField(max_length=300)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)

    history = HistoricalRecords()

    class Meta:
        ordering = ["declared_at"]
        verbose_name_plural = "conflicts of interest"
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="conflict_declared_once")]

    def __str__(self) -> str:
        return f"{self.person} has a conflict of interest in {self.case}"
