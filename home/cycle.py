"""The cycle of learning on one page: what sits at each stage, since when, and what is stuck there.

Each stage is a list that a person may see, with the moment since which each record sits there. The figures are worked
out in the database: a stage costs three queries, however much sits at it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.models import Action
from actionplans.queries import actions_for
from escp.deadlines.calendar import at_time
from escp.lifecycle.models import TransitionRecord
from escp.partnership.models import Person
from learning.choices import PointState, Stage
from learning.embedding.queries import events_without_evaluation, policy_changes_to_make
from learning.queries import activities_for, findings_without_learning, learning_points_for
from learning.sharing.queries import points_told_to_nobody, waiting_for_receipts

# The records at each stage that have been there longest stand on the page.
LONGEST_SHOWN = 5


@dataclass(frozen=True)
class CycleStage:
    """One stage: `sits` gives what a person may see there, each with `since`; `stuck_after` is a proposal of ours."""

    key: str
    label: str
    holds: str
    stuck_after: timedelta
    sits: Callable[[Person], QuerySet[Any]]
    title: str
    page: str
    query: str

    @property
    def url(self) -> str:
        return f"{reverse(self.page)}?{self.query}"


def _since_state(person: Person, state: ActionState) -> QuerySet[Action]:
    """Return the actions in a state, each with the move that brought it there, or when it was recorded."""
    moves = TransitionRecord.objects.filter(
        content_type=ContentType.objects.get_for_model(Action), object_id=OuterRef("pk"), target=state
    )
    came = Subquery(moves.order_by("-at").values("at")[:1])
    return actions_for(person).filter(state=state).annotate(since=Coalesce(came, "recorded_at"))


STAGES = (
    CycleStage(
        "identify",
        "Identify",
        "activities under way",
        timedelta(days=180),
        lambda person: (
            activities_for(person).filter(stage=Stage.UNDER_WAY).annotate(since=Cast("happened_on", DateTimeField()))
        ),
        "title",
        "learning:activities",
        "stage=under_way",
    ),
    CycleStage(
        "extract",
        "Extract",
        "findings from which nothing was learned yet",
        timedelta(days=28),
        lambda person: findings_without_learning(person).annotate(since=F("recorded_at")),
        "title",
        "learning:findings",
        "learned=no",
    ),
    CycleStage(
        "agree",
        "Agree",
        "learning points to agree",
        timedelta(days=42),
        lambda person: learning_points_for(person).filter(state=PointState.CAPTURED).annotate(since=F("recorded_at")),
        "statement",
        "learning:learning-points",
        "state=captured",
    ),
    CycleStage(
        "share",
        "Share",
        "learning points agreed and told to nobody",
        timedelta(days=28),
        points_told_to_nobody,
        "statement",
        "learning:learning-points",
        "shared=no",
    ),
    CycleStage(
        "embed",
        "Embed",
        "things shared that an agency has not answered",
        timedelta(days=30),
        waiting_for_receipts,
        "title",
        "learning:sharing",
        "receipts=missing",
    ),
    CycleStage(
        "embed-events",
        "Embed: events",
        "events held, with no word yet on what they were worth",
        timedelta(days=21),
        events_without_evaluation,
        "title",
        "learning:events",
        "evaluated=no",
    ),
    CycleStage(
        "embed-policies",
        "Embed: policies",
        "policy changes required and not made yet",
        timedelta(days=180),
        policy_changes_to_make,
        "title",
        "learning:policies",
        "state=required",
    ),
    CycleStage(
        "act",
        "Act",
        "actions under way",
        timedelta(days=180),
        lambda person: _since_state(person, ActionState.IN_PROGRESS),
        "title",
        "actionplans:actions",
        "state=in_progress",
    ),
    CycleStage(
        "impact",
        "Show impact",
        "actions delivered, impact to be shown",
        timedelta(days=180),
        lambda person: _since_state(person, ActionState.COMPLETE_PENDING_IMPACT),
        "title",
        "actionplans:actions",
        "state=complete_pending_impact",
    ),
)


@dataclass(frozen=True)
class Waiting:
    """One record that sits at a stage."""

    reference: str
    title: str
    url: str
    days: int
    is_stuck: bool


@dataclass(frozen=True)
class Standing:
    """What a person may see of a stage: how many sit there, how long half of them have, how many are stuck."""

    stage: CycleStage
    number: int
    stuck: int
    half_longer_than: int | None
    longest: tuple[Waiting, ...]

    @property
    def stuck_after(self) -> int:
        return self.stage.stuck_after.days


def standings_for(person: Person) -> list[Standing]:
    """Return every stage of the cycle as it stands now for a person who sees the whole of it."""
    now = timezone.now()
    return [_standing(stage, person, now) for stage in STAGES]


def _standing(stage: CycleStage, person: Person, now: datetime) -> Standing:
    sits = stage.sits(person).order_by("since", "pk")
    stuck_before = at_time(timezone.localdate(now) - stage.stuck_after, time.min)
    counted = sits.order_by().aggregate(number=Count("pk"), stuck=Count("pk", filter=Q(since__lt=stuck_before)))
    number = counted["number"]
    if not number:
        return Standing(stage, 0, 0, None, ())
    middle = sits.values_list("since", flat=True)[number // 2]
    longest = tuple(
        Waiting(
            row.reference,
            getattr(row, stage.title),
            row.get_absolute_url(),
            _days(row.since, now),
            row.since < stuck_before,
        )
        for row in sits[:LONGEST_SHOWN]
    )
    return Standing(stage, number, counted["stuck"], _days(middle, now), longest)


def _days(since: datetime, now: datetime) -> int:
    return (timezone.localdate(now) - timezone.localdate(since)).days
