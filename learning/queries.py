"""What a person may see of the learning cycle. The rule for activities stands here; sources and findings follow it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.queries import case_granted_to, case_open_to
from learning.choices import Handling, PointState, Stage, ThemeState
from learning.models import Activity, Finding, FindingLink, LearningPoint, LearningSource, Theme

Row = TypeVar("Row", bound=Model)

REFERENCE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
LONGEST_REFERENCE = 30
# What a history does not say: counters and places kept by the service itself.
UNSAID = ["version", "place"]


def activity_open_to(person: Person, path: str = "") -> Q:
    """Return the condition under which an activity (reached by `path`, such as `activity__`) may be known to a person.

    Internal learning is open to all who take part. Casework is open to those who work on cases, to those whom the
    case's access list names, and to readers of finished reviews once it is signed off. The death of a child is open to
    those who review deaths, and to nobody else, ever. Conflict and restriction beat all of it.
    """
    internal = Q(**{f"{path}handling": Handling.INTERNAL})
    casework = Q(**{f"{path}handling": Handling.CASEWORK})
    allowed = Q(pk__in=[])
    if person.may(Permission.SEE_LEARNING):
        allowed |= internal
    if person.may(Permission.SEE_CHILD_DEATHS):
        allowed |= Q(**{f"{path}handling": Handling.CHILD_DEATH})
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


def sources_for(person: Person, model: type[LearningSource]) -> QuerySet[Any]:
    """Return the records of one kind of source that a person may know of."""
    return model._default_manager.filter(activity_open_to(person, "activity__")).select_related(
        "activity", "activity__lead"
    )


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


def activities_to_list(person: Person) -> QuerySet[Activity]:
    """Return the activities that a person may know of, each with how many findings it has."""
    if not person.may(Permission.SEE_LEARNING):
        return activities_for(person).annotate(finding_count=Value(0))
    return activities_for(person).annotate(finding_count=_number_of(Finding, "activity"))


def findings_to_list(person: Person) -> QuerySet[Finding]:
    """Return the findings that a person may see, each with how many learning points came of it."""
    return findings_for(person).annotate(point_count=_number_of(FindingLink, "finding"))


def learning_points_to_list(person: Person) -> QuerySet[LearningPoint]:
    """Return the learning points with how often each recurs."""
    return with_findings(person, learning_points_for(person))


def with_findings(person: Person, points: QuerySet[LearningPoint]) -> QuerySet[Any]:
    """Annotate learning points with `finding_count`: how many findings behind each the person may see."""
    links = FindingLink.objects.filter(activity_open_to(person, "finding__activity__"))
    return points.annotate(finding_count=_number_of(links, "learning_point"))


def _number_of(rows: type[Model] | QuerySet[Model], path: str) -> Coalesce:
    """Return how many rows point at each, counted only for the rows that a page shows."""
    found = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    counted = (
        found.filter(**{path: OuterRef("pk")}).order_by().values(path).annotate(number=Count("pk")).values("number")
    )
    return Coalesce(Subquery(counted), 0)


def points_under(person: Person, themes: Collection[Theme]) -> dict[int, list[LearningPoint]]:
    """Return the learning points of several themes by the theme's key, those with most findings behind them first."""
    under: dict[int, list[LearningPoint]] = {theme.pk: [] for theme in themes}
    points = learning_points_for(person).filter(theme__in=themes)
    for point in with_findings(person, points).order_by("-finding_count", "reference"):
        under[cast(int, point.theme_id)].append(point)
    return under


def active_themes() -> QuerySet[Theme]:
    """Return the Three Themes as they stand, in their places."""
    return Theme.objects.filter(state=ThemeState.ACTIVE).order_by("place")


def hold_the_places() -> None:
    """Make others who choose a theme wait until this transaction ends, so that two cannot both take the last place.

    Always the same row, and taken after the theme's own: whoever holds it waits for nobody.
    """
    Theme.objects.select_for_update().order_by("pk").first()


def findings_of(activity: Activity) -> QuerySet[Finding]:
    """Return the findings of an activity that the caller may see, each with how many learning points it has."""
    return activity.findings.annotate(point_count=Count("links")).order_by("recorded_at", "pk")


