"""Which actions a person may see, and what lists, record pages and the golden thread ask about them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.utils import timezone

from actionplans.brag import RED_AFTER_DAYS
from actionplans.choices import CLOSING_LEVELS, DELIVERED, ENDED, ActionState, Brag
from actionplans.models import Action, ActionLink, Evidence, ImpactMeasure, Milestone, ProgressNote, Reading
from escp.access.permissions import Permission
from escp.deadlines.calendar import at_time
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name, people_to_name
from learning.models import LearningPoint, Theme
from learning.queries import learning_points_for

JUDGED_NEAR = timedelta(weeks=4)
# What needs attention first.
BRAG_ORDER = (Brag.RED, Brag.AMBER, Brag.GREEN, Brag.GREY, Brag.BLUE)


def actions_for(person: Person) -> QuerySet[Action]:
    """Return the actions that a person may see, with what a list shows of each."""
    actions = Action.objects.select_related("lead_agency", "owner", "priority", "measure")
    if person.may(Permission.SEE_ALL_ACTIONS):
        return actions
    if person.may(Permission.SEE_OWN_AGENCY_ACTIONS):
        helping = Exists(
            Action.contributing.through.objects.filter(action=OuterRef("pk"), agency__in=person.agency_ids)
        )
        return actions.filter(Q(lead_agency__in=person.agency_ids) | Q(owner=person) | helping)
    return actions.none()


def listed_for(person: Person) -> QuerySet[Action]:
    """Return the actions that a person may see, with their BRAG colour and its place in the order of attention.

    Withdrawn actions stand last.
    """
    order = Case(
        When(state=ActionState.WITHDRAWN, then=Value(len(BRAG_ORDER))),
        *(When(brag=colour, then=Value(place)) for place, colour in enumerate(BRAG_ORDER)),
        output_field=IntegerField(),
    )
    return actions_for(person).annotate(brag=brag_on(timezone.localdate())).annotate(brag_order=order)


def brag_on(day: date) -> Case:
    """Return the colour that `Action.rated_on` gives on a day, as an expression in SQL."""
    open_states = Q(state__in=(ActionState.DRAFT, ActionState.AGREED, ActionState.IN_PROGRESS))
    return Case(
        When(state=ActionState.CLOSED, then=Value(Brag.BLUE)),
        When(state=ActionState.WITHDRAWN, then=Value(Brag.GREY)),
        When(~Q(set_colour=""), set_until__gte=day, then=F("set_colour")),
        When(state=ActionState.COMPLETE_PENDING_IMPACT, measure__measured_by_on__lt=day, then=Value(Brag.AMBER)),
        When(state=ActionState.COMPLETE_PENDING_IMPACT, then=Value(Brag.GREEN)),
        When(state=ActionState.BLOCKED, then=Value(Brag.RED)),
        When(open_states, due_on__lt=day - timedelta(days=RED_AFTER_DAYS), then=Value(Brag.RED)),
        When(open_states, due_on__lt=day, then=Value(Brag.AMBER)),
        When(state=ActionState.IN_PROGRESS, then=Value(Brag.GREEN)),
        When(state=ActionState.AGREED, starts_on__lt=day, then=Value(Brag.AMBER)),
        default=Value(Brag.GREY),
        output_field=CharField(),
    )


def overdue(actions: QuerySet[Action], on: date | None = None) -> QuerySet[Action]:
    """Return those of the actions whose due date has passed and that are not delivered, closed or withdrawn."""
    still_owed = [state for state in ActionState if state not in (*ENDED, ActionState.COMPLETE_PENDING_IMPACT)]
    return actions.filter(state__in=still_owed, due_on__lt=on or timezone.localdate())


def under_theme(actions: QuerySet[Action], theme: Theme) -> QuerySet[Action]:
    """Return those of the actions that answer a learning point of a theme; each once."""
    return actions.filter(Exists(ActionLink.objects.filter(action=OuterRef("pk"), learning_point__theme=theme)))


def awaiting_agreement_of(person: Person) -> list[tuple[Action, str]]:
    """Return what waits for this person's decision: drafts ready to be agreed, delivered actions ready to be closed."""
    if not person.may(Permission.AGREE_ACTIONS):
        return []
    actions = actions_for(person).order_by("due_on", "pk")
    joined = Exists(ActionLink.objects.filter(action=OuterRef("pk")))
    draft = Q(joined, state=ActionState.DRAFT, owner__isnull=False, lead_agency__isnull=False)
    draft &= Q(due_on__isnull=False, measure__isnull=False)
    passed = ~Exists(Milestone.objects.filter(action=OuterRef("pk"), done_on=None, dropped_because=""))
    read = Exists(Reading.objects.filter(measure__action=OuterRef("pk"), value__isnull=False))
    shown = Exists(Evidence.objects.filter(measure__action=OuterRef("pk"), level__in=CLOSING_LEVELS))
    delivered = Q(
        Q(read) | ~Q(measure__waived_because=""), shown, passed, state=ActionState.COMPLETE_PENDING_IMPACT
    ) & ~Q(owner=person)
    waiting = list(actions.filter(draft | delivered))
    to_agree = [action for action in waiting if action.state == ActionState.DRAFT and not action.measure.missing()]
    to_close = [action for action in waiting if action.state != ActionState.DRAFT]
    return [(action, "Agree this action") for action in to_agree] + [(a, "Close this action") for a in to_close]


