"""What a person may see of the learning cycle. The rule for activities stands here once; sources and findings follow it."""

from django.db.models import Count, Model, Q, QuerySet

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.queries import case_granted_to, case_open_to
from learning.choices import Handling, ThemeState
from learning.models import Activity, Finding, LearningPoint, LearningSource, Theme


def activity_open_to(person: Person, path: str = "") -> Q:
    """Return the condition under which an activity (reached by `path`, such as `activity__`) may be known to a person.

    Internal learning is open to all who take part. Casework is open to those who work on cases, to those whom the case's
    access list names, and to readers of finished reviews once it is signed off. Conflict and restriction beat all of it.
    """
    internal = Q(**{f"{path}handling": Handling.INTERNAL})
    casework = Q(**{f"{path}handling": Handling.CASEWORK})
    allowed = Q(pk__in=[])
    if person.may(Permission.SEE_LEARNING):
        allowed |= internal
    if person.may(Permission.SEE_CASES_IN_PROGRESS):
        allowed |= casework
    else:
        if person.may(Permission.SEE_FINISHED_REVIEWS):
            allowed |= casework & Q(**{f"{path}is_final": True})
        if person.may(Permission.SEE_GRANTED_CASES):
            allowed |= casework & case_granted_to(person, f"{path}case")
    return allowed & case_open_to(person, f"{path}case")


def activities_for(person: Person) -> QuerySet[Activity]:
    """Return the activities that a person may know of, with what a list shows."""
    return Activity.objects.filter(activity_open_to(person)).select_related("lead", "priority")


def sources_for(person: Person, model: type[LearningSource]) -> QuerySet:
    """Return the records of one kind of source that a person may know of."""
    return model._default_manager.filter(activity_open_to(person, "activity__")).select_related("activity", "activity__lead")


def findings_for(person: Person) -> QuerySet[Finding]:
    """Return the findings of the activities that a person may know of."""
    if not person.may(Permission.SEE_LEARNING):
        return Finding.objects.none()
    return Finding.objects.filter(activity_open_to(person, "activity__")).select_related("activity", "activity__lead")


def learning_points_for(person: Person) -> QuerySet[LearningPoint]:
    """Return the learning points: written to be read by all who take part in learning."""
    if not person.may(Permission.SEE_LEARNING):
        return LearningPoint.objects.none()
    return LearningPoint.objects.select_related("theme")


def themes_for(person: Person) -> QuerySet[Theme]:
    """Return the themes, each with how many learning points it has."""
    if not person.may(Permission.SEE_LEARNING):
        return Theme.objects.none()
    return Theme.objects.select_related("priority").annotate(point_count=Count("learning_points"))


def active_themes() -> QuerySet[Theme]:
    """Return the Three Themes as they stand, in their places."""
    return Theme.objects.filter(state=ThemeState.ACTIVE).order_by("place")


def findings_of(activity: Activity) -> QuerySet[Finding]:
    """Return the findings of an activity that the caller has already been allowed to see, with how many points each has."""
    return activity.findings.annotate(point_count=Count("links")).order_by("recorded_at", "pk")


def findings_behind(person: Person, point: LearningPoint) -> QuerySet[Finding]:
    """Return the findings behind a learning point that a person may see."""
    return findings_for(person).filter(links__learning_point=point)


def of_reference(rows: QuerySet, reference: str) -> Model | None:
    """Return the row with a reference, typed in any case, or None."""
    return rows.filter(reference__iexact=reference.strip()).first()
