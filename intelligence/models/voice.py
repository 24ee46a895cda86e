"""Surveys of practitioners: what is asked, and what people answered without a name."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person
from escp.partnership.references import next_reference
from escp.returns.models import Version
from intelligence.choices import CommentState, SurveyState
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource, Theme
from learning.models.pulse import new_token

STAGES = {SurveyState.SHARED: Stage.CONCLUDED, SurveyState.DROPPED: Stage.NOT_TAKEN_FORWARD}
WAS_OPENED = (SurveyState.OPEN, SurveyState.CLOSED, SurveyState.SHARED)


class Survey(LearningSource):
    """Questions to practitioners, answered without a name by whoever has the link, until its closing date.

    The learning framework's surveys on specific issues and regular temperature checks.
    """

    title = models.CharField(max_length=120)
    audience = models.CharField("who is asked", max_length=160)
    why = models.TextField("what it is for", max_length=2000)
    asks = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="surveys")
    themes = models.ManyToManyField(Theme, blank=True, related_name="surveys")
    closes_on = models.DateField("last day to answer")
    grouped_by = models.CharField("question that makes groups", max_length=40, blank=True)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)

    state = models.CharField(
        max_length=10, choices=SurveyState, default=SurveyState.DRAFT, editable=False, db_index=True
    )
    opened_on = models.DateField(null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    shared_on = models.DateField(null=True, editable=False)
    learned = models.TextField("what was learned, and what follows", max_length=4000, blank=True, editable=False)
    told = models.CharField("where people were told", max_length=300, blank=True, editable=False)
    dropped_because = models.CharField(max_length=500, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SurveyState.values), name="survey_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=WAS_OPENED, opened_on__isnull=False)
                | ~Q(state__in=WAS_OPENED) & Q(opened_on=None),
                name="survey_opened_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(SurveyState.CLOSED, SurveyState.SHARED), closed_on__isnull=False)
                | ~Q(state__in=(SurveyState.CLOSED, SurveyState.SHARED)) & Q(closed_on=None),
                name="survey_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=SurveyState.SHARED, shared_on__isnull=False) & ~Q(learned="") & ~Q(told="")
                | ~Q(state=SurveyState.SHARED) & Q(shared_on=None),
                name="survey_fed_back_in_words",
            ),
            models.CheckConstraint(
                condition=Q(state=SurveyState.DROPPED) & ~Q(dropped_because="")
                | ~Q(state=SurveyState.DROPPED) & Q(dropped_because=""),
                name="survey_dropped_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("intelligence:survey", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether people may answer now: nothing is shown of a survey while they may."""
        return self.state == SurveyState.OPEN and timezone.localdate() <= self.closes_on

    @property
    def is_over(self) -> bool:
        """Whether people could answer and no longer can, whether or not the unit has closed it yet."""
        return self.state in WAS_OPENED and not self.is_open

    def new_reference(self) -> str:
        return next_reference("SUR")

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.FRONTLINE_VOICE,
            "title": self.title,
            "happened_on": self.closes_on,
            "lead": self.lead,
            "stage": STAGES.get(SurveyState(self.state), Stage.UNDER_WAY),
            "handling": Handling.INTERNAL,
            "is_final": True,
            "case": None,
            "priority": None,
            "url_name": "intelligence:survey",
        }


class SurveyAnswer(models.Model):
    """What one person chose. It holds no name, no address, no time and no words of their own.

    Its key is drawn at random: by the order of keys an answer could be put beside the comment that came with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers", editable=False)
    answers = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"An answer to {self.survey_id}"


class SurveyComment(Versioned):
    """What somebody wrote: kept apart from what they chose, and read by the unit before anybody else.

    What is changed or withheld there is gone: it keeps no history, so that a name that was taken out is nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="comments", editable=False)
    question = models.CharField(max_length=40, editable=False)
    words = models.TextField(max_length=10_000)
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.WAITING, editable=False)
    screened_on = models.DateField(null=True, editable=False)
    screened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["question", "words", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CommentState.values), name="survey_comment_state_known"),
            models.CheckConstraint(
                condition=Q(state=CommentState.WAITING, screened_on=None, screened_by=None)
                | ~Q(state=CommentState.WAITING) & Q(screened_on__isnull=False, screened_by__isnull=False),
                name="survey_comment_screened_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommentState.WITHHELD) | Q(words=""), name="survey_comment_withheld_is_erased"
            ),
        ]

    def __str__(self) -> str:
        return f"A comment on {self.survey_id}"
