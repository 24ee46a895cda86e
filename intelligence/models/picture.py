"""The fuller picture: lists of children from several agencies under keys that nobody can read back, and the counts."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference
from intelligence.choices import PictureState

APPROVED = (PictureState.APPROVED, PictureState.COUNTED, PictureState.DELETED)


class Picture(Versioned):
    """One count of how many children are known to which agencies: approved first, with its purpose and its period.

    `secret` is what the keys of its lists are made with: two pictures can never be put together, and once it is
    emptied no key can be made again. `result` holds numbers that may leave, and no others.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    title = models.CharField("what is counted", max_length=160)
    purpose = models.TextField("what it is for", max_length=4000)
    lawful_basis = models.TextField("why it is lawful", max_length=4000)
    period_from = models.DateField("first day of the period")
    period_to = models.DateField("last day of the period")
    delete_on = models.DateField("when the lists are deleted")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    proposed_on = models.DateField(default=timezone.localdate, editable=False)

    state = models.CharField(
        max_length=10, choices=PictureState, default=PictureState.PROPOSED, editable=False, db_index=True
    )
    approved_on = models.DateField(null=True, editable=False)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    approval = models.CharField("who approved it", max_length=300, blank=True, editable=False)
    secret = models.BinaryField(default=bytes, editable=False)
    result = models.JSONField(default=dict, editable=False)
    counted_on = models.DateField(null=True, editable=False)
    deleted_on = models.DateField(null=True, editable=False)

    history = HistoricalRecords(excluded_fields=["secret"])

    class Meta:
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PictureState.values), name="picture_state_known"),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="picture_period_in_order",
                violation_error_message="The last day must be the first day or later.",
            ),
            models.CheckConstraint(
                condition=Q(state=PictureState.PROPOSED, approved_on=None, approved_by=None, approval="")
                | Q(approved_on__isnull=False, approved_by__isnull=False, state__in=APPROVED) & ~Q(approval=""),
                name="picture_approved_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("proposed_by")), name="picture_approved_by_another"),
            models.CheckConstraint(
                condition=Q(state=PictureState.DELETED, deleted_on__isnull=False)
                | ~Q(state=PictureState.DELETED) & Q(deleted_on=None),
                name="picture_deleted_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("PIC")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("intelligence:picture", args=[self.reference])


class PictureList(models.Model):
    """What one agency sent for a picture: how many rows, from whom, when. The file itself is never kept."""

    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="lists")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    row_count = models.PositiveIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["picture", "agency"], name="picture_list_once")]

    def __str__(self) -> str:
        return f"{self.picture.reference}, {self.agency}"


class PictureEntry(models.Model):
    """One child on one list: keys by which it meets the same child on another list, and whether it is in a plan."""

    of = models.ForeignKey(PictureList, on_delete=models.CASCADE, related_name="entries")
    keys = models.JSONField()
    in_plan = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "picture entries"

    def __str__(self) -> str:
        return f"Row {self.pk} of {self.of}"
