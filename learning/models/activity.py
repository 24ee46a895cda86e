"""Every way of learning as one row, so that a finding points at one table whatever it came from.

A source (rapid review, audit, child death …) is the only editor; its Activity is a projection that it keeps in step
each time it is saved. Measured before it was chosen: docs/decisions/0003-one-activity-row.md.
"""

from django.db import models, transaction
from django.urls import reverse

from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Case, Priority
from learning.choices import ABOUT_A_CASE, Handling, Kind, Stage


class Activity(models.Model):
    """What the golden thread knows of a source: kind, reference, title by pseudonym, date, lead, stage, handling."""

    kind = models.CharField(max_length=30, choices=Kind)
    reference = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=160)
    happened_on = models.DateField("date")
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="activities", verbose_name="lead agency")
    stage = models.CharField(max_length=20, choices=Stage)
    handling = models.CharField(max_length=10, choices=Handling)
    is_final = models.BooleanField("signed off", default=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="activities")
    priority = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="activities")
    url_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["-happened_on", "-id"], name="activity_newest_first")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="activity_kind_known"),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="activity_stage_known"),
            models.CheckConstraint(condition=models.Q(handling__in=Handling.values), name="activity_handling_known"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(self.url_name, args=[self.reference])

    @property
    def is_casework(self) -> bool:
        """Whether it tells of a case: what shows it carries the marking and is logged."""
        return self.handling in ABOUT_A_CASE


class LearningSource(Versioned):
    """What every source inherits: a reference of its own, and the Activity that stands for it in the golden thread.

    `bulk_create` and `.update()` skip `save()`, so they are not used on sources; a test reads the code for them.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    activity = models.OneToOneField(
        Activity, on_delete=models.PROTECT, editable=False, related_name="%(app_label)s_%(class)s"
    )

    class Meta:
        abstract = True

    @property
    def is_casework(self) -> bool:
        """Whether it is a case: what shows it carries the marking and is logged."""
        return self.activity.is_casework

    def new_reference(self) -> str:
        """Return a reference for a new record of this kind."""
        raise NotImplementedError

    def activity_facts(self) -> dict:
        """Return what the Activity shows of this record: its fields but the reference."""
        raise NotImplementedError

    def _free_reference(self) -> str:
        """Return a reference that no activity has: random ones may meet."""
        while Activity.objects.filter(reference=(reference := self.new_reference())).exists():
            pass
        return reference

    @transaction.atomic
    def save(self, *args, **kwargs):
        if not self.reference:
            self.reference = self._free_reference()
        facts = self.activity_facts()
        if self.activity_id is None:
            self.activity = Activity.objects.create(reference=self.reference, **facts)
        else:
            activity = self.activity
            changed = [name for name, value in facts.items() if getattr(activity, name) != value]
            if changed:
                for name in changed:
                    setattr(activity, name, facts[name])
                activity.save(update_fields=changed)
        super().save(*args, **kwargs)
