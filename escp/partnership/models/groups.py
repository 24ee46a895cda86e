"""The bodies in which the partnership meets: who sits in each, and how many of them make a meeting count."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.partnership.choices import GroupKind, Part
from escp.partnership.models.agency import Agency
from escp.partnership.models.people import InForceQuerySet, Person

# A partnership has one of each: other records look them up by their kind.
ONE_OF_A_KIND = (GroupKind.PIG, GroupKind.EXECUTIVE)


class Group(models.Model):
    """A body that meets, and its quorum: how many must be there, and which agencies must be among them."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField("kind of group", max_length=20, choices=GroupKind)
    purpose = models.TextField("what it is for", max_length=2000)
    terms = models.TextField("terms of reference", max_length=4000, blank=True)
    quorum_least = models.PositiveSmallIntegerField(
        "how many members with a vote must be there?", validators=[MaxValueValidator(100)]
    )
    # Kinds of agency, as `policies.SPOKEN_FOR` lists them.
    quorum_agencies = models.JSONField("which agencies must be among them?", default=list, blank=True)
    starts_on = models.DateField("first day", default=timezone.localdate)
    ends_on = models.DateField("last day", null=True, blank=True)

    history = HistoricalRecords()
    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=GroupKind.values), name="group_kind_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="group_ends_after_it_starts",
                violation_error_message="The last day cannot come before the first.",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=ONE_OF_A_KIND),
                name="group_one_of_a_kind",
                violation_error_message="There is one such group already: change that one.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partnership:group", args=[self.pk])

    @property
    def version(self) -> int:
        """How often it was saved: forms carry it, so that nobody writes over what a colleague saved meanwhile."""
        return self.history.count()


class GroupMembership(models.Model):
    """A person's seat in a group, for an agency, from one day to another. Who stands in for them is `Deputy`'s."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="group_memberships")
    part = models.CharField("as what?", max_length=20, choices=Part)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True)
    # Why it is as it is since it was last saved; the reasons before it stand in the history.
    reason = models.CharField(max_length=300)

    history = HistoricalRecords()
    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(part__in=Part.values), name="group_membership_part_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="group_membership_ends_after_it_starts",
                violation_error_message="The last day cannot come before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_part_display()} of {self.group}"

    @property
    def version(self) -> int:
        """How often it was saved: forms carry it, so that nobody writes over what a colleague saved meanwhile."""
        return self.history.count()
