"""Where the golden thread is broken from what was learned on: nobody acts, nobody measures, nobody looked."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from actionplans.choices import ENDED, ActionState, Standing
from actionplans.models import Action, ActionLink, Evidence, Reading, Recommendation, RecommendationLink
from actionplans.queries import actions_for
from actionplans.queries.recommendations import recommendations_for
from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.choices import Kind, Stage, ThemeState
from learning.models import Activity, Finding, LearningPoint, Theme
from learning.queries import activities_for, learning_points_for, themes_for


def activities_without_outcome(person: Person) -> QuerySet[Activity]:
    """Return the activities that a person may see and that concluded with nothing found and nothing recommended.

    What an incident showed stands in the review that followed it in the same case: the last one answers for both. The
    review of a death does not close before somebody says why nothing is carried further.
    """
    of_the_case = Q(activity=OuterRef("pk")) | Q(activity__case=OuterRef("case"))
    followed = Exists(Activity.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk")))
    return (
        activities_for(person)
        .filter(stage=Stage.CONCLUDED)
        .exclude(kind=Kind.CHILD_DEATH)
        .filter(
            ~followed, ~Exists(Finding.objects.filter(of_the_case)), ~Exists(Recommendation.objects.filter(of_the_case))
        )
    )


def points_without_action(person: Person) -> QuerySet[LearningPoint]:
    """Return the learning points that no action answers, withdrawn ones apart. For those who see every action."""
    points = learning_points_for(person)
    if not person.may(Permission.SEE_ALL_ACTIONS):
        return points.none()
    return points.filter(~Exists(_live_links().filter(learning_point=OuterRef("pk"))))


def themes_without_action(person: Person) -> QuerySet[Theme]:
    """Return those of the Three Themes that have learning and no action. For those who see every action."""
    themes = themes_for(person)
    if not person.may(Permission.SEE_ALL_ACTIONS):
        return themes.none()
    answered = Exists(_live_links().filter(learning_point__theme=OuterRef("pk")))
    learned = Exists(LearningPoint.objects.filter(theme=OuterRef("pk")))
    return themes.filter(learned, ~answered, state=ThemeState.ACTIVE)


def _live_links() -> QuerySet[ActionLink]:
    return ActionLink.objects.exclude(action__state=ActionState.WITHDRAWN)


def recommendations_without_action(person: Person) -> QuerySet[Recommendation]:
    """Return the recommendations that a person may see and that no action answers, those not accepted apart."""
    rows: QuerySet[Any] = recommendations_for(person)
    return rows.filter(standing=Standing.NO_ACTION)


def actions_that_answer_nothing(person: Person) -> QuerySet[Action]:
    """Return the actions under way that answer no learning point and no recommendation."""
    linked = Exists(ActionLink.objects.filter(action=OuterRef("pk")))
    asked = Exists(RecommendationLink.objects.filter(action=OuterRef("pk")))
    return _under_way(person).filter(~linked, ~asked)


def actions_without_measure(person: Person) -> QuerySet[Action]:
    """Return the actions under way of which nobody has said what will be measured."""
    return _under_way(person).filter(measure=None)


def actions_not_judged(person: Person) -> QuerySet[Action]:
    """Return the actions whose day of judgement has passed without a single reading."""
    read = Exists(Reading.objects.filter(measure__action=OuterRef("pk"), value__isnull=False))
    return _under_way(person).filter(~read, measure__measured_by_on__lt=timezone.localdate())


def actions_without_evidence(person: Person) -> QuerySet[Action]:
    """Return the actions that are delivered, of which nobody has shown whether they made a difference."""
    shown = Exists(Evidence.objects.filter(measure__action=OuterRef("pk")))
    return actions_for(person).filter(~shown, state=ActionState.COMPLETE_PENDING_IMPACT, measure__isnull=False)


def _under_way(person: Person) -> QuerySet[Action]:
    return actions_for(person).exclude(state__in=ENDED)
