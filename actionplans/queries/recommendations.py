"""Which recommendations a person may see, what became of each, and what the golden thread asks about them.

Whoever may know of an activity may know what it recommends. How far a recommendation has come is worked out from all of
its actions, also from those that this person may not open: the word tells nothing else of them.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, CharField, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from actionplans.choices import (
    CLOSING_LEVELS,
    DELIVERED,
    STILL_OWED,
    ActionState,
    EvidenceLevel,
    Response,
    Standing,
)
from actionplans.models import Action, Correction, Evidence, Recommendation, RecommendationLink
from actionplans.queries import actions_for
from escp.access.permissions import Permission
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name
from learning.models import Activity, LearningPoint
from learning.queries import activity_open_to, learning_points_for

# More than so many from one review are hard to follow well (the partnership's own limit: it warns, and blocks nothing).
MOST_WELL_FOLLOWED = 10


def recommendations_for(person: Person) -> QuerySet[Recommendation]:
    """Return the recommendations of the activities that a person may know of, each with what became of it."""
    if not person.may(Permission.SEE_LEARNING):
        return with_standing(Recommendation.objects.none())
    rows = Recommendation.objects.filter(activity_open_to(person, "activity__"))
    return with_standing(rows.select_related("activity", "activity__lead"))


def with_standing(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Annotate recommendations with `standing` and its place in the order of attention.

    What counts are its actions but for withdrawn ones. All must be delivered before anything is said of impact. A
    difference is shown when every one has evidence of changed practice or of better lives (E3, E4). None is shown when
    not one has, and somebody looked and found nothing (E0) or the day on which it was to be judged has passed.
    """
    answers = RecommendationLink.objects.filter(recommendation=OuterRef("pk"), action__isnull=False)
    live = answers.exclude(action__state=ActionState.WITHDRAWN)
    shown = Exists(Evidence.objects.filter(measure__action=OuterRef("action"), level__in=CLOSING_LEVELS))
    nothing = Exists(Evidence.objects.filter(measure__action=OuterRef("action"), level=EvidenceLevel.NONE))
    judged = Q(action__measure__measured_by_on__lt=timezone.localdate())
    standing = Case(
        When(response=Response.NOT_ACCEPTED, then=Value(Standing.NOT_ACCEPTED)),
        When(~Exists(live), then=Value(Standing.NO_ACTION)),
        When(Exists(live.exclude(action__state__in=DELIVERED)), then=Value(Standing.UNDER_WAY)),
        When(~Exists(live.filter(~shown)), then=Value(Standing.DIFFERENCE)),
        When(~Exists(live.filter(shown)) & Exists(live.filter(judged | nothing)), then=Value(Standing.NO_DIFFERENCE)),
        default=Value(Standing.DELIVERED),
        output_field=CharField(),
    )
    known: QuerySet[Any] = rows.annotate(standing=standing)
    order = Case(
        *(When(Q(("standing", value)), then=Value(place)) for place, value in enumerate(Standing)),
        output_field=IntegerField(),
    )
    ordered: QuerySet[Recommendation] = known.annotate(standing_order=order)
    return ordered


def recommendations_to_list(person: Person) -> QuerySet[Recommendation]:
    """Return the recommendations that a person may see, with the agencies that a list names."""
    return recommendations_for(person).prefetch_related("agencies")


