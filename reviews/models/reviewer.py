"""Who writes a local review: appointed by the partners, checked for conflicts, let in for a time."""

from django.db import models
from django.db.models import F, Q

from escp.partnership.models import CaseAccess, Person
from reviews.choices import ConflictOutcome
from reviews.models.beside import BesideReview
from reviews.models.local_review import LocalReview


class Reviewer(BesideReview):
    """One reviewer: what was considered, the conflict check, the contract, and the leave to open the case.

    Sources: Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018, regulations 12 and 13;
    Working Together to Safeguard Children, chapter on serious incidents. `access` is the row on the case's access list
    that follows from the dates here.
    """

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="reviewers")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160, blank=True)
    account = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    qualities = models.JSONField("qualities considered", default=list, blank=True)
    qualities_note = models.TextField("why this reviewer", max_length=2000, blank=True)
    conflict_declaration = models.TextField("what the reviewer declared", max_length=2000, blank=True)
    conflict_outcome = models.CharField("outcome of the check", max_length=10, choices=ConflictOutcome, blank=True)
    conflict_checked_on = models.DateField("when conflicts were checked", null=True, blank=True)
    conflict_checked_by = models.CharField("who checked", max_length=120, blank=True)
    conflict_managed = models.TextField("how a perceived conflict is managed", max_length=2000, blank=True)
    contract_value = models.DecimalField("contract value", max_digits=9, decimal_places=2, null=True, blank=True)
    access_from = models.DateField("access from", null=True, blank=True)
    access_until = models.DateField("access until", null=True, blank=True)
    access = models.OneToOneField(
        CaseAccess, null=True, on_delete=models.PROTECT, related_name="reviewer", editable=False
    )
    removed_on = models.DateField("removed", null=True, blank=True)
    removal_reason = models.TextField("why they were removed", max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(conflict_outcome="", conflict_checked_on=None, conflict_checked_by="")
                | Q(conflict_outcome__in=ConflictOutcome.values, conflict_checked_on__isnull=False)
                & ~Q(conflict_checked_by=""),
                name="reviewer_conflict_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(access_from=None, access_until=None) | Q(access_until__gte=F("access_from")),
                name="reviewer_access_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None, removal_reason="") | Q(removed_on__isnull=False) & ~Q(removal_reason=""),
                name="reviewer_removed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_appointed(self) -> bool:
        """Whether conflicts were checked and none stands in the way, and the reviewer was not removed."""
        return self.removed_on is None and self.conflict_outcome in (ConflictOutcome.NONE, ConflictOutcome.MANAGED)
