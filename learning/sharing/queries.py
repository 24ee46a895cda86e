"""Which of the learning that is passed on a person may see, and what agencies said of it."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from escp.access.permissions import Permission
from escp.lifecycle.models import TransitionRecord
from escp.partnership.models import Agency, Person
from escp.returns.choices import REPLIED, WITH_THE_AGENCY, ReturnState
from escp.returns.models import Return
from learning.choices import PointStanding, PointState, Publication, ShareState
from learning.models import Dissemination, LearningPoint, Pulse, SharedPoint, SharedWith
from learning.queries import learning_points_for

QUESTIONNAIRE = "cascade-assurance"


def disseminations_for(person: Person) -> QuerySet[Dissemination]:
    """Return what a person may see: all that was sent for who takes part in learning, else what their agency was sent.

    What is being written is seen by those who record learning; what is kept to some agencies by these and by them.
    """
    sent_here = ~Q(state=ShareState.DRAFT) & Q(
        pk__in=SharedWith.objects.filter(agency__in=person.agency_ids).values("dissemination")
    )
    known = sent_here if person.may(Permission.ANSWER_FOR_AGENCY) else Q(pk__in=[])
    if person.may(Permission.RECORD_LEARNING):
        known = Q()
    elif person.may(Permission.SEE_LEARNING):
        known |= ~Q(state=ShareState.DRAFT) & ~Q(publication=Publication.RESTRICTED)
    return Dissemination.objects.filter(known).select_related("corrects", "sent_by", "request")


def disseminations_to_list(person: Person) -> QuerySet[Dissemination]:
    """Return what a person may see, each with how many agencies it went to and how many of them said what became."""
    replied = Return.objects.filter(request=OuterRef("request"), state__in=REPLIED).order_by()
    return (
        disseminations_for(person)
        .annotate(
            agency_count=Count("recipients", distinct=True),
            receipt_count=Coalesce(Subquery(replied.values("request").annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-recorded_at", "-pk")
    )


def points_to_share(person: Person, also: Dissemination | None = None) -> QuerySet[LearningPoint]:
    """Return the learning points that may be passed on: those agreed, and those that something carries already."""
    carried = Q(shared__dissemination=also.pk) if also is not None and also.pk else Q(pk__in=[])
    return learning_points_for(person).filter(Q(state=PointState.AGREED) | carried).distinct()


def shared_points(dissemination: Dissemination) -> QuerySet[SharedPoint]:
    """Return the links to the learning points that something carries: who, when and why. One query."""
    return dissemination.points.select_related("learning_point__theme", "linked_by")


def agencies_of(dissemination: Dissemination) -> list[Agency]:
    """Return the agencies to which it goes, by name. One query."""
    return [one.agency for one in dissemination.recipients.select_related("agency").order_by("agency__name")]


def receipts_of(requests: Collection[int]) -> QuerySet[Return]:
    """Return what agencies were asked by some requests, with what they answered. Two queries."""
    rows = Return.objects.filter(request__in=requests).exclude(state=ReturnState.WAIVED)
    return rows.select_related("agency", "request").prefetch_related("parts").order_by("agency__name", "pk")


def standing_for(person: Person) -> QuerySet[Dissemination]:
    """Return what was sent and stands, newest first, with the learning points it carries and whom it went to."""
    carried = Prefetch("points", queryset=SharedPoint.objects.select_related("learning_point"))
    to = Prefetch("recipients", queryset=SharedWith.objects.select_related("agency"))
    rows = disseminations_for(person).filter(state=ShareState.SENT).prefetch_related(carried, to)
    return rows.order_by("-sent_on", "-pk")


def carrying_theme(rows: QuerySet[Dissemination], theme: Any) -> QuerySet[Dissemination]:
    """Return those that carry a learning point under a theme."""
    return rows.filter(Exists(SharedPoint.objects.filter(dissemination=OuterRef("pk"), learning_point__theme=theme)))


def told_to_nobody() -> Q:
    """Return the condition that a learning point is agreed and nothing sent carries it."""
    sent = SharedPoint.objects.filter(learning_point=OuterRef("pk"), dissemination__state=ShareState.SENT)
    return Q(~Exists(sent), state=PointState.AGREED)


def with_standing(points: QuerySet[LearningPoint]) -> QuerySet[Any]:
    """Annotate learning points with `standing`: captured, agreed, being shared, or shared and being embedded.

    Being shared: something that was sent and stands carries it, and an agency has still to say what became of it.
    Being embedded: all that were asked have said so.
    """
    sent = SharedPoint.objects.filter(learning_point=OuterRef("pk"), dissemination__state=ShareState.SENT)
    asked = Return.objects.filter(request=OuterRef("dissemination__request"), state__in=WITH_THE_AGENCY)
    return points.annotate(
        standing=Case(
            When(state=PointState.CAPTURED, then=Value(PointStanding.CAPTURED)),
            When(~Exists(sent), then=Value(PointStanding.AGREED)),
            When(Exists(sent.filter(Exists(asked))), then=Value(PointStanding.DISSEMINATING)),
            default=Value(PointStanding.EMBEDDING),
            output_field=CharField(),
        )
    )


def points_told_to_nobody(person: Person) -> QuerySet[Any]:
    """Return the learning points that are agreed and that nothing sent carries, with `since` when they were agreed."""
    agreed = TransitionRecord.objects.filter(
        content_type=ContentType.objects.get_for_model(LearningPoint),
        object_id=OuterRef("pk"),
        target=PointState.AGREED,
    )
    came = Subquery(agreed.order_by("-at").values("at")[:1])
    rows = learning_points_for(person).filter(told_to_nobody())
    return rows.annotate(since=Coalesce(came, "recorded_at"))


def waiting_for_receipts(person: Person) -> QuerySet[Any]:
    """Return what was sent and stands and of which an agency has not said what became, with `since` it was sent."""
    return unanswered(disseminations_for(person)).annotate(since=F("request__asked_at"))


def unanswered(rows: QuerySet[Dissemination]) -> QuerySet[Dissemination]:
    """Return those that were sent and stand, and of which an agency has not said what became."""
    return rows.filter(_not_replied(), state=ShareState.SENT)


def without_receipt(person: Person) -> QuerySet[Dissemination]:
    """Return what was sent and stands and of which an agency’s receipt is overdue."""
    late = _not_replied(due_on__lt=timezone.localdate())
    return disseminations_for(person).filter(late, state=ShareState.SENT)


def _not_replied(**more: Any) -> Exists:
    return Exists(Return.objects.filter(request=OuterRef("request"), state__in=WITH_THE_AGENCY, **more))


def with_pulses(rows: QuerySet[Dissemination]) -> QuerySet[Dissemination]:
    """Return those that were followed by short questions on whether they stuck, newest first."""
    return rows.filter(Exists(Pulse.objects.filter(dissemination=OuterRef("pk")))).order_by("-sent_on", "-pk")


def pulses_by_link() -> QuerySet[Pulse]:
    """Return every asking after something shared, for whoever has its link."""
    return Pulse.objects.select_related("dissemination")
