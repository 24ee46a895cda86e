"""What young people told the partnership, what it promised, and what it did: nothing of who they are."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Person
from escp.partnership.references import next_reference
from intelligence.choices import YoungState
from learning.models import Theme
from learning.models.pulse import new_token

ANSWERED = (YoungState.PROMISED, YoungState.DONE)
ERASED = (YoungState.WITHHELD, YoungState.WITHDRAWN)


class YoungVoice(Versioned):
    """One thing that young people said, with the promise that answers it and the day by which they are told.

    Its words keep no history: what was taken out of them, or withdrawn, is nowhere.
    """

    reference = models.CharField(max_length=30, unique=True, editable=False)
    said = models.TextField("what young people said", max_length=2000, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="young_voices")
    heard_on = models.DateField("when it was said", default=timezone.localdate)
    heard_how = models.CharField("how it was said", max_length=160, blank=True)
    state = models.CharField(
        max_length=10, choices=YoungState, default=YoungState.WAITING, editable=False, db_index=True
    )
    promised = models.TextField("what we promised", max_length=2000, blank=True, editable=False)
    owed_on = models.DateField("told by", null=True, editable=False)
    did = models.TextField("what we did", max_length=2000, blank=True, editable=False)
    told_on = models.DateField(null=True, editable=False)
    told_how = models.CharField("how they were told", max_length=300, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["said"])

    class Meta:
        ordering = ["-heard_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=YoungState.values), name="young_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED) | Q(owed_on__isnull=False) & ~Q(promised="") & ~Q(said=""),
                name="young_promised_with_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=YoungState.DONE, told_on__isnull=False) & ~Q(did="") & ~Q(told_how="")
                | ~Q(state=YoungState.DONE),
                name="young_done_once_told",
            ),
            models.CheckConstraint(condition=~Q(state__in=ERASED) | Q(said=""), name="young_taken_back_is_erased"),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("YSA")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("intelligence:young-voice", args=[self.reference])


class YoungLink(models.Model):
    """The address of the page of the Young Safeguarding Ambassadors: whoever has it reads it, until it is ended."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    made_on = models.DateField(default=timezone.localdate, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    is_current = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="young_link_one_current")
        ]

    def __str__(self) -> str:
        return f"Ambassadors’ page since {self.made_on}"

    @property
    def is_open(self) -> bool:
        """Whether people may comment: as long as it is the address of now."""
        return self.is_current
