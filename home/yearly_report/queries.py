"""What was done in a year, counted and found on the records; days are those of the records themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from actionplans.choices import CLOSING_LEVELS, DELIVERED, ActionState, Unit
from actionplans.models import Action, Evidence, Reading
from actionplans.queries import overdue
from audits.choices import GAPS, AuditState
from audits.models import AssessmentCycle, MultiAgencyAudit, SingleAgencyAudit
from escp.partnership.models import Group, Priority
from intelligence.choices import Level, YoungState
from intelligence.choices import Unit as Per
from intelligence.models import Figure, Indicator, Scrutiny, Survey, YoungVoice
from learning.choices import EvaluationTime, EventState, Kind, PolicyState
from learning.models import EvaluationAnswer, Event, Finding, FindingLink, LearningPoint, PolicyChange
from learning.publications.queries import open_findings, points_agreed
from reviews.choices import IncidentState, LocalReviewState, ReviewState
from reviews.models import LocalReview, RapidReview, SeriousIncident

Days = tuple[date, date]


def notified(days: Days) -> int:
    """Count the serious incidents that the National Panel was notified of; not those withdrawn."""
    rows = SeriousIncident.objects.filter(notified_at__date__range=days)
    return rows.exclude(state=IncidentState.WITHDRAWN).count()


def rapid_reviews_sent(days: Days) -> int:
    """Count the rapid reviews that were sent to the National Panel."""
    return RapidReview.objects.filter(sent_at__date__range=days).exclude(state=ReviewState.ENDED).count()


def local_reviews_published(days: Days) -> int:
    """Count the local child safeguarding practice reviews that were published."""
    return LocalReview.objects.filter(state=LocalReviewState.PUBLISHED, finished_on__range=days).count()


def points_from(days: Days, kinds: Iterable[Kind]) -> QuerySet[LearningPoint]:
    """Return the learning points that were agreed in a year and rest on something found by some kinds of activity."""
    links = FindingLink.objects.filter(learning_point=OuterRef("pk"), finding__activity__kind__in=list(kinds))
    return points_agreed(*days).filter(Exists(links))


def audits_agreed(days: Days) -> QuerySet[MultiAgencyAudit]:
    """Return the multi-agency audits whose report the Practice Improvement Group agreed."""
    return MultiAgencyAudit.objects.filter(agreed_on__range=days).order_by("agreed_on", "reference")


def single_audits_finished(days: Days) -> int:
    """Count the single-agency audits that were finished and shared."""
    return SingleAgencyAudit.objects.filter(finished_on__range=days).count()


def found_by(activities: Iterable[int]) -> dict[int, list[Finding]]:
    """Return what was found by activities that all may read, by activity. One query."""
    found: dict[int, list[Finding]] = {}
    for one in open_findings().filter(activity__in=list(activities)).order_by("kind", "reference"):
        found.setdefault(one.activity_id, []).append(one)
    return found


def assessments_agreed(days: Days) -> QuerySet[Any]:
    """Return the rounds of self-assessments whose grades were agreed, each with how many took part, and gaps found."""
    gaps = Count("bodies__grades", filter=Q(bodies__grades__agreed__in=GAPS), distinct=True)
    rows = AssessmentCycle.objects.filter(final_on__range=days)
    return rows.annotate(body_count=Count("bodies", distinct=True), gap_count=gaps).order_by("final_on", "reference")


def events_held(days: Days) -> QuerySet[Any]:
    """Return the events that were held, each with how many people came."""
    rows = Event.objects.filter(state=EventState.HELD, happens_on__range=days)
    return rows.annotate(people=Sum("attendance__came", default=0)).order_by("happens_on", "reference")


def said_of_events(days: Days, time: EvaluationTime) -> tuple[int, int]:
    """Return how many agree that they change something in their practice, and out of how many who say so or not."""
    rows = EvaluationAnswer.objects.filter(
        evaluation__event__state=EventState.HELD,
        evaluation__event__happens_on__range=days,
        evaluation__time=time,
        changes__isnull=False,
    )
    return rows.filter(changes__gte=4).count(), rows.count()


def policies_made(days: Days) -> QuerySet[PolicyChange]:
    """Return the policies that were changed because of what was learned."""
    return PolicyChange.objects.filter(state=PolicyState.MADE, settled_on__range=days).order_by("reference")


def promises_kept(days: Days) -> QuerySet[YoungVoice]:
    """Return what young people said, was answered by a promise, and was done; they were told."""
    return YoungVoice.objects.filter(state=YoungState.DONE, told_on__range=days).order_by("told_on", "reference")


def voices_in_evidence(days: Days) -> QuerySet[Evidence]:
    """Return the evidence that practice or lives changed in which a child, a family or a practitioner is heard."""
    rows = Evidence.objects.filter(level__in=CLOSING_LEVELS, is_voice=True, dated_on__range=days)
    return rows.select_related("measure__action").order_by("dated_on", "pk")


def surveys_fed_back(days: Days) -> QuerySet[Survey]:
    """Return the surveys of practitioners whose results were fed back."""
    return Survey.objects.filter(shared_on__range=days).order_by("shared_on", "reference")


def scrutinies_reported(days: Days) -> QuerySet[Any]:
    """Return the independent scrutiny that was reported, each with how many challenges it raised."""
    rows = Scrutiny.objects.filter(reported_on__range=days).prefetch_related("reports")
    return rows.annotate(challenge_count=Count("challenges")).order_by("reported_on", "reference")


def actions_delivered(days: Days) -> int:
    """Count the actions that were delivered and not withdrawn."""
    return Action.objects.filter(state__in=DELIVERED, delivered_on__range=days).count()


def actions_closed(days: Days) -> QuerySet[Action]:
    """Return the actions that were closed: practice or lives changed, and evidence shows it (level E3 or E4)."""
    shown = Evidence.objects.filter(measure__action=OuterRef("pk"), level__in=CLOSING_LEVELS)
    rows = Action.objects.filter(Exists(shown), state=ActionState.CLOSED, closed_on__range=days)
    return rows.select_related("measure").order_by("closed_on", "reference")


def evidence_of(actions: Iterable[Action]) -> dict[int, list[str]]:
    """Return what shows that actions changed practice or lives, by action. One query."""
    rows = Evidence.objects.filter(measure__action__in=list(actions), level__in=CLOSING_LEVELS)
    found: dict[int, list[str]] = {}
    for action, summary in rows.order_by("dated_on", "pk").values_list("measure__action", "summary"):
        found.setdefault(action, []).append(summary)
    return found


def actions_late(on: date) -> QuerySet[Action]:
    """Return the actions that are still owed and were due before a day, those owed longest first."""
    return overdue(Action.objects.all(), on).select_related("lead_agency").order_by("due_on", "reference")


def priorities_of(year: int) -> list[Priority]:
    """Return the priorities of a year’s Business Plan."""
    return list(Priority.objects.filter(year=year).order_by("number"))


def under_priorities(year: int, days: Days) -> QuerySet[Any]:
    """Return the priorities of a year with how many actions were delivered and closed under each, and audits agreed."""
    delivered = Q(actions__state__in=DELIVERED, actions__delivered_on__range=days)
    closed = Q(actions__state=ActionState.CLOSED, actions__closed_on__range=days)
    rows = Priority.objects.filter(year=year).annotate(
        delivered=Count("actions", filter=delivered, distinct=True),
        closed=Count("actions", filter=closed, distinct=True),
        audited=Count("audits", filter=Q(audits__agreed_on__range=days), distinct=True),
    )
    return rows.order_by("number")


def groups_in_force(days: Days) -> QuerySet[Group]:
    """Return the groups that met in a year."""
    return Group.objects.filter(Q(ends_on=None) | Q(ends_on__gte=days[0]), starts_on__lte=days[1]).order_by("name")


def audits_planned(year: int) -> QuerySet[MultiAgencyAudit]:
    """Return the multi-agency audits in a year’s programme."""
    rows = MultiAgencyAudit.objects.filter(year=year).exclude(state=AuditState.CANCELLED)
    return rows.order_by("planned_on", "reference")


def figures_in(days: Days) -> dict[Indicator, list[Figure]]:
    """Return every standing figure of our own area up to the end of a year, by indicator, where one lies in the year.

    All of them are read: what may be shown of one hangs on those before it. One query.
    """
    rows = Figure.objects.filter(stands=True, level=Level.AUTHORITY, ends_on__lte=days[1])
    found: dict[Indicator, list[Figure]] = {}
    for one in rows.select_related("indicator").order_by("indicator__code", "starts_on", "pk"):
        found.setdefault(one.indicator, []).append(one)
    return {indicator: figures for indicator, figures in found.items() if figures[-1].ends_on >= days[0]}


def children_living_here(until: date) -> Figure | None:
    """Return the latest rate of our own area up to a day that says out of how many children it is. One query."""
    rows = Figure.objects.filter(stands=True, area_code=settings.AREA_CODE, indicator__unit=Per.RATE)
    known = rows.filter(ends_on__lte=until, denominator__gt=0).select_related("indicator")
    return known.order_by("-ends_on", "indicator__code", "-pk").first()


def readings_in(days: Days) -> list[Reading]:
    """Return the last reading in a year of each action’s measure, but bare numbers: they may be of few people."""
    rows = Reading.objects.filter(period_start__range=days, value__isnull=False)
    rows = rows.exclude(measure__unit=Unit.NUMBER).exclude(measure__action__state=ActionState.WITHDRAWN)
    last = {one.measure_id: one for one in rows.select_related("measure__action").order_by("period_start", "pk")}
    return sorted(last.values(), key=lambda one: one.measure.action.reference)