@dataclass(frozen=True)
class Overview:
    """What the list of actions says above and beside itself: how many stand in each colour, who leads and who owns."""

    counts: dict[Brag, int]
    agencies: list[tuple[int, str]]
    owners: list[tuple[int, str]]


def overview_for(person: Person) -> Overview:
    """Return the overview of the actions that a person may see. One query."""
    rows = (
        actions_for(person)
        .order_by()
        .annotate(brag=brag_on(timezone.localdate()))
        .values_list("brag", "lead_agency", "lead_agency__name", "owner", "owner__full_name")
        .annotate(Count("pk"))
    )
    counts = dict.fromkeys(BRAG_ORDER, 0)
    agencies, owners = {}, {}
    for brag, agency, agency_name, owner, owner_name, number in rows:
        counts[Brag(brag)] += number
        agencies[agency], owners[owner] = agency_name, owner_name
    return Overview(counts, _by_name(agencies), _by_name(owners))


def _by_name(named: dict[int | None, str]) -> list[tuple[int, str]]:
    return sorted(((pk, name) for pk, name in named.items() if pk is not None), key=lambda pair: (pair[1], pair[0]))


def action_counts(person: Person) -> dict[Brag, int]:
    """Return how many of the actions that a person may see stand in each BRAG colour, what needs attention first."""
    return overview_for(person).counts


def owners_to_choose(action: Action | None) -> QuerySet[Person]:
    """Return who may be named as owner: people with a membership now, and the owner there is, who may have left."""
    people = people_to_name()
    return people | Person.objects.filter(pk=action.owner_id) if action and action.owner_id else people


def agencies_to_choose(action: Action | None) -> QuerySet[Agency]:
    """Return which agency may lead: those that exist today, and the one that leads already."""
    agencies = agencies_to_name()
    return agencies | Agency.objects.filter(pk=action.lead_agency_id) if action and action.lead_agency_id else agencies


def agencies_to_help(action: Action) -> QuerySet[Agency]:
    """Return which agencies may contribute: those that exist today, and those that do so already."""
    now = Q(pk__in=agencies_to_name().values("pk"))
    already = Action.contributing.through.objects.filter(action=action.pk).values("agency")
    return Agency.objects.filter(now | Q(pk__in=already)).order_by("name")


# One action


def points_of(person: Person, action: Action) -> QuerySet[ActionLink]:
    """Return the learning points that an action answers, as far as the person may see them."""
    visible = learning_points_for(person)
    return action.links.filter(learning_point__in=visible.values("pk")).select_related(
        "learning_point", "learning_point__theme", "linked_by"
    )


def points_to_answer(person: Person, action: Action | None = None) -> QuerySet[LearningPoint]:
    """Return the learning points that a person may join to an action: those it does not answer yet."""
    points = learning_points_for(person)
    return points if action is None else points.exclude(action_links__action=action)


def measure_of(action: Action) -> ImpactMeasure | None:
    """Return what an action is measured by, or None when no one has said."""
    return getattr(action, "measure", None)


def readings_of(action: Action) -> QuerySet[Reading]:
    """Return the readings of an action's measure in order of time."""
    measure = measure_of(action)
    return measure.readings.all() if measure else Reading.objects.none()


def readings_at(measure: ImpactMeasure, starts: Iterable[date]) -> dict[date, Reading]:
    """Return the readings that exist for the periods that start on the given days."""
    return {reading.period_start: reading for reading in measure.readings.filter(period_start__in=list(starts))}


def evidence_of(action: Action) -> QuerySet[Evidence]:
    """Return the evidence of an action, the latest first."""
    measure = measure_of(action)
    return measure.evidence.all() if measure else Evidence.objects.none()


def notes_of(action: Action) -> QuerySet[ProgressNote]:
    """Return what has been written about the progress of an action, the latest first."""
    return action.progress_notes.select_related("by")


def milestones_of(action: Action) -> QuerySet[Milestone]:
    """Return the milestones of an action in order of their dates."""
    return Milestone.objects.filter(action=action).select_related("action", "agency", "done_by")


def read_plan_of(action: Action) -> list[Milestone]:
    """Read who contributes, the milestones, readings and evidence with an action. Four queries, and none later.

    Return the milestones.
    """
    prefetch_related_objects(
        [action],
        "contributing",
        Prefetch("milestones", milestones_of(action)),
        Prefetch("measure__readings", Reading.objects.select_related("recorded_by")),
        Prefetch("measure__evidence", Evidence.objects.select_related("recorded_by")),
    )
    return list(action.milestones.all())