def overdue_recommendations(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of the recommendations whose date has passed and that are not delivered."""
    return rows.filter(due_on__lt=timezone.localdate(), standing__in=STILL_OWED)


def recommendations_of(person: Person, activity: Activity) -> QuerySet[Recommendation]:
    """Return what an activity recommends, in its own order, as far as the person may see it."""
    return recommendations_to_list(person).filter(activity=activity).order_by("number")


def actions_by_recommendation(person: Person, activity: Activity) -> dict[int, list[Action]]:
    """Return the actions that answer what an activity recommends, by recommendation, where a person may see them."""
    links = RecommendationLink.objects.filter(recommendation__activity=activity, action__in=actions_for(person))
    found: dict[int, list[Action]] = {}
    rows = links.select_related("action").order_by("action__reference", "pk")
    for key, action in [(link.recommendation_id, link.action) for link in rows if link.action is not None]:
        found.setdefault(key, []).append(action)
    return found


def next_number(activity: Activity) -> int:
    """Return the number that the next recommendation of an activity takes."""
    return (activity.recommendations.aggregate(last=Max("number"))["last"] or 0) + 1


def numbers_taken(activity: Activity) -> set[int]:
    """Return the numbers that recommendations of an activity have already."""
    return set(activity.recommendations.values_list("number", flat=True))


def agencies_to_address(recommendation: Recommendation) -> QuerySet[Agency]:
    """Return to which agencies it may be addressed: those that exist today, and those that it names already."""
    if recommendation.pk is None:
        return agencies_to_name()
    return Agency.objects.filter(
        Q(pk__in=agencies_to_name().values("pk")) | Q(recommendations=recommendation)
    ).distinct()


# One recommendation


def points_joined_to(person: Person, recommendation: Recommendation) -> QuerySet[RecommendationLink]:
    """Return the learning points that a recommendation leads to, as far as the person may see them."""
    visible = learning_points_for(person).values("pk")
    links = recommendation.links.filter(learning_point__in=visible)
    return links.select_related("learning_point", "learning_point__theme", "linked_by")


def first_point_of(person: Person, recommendation: Recommendation) -> LearningPoint | None:
    """Return the learning point that a recommendation was joined to first and that the person may see."""
    link = points_joined_to(person, recommendation).first()
    return link.learning_point if link else None


def answers_to(person: Person, recommendation: Recommendation) -> QuerySet[Action]:
    """Return the actions that answer a recommendation and that the person may see, each with its highest evidence."""
    actions = actions_for(person).filter(recommendation_links__recommendation=recommendation)
    return actions.annotate(level=Max("measure__evidence__level")).order_by("due_on", "pk")


def corrections_of(recommendation: Recommendation) -> QuerySet[Correction]:
    """Return what was put right in it since it stands, the latest first."""
    return recommendation.corrections.select_related("by")


def answered_by(person: Person, action: Action) -> QuerySet[Recommendation]:
    """Return the recommendations that an action answers, as far as the person may see them."""
    return recommendations_for(person).filter(links__action=action).order_by("activity", "number")


def recommendations_to_answer(person: Person) -> QuerySet[Recommendation]:
    """Return the recommendations that an action may answer: all but those that the partners do not accept."""
    return recommendations_for(person).exclude(response=Response.NOT_ACCEPTED)


def points_to_join(person: Person, recommendation: Recommendation) -> QuerySet[LearningPoint]:
    """Return the learning points that a recommendation is not joined to yet."""
    return learning_points_for(person).exclude(recommendation_links__recommendation=recommendation)


def actions_to_join(person: Person, recommendation: Recommendation) -> QuerySet[Action]:
    """Return the actions that do not answer a recommendation yet and have not been withdrawn."""
    actions = actions_for(person).exclude(state=ActionState.WITHDRAWN)
    return actions.exclude(recommendation_links__recommendation=recommendation)


# The golden thread


def recommendations_on(
    person: Person,
    *,
    points: Collection[int] = (),
    activities: Collection[int] = (),
    actions: Collection[int] = (),
    recommendations: Collection[int] = (),
) -> list[tuple[Recommendation, int | None, int | None]]:
    """Return (recommendation, learning point, action), a line for each link, of all that touch any of these. One query.

    A recommendation without a link has one line with neither.
    """
    touched = RecommendationLink.objects.filter(Q(learning_point__in=list(points)) | Q(action__in=list(actions)))
    wanted = Q(activity__in=list(activities)) | Q(pk__in=list(recommendations))
    rows = recommendations_for(person).filter(wanted | Q(pk__in=touched.values("recommendation")))
    rows = rows.annotate(point_id=F("links__learning_point"), action_id=F("links__action"))
    return [(row, row.point_id, row.action_id) for row in rows.order_by("activity", "number", "links__pk")]
