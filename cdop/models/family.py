"""The family of a child who has died: who is there for them, what they were asked and told, what they ask.

Child Death Review: statutory and operational guidance (England): every bereaved family has one named key worker and is
offered the guide “When a Child Dies”; families attend neither the review meeting nor the panel, and their questions are
taken to both. Nobody of the family stands here by name, and no key worker does: only what they are.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from cdop.choices import CarriedTo, ContactBy, Relative
from cdop.models.child_death import ChildDeath
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from reviews.choices import Answer


class BesideDeath(Versioned):
    """A row beside a death. It is corrected, never removed: its history keeps what stood before."""

    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class KeyWorker(BesideDeath):
    """The family’s single contact for a time, by role and agency. There is one at a time."""

    death = models.ForeignKey(ChildDeath, on_delete=models.PROTECT, related_name="key_workers", editable=False)
    role = models.CharField("key worker, by role", max_length=120)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    setting = models.CharField("where they work", max_length=160, blank=True)
    since = models.DateField("since when")
    ended = models.DateField("until when", null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended=None) | Q(ended__gte=F("since")), name="key_worker_ends_later"),
            models.UniqueConstraint(
                fields=["death"], condition=Q(ended=None), name="key_worker_one_at_a_time_for_a_family"
            ),
        ]

    def __str__(self) -> str:
        where = ", ".join(filter(None, [str(self.agency) if self.agency else "", self.setting]))
        return f"{self.role}, {where}" if where else self.role


class ContactPlan(BesideDeath):
    """How the family wants to be spoken with, and whether they were offered the guide “When a Child Dies”."""

    death = models.OneToOneField(ChildDeath, on_delete=models.PROTECT, related_name="contact_plan", editable=False)
    how = models.TextField("how and how often", max_length=2000)
    avoid = models.TextField("what to avoid", max_length=2000, blank=True)
    language = models.CharField("language", max_length=60, blank=True)
    interpreter = models.CharField("is an interpreter needed", max_length=10, choices=Answer, blank=True)
    guide_offered_on = models.DateField("guide offered", null=True, blank=True)
    guide_not_yet_because = models.CharField("why the guide was not offered yet", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(guide_offered_on=None) & ~Q(guide_not_yet_because="")
                | Q(guide_offered_on__isnull=False, guide_not_yet_because=""),
                name="contact_plan_guide_offered_or_said_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"Contact plan of {self.death.reference}"


class FamilyContact(BesideDeath):
    """A contact with the family: planned for a day, held or not, and what was said."""

    death = models.ForeignKey(ChildDeath, on_delete=models.PROTECT, related_name="family_contacts", editable=False)
    planned_on = models.DateField("planned for")
    by = models.CharField("how", max_length=10, choices=ContactBy)
    whom = models.CharField("with whom", max_length=12, choices=Relative)
    held_on = models.DateField("when it took place", null=True, blank=True)
    said = models.TextField("what was said", max_length=4000, blank=True)
    not_held_because = models.CharField("why it did not take place", max_length=300, blank=True)

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None, said="") | Q(held_on__isnull=False, not_held_because=""),
                name="family_contact_held_or_not",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_by_display()}, {self.planned_on}"


class FamilyQuestion(BesideDeath):
    """What the family wants to know, in their words: carried to a meeting, and its answer carried back to them."""

    death = models.ForeignKey(ChildDeath, on_delete=models.PROTECT, related_name="family_questions", editable=False)
    asked_on = models.DateField("when they asked")
    whom = models.CharField("who asked", max_length=12, choices=Relative)
    words = models.TextField("what they ask", max_length=2000)
    carried_to = models.CharField("carried to", max_length=7, choices=CarriedTo, blank=True)
    carried_on = models.DateField("when it was carried there", null=True, blank=True)
    answer = models.TextField("the answer", max_length=4000, blank=True)
    told_on = models.DateField("when the family was told", null=True, blank=True)
    told_by = models.CharField("who told them, by role", max_length=120, blank=True)
    not_answered_because = models.CharField("why there is no answer", max_length=500, blank=True)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_to="", carried_on=None)
                | Q(carried_to__in=CarriedTo.values, carried_on__gte=F("asked_on")),
                name="family_question_carried_after_it_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(answer="", told_on=None, told_by="")
                | ~Q(answer="") & Q(told_on__gte=F("asked_on"), not_answered_because="") & ~Q(told_by=""),
                name="family_question_answered_to_the_family",
            ),
        ]

    def __str__(self) -> str:
        return f"Question of the family, {self.asked_on}"

    @property
    def is_settled(self) -> bool:
        """Whether the family has its answer, or it was said why there is none."""
        return bool(self.told_on or self.not_answered_because)
