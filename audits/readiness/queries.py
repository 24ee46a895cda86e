"""What stands under the criteria of an inspection, as far as a person may see it, today or as at a date."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from actionplans.choices import CLOSING_LEVELS
from actionplans.models import Action
from actionplans.queries import actions_for
from audits.models import Criterion, Exhibit, InspectionFramework, MultiAgencyAudit, SingleAgencyAudit
from audits.queries.looked_at import MULTI_TEXTS, SINGLE_TEXTS
from escp.access.permissions import Permission
from escp.documents.models import Document
from escp.documents.queries import documents_for
from escp.partnership.models import Person
from learning.choices import Handling
from learning.models import Activity, LearningPoint
from learning.queries import activities_for, activity_open_to, learning_points_for, of_reference, tidy
from learning.words import about_topics

MOST_SUGGESTED = 4
POINT_TEXTS, ACTION_TEXTS = ("statement", "detail"), ("title", "desired_outcome")


@dataclass(frozen=True)
class Candidate:
    """A record that may be put under a criterion: in which field, its kind, title, and the day of which it tells."""

    field: str
    record: Any
    kind: str
    title: str
    dated_on: date


def frameworks_for(person: Person) -> QuerySet[InspectionFramework]:
    """Return the editions of inspection frameworks, for those who see audits."""
    rows = InspectionFramework.objects.all()
    return rows if person.may(Permission.SEE_AUDITS) else rows.none()


def criteria_for(person: Person) -> QuerySet[Criterion]:
    """Return the criteria of every edition, in their order, for those who see audits."""
    return Criterion.objects.filter(framework__in=frameworks_for(person)).select_related("framework")


def exhibits_for(person: Person) -> QuerySet[Exhibit]:
    """Return the evidence whose record is open to a person, what was taken out included."""
    seen = Q(activity__isnull=False) & activity_open_to(person, "activity__")
    seen |= Q(action__in=actions_for(person).order_by().values("pk"))
    seen |= Q(document__in=documents_for(person).order_by().values("pk"))
    if person.may(Permission.SEE_LEARNING):
        seen |= Q(learning_point__isnull=False)
    rows = Exhibit.objects.filter(seen, criterion__in=criteria_for(person).order_by().values("pk"))
    return rows.select_related(
        "criterion__framework", "activity", "learning_point", "action", "document", "added_by", "taken_out__by"
    )


def standing_for(person: Person) -> QuerySet[Exhibit]:
    """Return the evidence that stands today."""
    return exhibits_for(person).filter(taken_out=None)


def as_at(rows: QuerySet[Exhibit], day: date) -> QuerySet[Exhibit]:
    """Return the evidence that stood at the end of a day: put there by then, and not taken out by then."""
    after = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return rows.filter(Q(taken_out=None) | Q(taken_out__at__gte=after), added_at__lt=after)


def under(rows: QuerySet[Exhibit], criteria: Collection[Criterion]) -> dict[int, list[Exhibit]]:
    """Return evidence by criterion, that which tells of the latest day first. One query."""
    found: dict[int, list[Exhibit]] = {one.pk: [] for one in criteria}
    for exhibit in rows.filter(criterion__in=criteria).order_by("-dated_on", "-pk"):
        found[exhibit.criterion_id].append(exhibit)
    return found


def without_evidence(person: Person, criteria: QuerySet[Criterion]) -> QuerySet[Criterion]:
    """Return those criteria under which nothing stands that a person may see."""
    return criteria.exclude(Exists(standing_for(person).filter(criterion=OuterRef("pk"))))


def stands_under(criterion: Criterion, candidate: Candidate) -> bool:
    """Say whether a record stands under a criterion today."""
    return criterion.exhibits.filter(taken_out=None, **{candidate.field: candidate.record}).exists()


# What may be put under a criterion


def candidate_of(person: Person, reference: str) -> Candidate | None:
    """Return the record with a reference if a person may see it and it may be evidence, or None.

    The deaths of children are never evidence for an inspection: nobody but their reviewers may know of them.
    """
    if (activity := of_reference(_activities(person), reference)) is not None:
        return _of_activity(activity)
    if (point := of_reference(learning_points_for(person), reference)) is not None:
        return _of_point(point)
    if (action := of_reference(actions_with_impact(person), reference)) is not None:
        return _of_action(action)
    document = of_reference(documents_for(person).filter(withdrawn_at=None), reference)
    return _of_document(document) if document is not None else None


def is_action_without_impact(person: Person, reference: str) -> bool:
    """Say whether a reference is that of an action which a person may see and of which no impact is shown."""
    return actions_for(person).filter(reference=tidy(reference)).exists()


def actions_with_impact(person: Person) -> QuerySet[Any]:
    """Return the actions of which evidence shows that practice or lives changed (E3 and E4), and of which day."""
    shown = Max("measure__evidence__dated_on", filter=Q(measure__evidence__level__in=CLOSING_LEVELS))
    return actions_for(person).annotate(impact_on=shown).filter(impact_on__isnull=False)


def suggested(person: Person, criterion: Criterion) -> list[Candidate]:
    """Return records that touch on the topics of a criterion and do not stand under it, newest first. Three queries.

    Cases that are not signed off are not suggested.
    """
    topics = list(criterion.topics)
    there = criterion.exhibits.filter(taken_out=None)
    fits = about_topics(["title"], topics)[0] | _of_audits(topics)
    told = ~Q(handling=Handling.CASEWORK) | Q(is_final=True)
    activities = _activities(person).filter(fits, told).exclude(pk__in=_keys(there, "activity"))
    points = learning_points_for(person).filter(about_topics(POINT_TEXTS, topics)[0])
    points = points.exclude(pk__in=_keys(there, "learning_point")).order_by("-recorded_at", "-pk")
    actions = actions_with_impact(person).filter(about_topics(ACTION_TEXTS, topics)[0])
    actions = actions.exclude(pk__in=_keys(there, "action")).order_by("-impact_on", "-pk")
    return [
        *(_of_activity(one) for one in activities.order_by("-happened_on", "-pk")[:MOST_SUGGESTED]),
        *(_of_point(one) for one in points[:MOST_SUGGESTED]),
        *(_of_action(one) for one in actions[:MOST_SUGGESTED]),
    ]


def _activities(person: Person) -> QuerySet[Activity]:
    return activities_for(person).exclude(handling=Handling.CHILD_DEATH)


def _of_audits(topics: list[str]) -> Q:
    """Return the condition that the audit behind an activity touches on topics in any of its words."""
    multi = MultiAgencyAudit.objects.filter(about_topics(MULTI_TEXTS, topics)[0]).order_by().values("activity")
    single = SingleAgencyAudit.objects.filter(about_topics(SINGLE_TEXTS, topics)[0]).order_by().values("activity")
    return Q(pk__in=multi) | Q(pk__in=single)


def _keys(rows: QuerySet[Exhibit], field: str) -> QuerySet[Any, Any]:
    keys: QuerySet[Any, Any] = rows.filter(**{f"{field}__isnull": False}).order_by().values(field)
    return keys


def _of_activity(activity: Activity) -> Candidate:
    return Candidate("activity", activity, activity.get_kind_display(), activity.title, activity.happened_on)


def _of_point(point: LearningPoint) -> Candidate:
    return Candidate("learning_point", point, "Learning point", point.statement, timezone.localdate(point.recorded_at))


def _of_action(action: Action) -> Candidate:
    shown_on: date = action.impact_on  # type: ignore[attr-defined]  # annotated by actions_with_impact
    return Candidate("action", action, "Action with evidence of impact", action.title, shown_on)


def _of_document(document: Document) -> Candidate:
    when = document.period_to or timezone.localdate(document.added_at)
    return Candidate("document", document, "Document", document.title, when)
