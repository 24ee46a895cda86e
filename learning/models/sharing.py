"""What was sent of the learning, to which agencies, and which learning points it carries."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference
from escp.returns.models import Request
from learning.choices import Publication, ShareMethod, ShareState
from learning.models.finding import LearningPoint


class Dissemination(Versioned):
    """Learning that is passed on: an update, a briefing, a guide. Once sent it stays; a later one may correct it."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    title = models.CharField(max_length=120)
    method = models.CharField("how it is passed on", max_length=16, choices=ShareMethod)
    words = models.TextField("what it says", max_length=6000)
    audience = models.CharField("whom it is for", max_length=300)
    publication = models.CharField("who may read it", max_length=12, choices=Publication)
    state = models.CharField(max_length=12, choices=ShareState, default=ShareState.DRAFT, db_index=True, editable=False)
    sent_on = models.DateField(null=True, editable=False)
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    request = models.OneToOneField(
        Request, null=True, on_delete=models.PROTECT, related_name="dissemination", editable=False
    )
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="correction", editable=False
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ShareState.values), name="shared_state_known"),
            models.CheckConstraint(condition=Q(method__in=ShareMethod.values), name="shared_method_known"),
            models.CheckConstraint(condition=Q(publication__in=Publication.values), name="shared_publication_known"),
            models.CheckConstraint(
                condition=Q(state=ShareState.DRAFT, sent_on=None, sent_by=None, request=None)
                | Q(
                    state__in=(ShareState.SENT, ShareState.SUPERSEDED),
                    sent_on__isnull=False,
                    sent_by__isnull=False,
                    request__isnull=False,
                ),
                name="shared_with_day_and_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("SHR")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("learning:shared", args=[self.reference])

    @property
    def is_draft(self) -> bool:
        return self.state == ShareState.DRAFT


class SharedPoint(models.Model):
    """A learning point that is passed on: who joined it, when and why."""

    dissemination = models.ForeignKey(Dissemination, on_delete=models.CASCADE, related_name="points")
    learning_point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="shared")
    why = models.CharField(max_length=300, blank=True)
    linked_at = models.DateTimeField(default=timezone.now, editable=False)
    linked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dissemination", "learning_point"], name="shared_point_once")]

    def __str__(self) -> str:
        return f"{self.learning_point.reference} → {self.dissemination.reference}"


class SharedWith(models.Model):
    """An agency to which it is sent, and which is asked how far it was passed on."""

    dissemination = models.ForeignKey(Dissemination, on_delete=models.CASCADE, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="learning_received")

    history = HistoricalRecords()

    class Meta:
        ordering = ["agency__name"]
        verbose_name_plural = "shared with"
        constraints = [models.UniqueConstraint(fields=["dissemination", "agency"], name="shared_with_once")]

    def __str__(self) -> str:
        return f"{self.dissemination.reference} to {self.agency}"