def themes_to_choose(person: Person) -> QuerySet[Theme]:
    """Return the themes under which a learning point may be put: the Three Themes first, then those proposed."""
    return themes_for(person).exclude(state=ThemeState.CLOSED).order_by(F("place").asc(nulls_last=True), "-year", "pk")


def links_of(person: Person, point: LearningPoint) -> QuerySet[FindingLink]:
    """Return the links of a learning point to the findings that a person may see: who joined them, when and why."""
    links = point.finding_links.filter(activity_open_to(person, "finding__activity__"))
    return links.select_related("finding", "finding__activity", "linked_by")


def points_from(finding: Finding) -> QuerySet[LearningPoint]:
    """Return the learning points that a finding led to. Points are open to everyone who may see the finding."""
    return LearningPoint.objects.filter(finding_links__finding=finding).select_related("theme").order_by("pk")


def points_without_theme(person: Person) -> QuerySet[LearningPoint]:
    """Return the learning points that still wait for a theme, those with most findings behind them first."""
    points = with_findings(person, learning_points_for(person).filter(theme=None))
    return points.order_by("-finding_count", "-recorded_at", "-pk")


def tidy(reference: str) -> str:
    """Return a reference as it is kept, however it was typed; empty when it could be none."""
    reference = reference.strip().upper()
    return reference if len(reference) <= LONGEST_REFERENCE and REFERENCE.fullmatch(reference) else ""


def of_reference(rows: QuerySet[Row], reference: str) -> Row | None:
    """Return the row with a reference, typed in any case, or None."""
    reference = tidy(reference)
    return rows.filter(reference=reference).first() if reference else None


def counted(rows: QuerySet[Any], stage: str) -> QuerySet[Any, Any]:
    """Return one row, (stage, how many): several of them make one query by `union`."""
    named = rows.order_by().annotate(counted_as=Value(stage)).values_list("counted_as")
    numbers: QuerySet[Any, Any] = named.annotate(Count("pk", distinct=True))
    return numbers


def waiting_at_each_stage(person: Person) -> QuerySet[Any, Any]:
    """Return (stage, how much of what a person may see waits there) for the first three stages, in one query.

    `identify`: activities under way. `extract`: findings from which no learning point has been drawn. `agree`: learning
    points that the group has not agreed. The lists behind the numbers: activities `?stage=under_way`, findings
    `?learned=no`, learning points `?state=captured`. A stage where nothing waits may have no row.
    """
    return counted(activities_for(person).filter(stage=Stage.UNDER_WAY), "identify").union(
        counted(findings_for(person).filter(links=None), "extract"),
        counted(learning_points_for(person).filter(state=PointState.CAPTURED), "agree"),
        all=True,
    )


@dataclass(frozen=True)
class Change:
    """Who saved a record when, and what changed: field names as people read them."""

    at: datetime
    by: Person | None
    fields: tuple[str, ...]
    reason: str


def changes_of(record: Any, *, most: int = 20) -> list[Change]:
    """Return the latest changes of a record that the caller may see, newest first. The first saving has no fields."""
    rows = list(record.history.select_related("history_user").order_by("-history_date", "-history_id")[: most + 1])
    changes = []
    for row, earlier in zip(rows, [*rows[1:], None], strict=True):
        delta = row.diff_against(earlier, excluded_fields=UNSAID) if earlier else None
        fields = tuple(_said(record, name) for name in delta.changed_fields) if delta else ()
        changes.append(Change(row.history_date, row.history_user, fields, row.history_change_reason or ""))
    return changes[:most]


def _said(record: Any, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)


def findings_without_learning(person: Person) -> QuerySet[Finding]:
    """Return the findings that a person may see and that lead to no learning point."""
    return findings_for(person).filter(~Exists(FindingLink.objects.filter(finding=OuterRef("pk"))))


def points_without_finding(person: Person) -> QuerySet[LearningPoint]:
    """Return the learning points that no finding leads to, whoever may see it."""
    return learning_points_for(person).filter(~Exists(FindingLink.objects.filter(learning_point=OuterRef("pk"))))


def themes_without_learning(person: Person) -> QuerySet[Theme]:
    """Return those of the Three Themes as they stand that have no learning point."""
    return themes_for(person).filter(state=ThemeState.ACTIVE, learning_points=None)