def milestones_for(person: Person) -> QuerySet[Milestone]:
    """Return the milestones of the actions that a person may see."""
    return Milestone.objects.filter(action__in=actions_for(person).values("pk"))


def measures_for(person: Person) -> QuerySet[ImpactMeasure]:
    """Return the measures of the actions that a person may see."""
    return ImpactMeasure.objects.filter(action__in=actions_for(person).values("pk"))


def judged_on(measure: ImpactMeasure) -> date | None:
    """Return the day on which an outcome was measured: of the first figure read near its date or later; None before.

    Four weeks before the date is near enough: a proposal of ours. An action that closes is judged by then. One query.
    """
    if measure.measured_by_on is None:
        return None
    near = at_time(measure.measured_by_on - JUDGED_NEAR, time.min)
    read = measure.readings.filter(value__isnull=False, recorded_at__gte=near).aggregate(first=Min("recorded_at"))[
        "first"
    ]
    days = [timezone.localdate(read)] if read else []
    return min([*days, *filter(None, [measure.action.closed_on])], default=None)


def open_milestones_of(action: Action) -> QuerySet[Milestone]:
    """Return the milestones that are neither done nor dropped."""
    return milestones_of(action).filter(done_on=None, dropped_because="")


# The golden thread


def links_to_points(person: Person, point_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Return (learning point, action) for the actions that a person may see and that answer these learning points."""
    links = ActionLink.objects.filter(learning_point__in=list(point_ids), action__in=actions_for(person).values("pk"))
    return list(links.order_by("pk").values_list("learning_point", "action"))


def actions_on(
    person: Person, points: Collection[int], *, also: Collection[int], only_these: bool
) -> tuple[list[Action], list[tuple[int, int]]]:
    """Return the actions that answer learning points and some others (or these alone), and which answers which point.

    One query: an action is read once for every point that it answers. Each has its measure’s `latest_value` and
    `latest_period`, and the highest `level` of its evidence; None where there is none.
    """
    asked = Q(pk__in=also) if only_these else Q(links__learning_point__in=points) | Q(pk__in=also)
    readings = Reading.objects.filter(measure=OuterRef("measure"), value__isnull=False).order_by("-period_start", "-pk")
    levels = Evidence.objects.filter(measure=OuterRef("measure")).order_by("-level")
    rows: QuerySet[Any] = (
        actions_for(person)
        .filter(asked)
        .annotate(
            point_id=F("links__learning_point"),
            latest_value=Subquery(readings.values("value")[:1]),
            latest_period=Subquery(readings.values("period")[:1]),
            level=Subquery(levels.values("level")[:1]),
        )
    )
    found = list(rows.order_by("due_on", "pk")) if also or (points and not only_these) else []
    pairs = [(one.point_id, one.pk) for one in found if one.point_id in points]
    return list({one.pk: one for one in found}.values()), pairs


def latest_readings(measure_ids: Iterable[int]) -> dict[int, Reading]:
    """Return the latest reading that has a number, for each measure."""
    rows = Reading.objects.filter(measure__in=list(measure_ids), value__isnull=False).order_by("period_start", "pk")
    return {reading.measure_id: reading for reading in rows}


def evidence_about(measure_ids: Iterable[int]) -> QuerySet[Evidence]:
    """Return the evidence of some measures, the earliest first."""
    return Evidence.objects.filter(measure__in=list(measure_ids)).order_by("dated_on", "pk")


def closed_for(person: Person) -> QuerySet[Action]:
    """Return the closed actions that a person may see, the latest first."""
    return actions_for(person).filter(state=ActionState.CLOSED).order_by("-closed_on", "-pk")


# What closing asks


def has_reading(action: Action) -> bool:
    """Say whether the measure has been read at least once; a withheld number is not a reading."""
    return any(reading.value is not None for reading in readings_of(action))


def has_closing_evidence(action: Action) -> bool:
    """Say whether anything shows that practice or children's lives changed (levels E3 and E4)."""
    return any(each.level in CLOSING_LEVELS for each in evidence_of(action))


def has_voice(action: Action) -> bool:
    """Say whether a child, a family or a practitioner is heard in the evidence."""
    return any(each.is_voice for each in evidence_of(action))


def delivered_between(since: date, until: date) -> QuerySet[Action]:
    """Return the actions that were delivered from one day to another and were not withdrawn, whoever asks."""
    rows = Action.objects.filter(state__in=DELIVERED, delivered_on__range=(since, until))
    return rows.order_by("delivered_on", "reference")


def shown_between(since: date, until: date) -> QuerySet[Evidence]:
    """Return the evidence from one day to another that practice or children's lives changed (levels E3 and E4)."""
    rows = Evidence.objects.filter(level__in=CLOSING_LEVELS, dated_on__range=(since, until))
    return rows.select_related("measure__action").order_by("measure__action__reference", "dated_on", "pk")
