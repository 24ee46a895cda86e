"""Which actions a person may see, and what lists, record pages and the golden thread ask about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from actionplans.brag import RED_AFTER_DAYS
from actionplans.choices import CLOSING_LEVELS, ENDED, ActionState, Brag, EvidenceLevel
from actionplans.models import Action, ActionLink, Evidence, ImpactMeasure, ProgressNote, Reading
from escp.access.permissions import Permission
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name, people_to_name
from learning.models import LearningPoint, Theme
from learning.queries import learning_points_for

# What needs attention first.
BRAG_ORDER = (Brag.RED, Brag.AMBER, Brag.GREEN, Brag.GREY, Brag.BLUE)


def actions_for(person: Person) -> QuerySet[Action]:
    """Return the actions that a person may see, with what a list shows of each."""
    actions = Action.objects.select_related("lead_agency", "owner", "priority", "measure")
    if person.may(Permission.SEE_ALL_ACTIONS):
        return actions
    if person.may(Permission.SEE_OWN_AGENCY_ACTIONS):
        return actions.filter(Q(lead_agency__in=person.agency_ids) | Q(owner=person))
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
    """Return what `actionplans.brag.rate` says of an action on a day, as an expression in SQL."""
    open_states = Q(state__in=(ActionState.DRAFT, ActionState.AGREED, ActionState.IN_PROGRESS))
    return Case(
        When(state=ActionState.CLOSED, then=Value(Brag.BLUE)),
        When(state=ActionState.WITHDRAWN, then=Value(Brag.GREY)),
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
    read = Exists(Reading.objects.filter(measure__action=OuterRef("pk"), value__isnull=False))
    shown = Exists(Evidence.objects.filter(measure__action=OuterRef("pk"), level__in=CLOSING_LEVELS))
    delivered = Q(read, shown, state=ActionState.COMPLETE_PENDING_IMPACT) & ~Q(owner=person)
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
    return Reading.objects.filter(measure__action=action).select_related("recorded_by")


def readings_at(measure: ImpactMeasure, starts: Iterable[date]) -> dict[date, Reading]:
    """Return the readings that exist for the periods that start on the given days."""
    return {reading.period_start: reading for reading in measure.readings.filter(period_start__in=list(starts))}


def evidence_of(action: Action) -> QuerySet[Evidence]:
    """Return the evidence of an action, the latest first."""
    return Evidence.objects.filter(measure__action=action).select_related("recorded_by")


def notes_of(action: Action) -> QuerySet[ProgressNote]:
    """Return what has been written about the progress of an action, the latest first."""
    return action.progress_notes.select_related("by")


# The golden thread


def links_to_points(person: Person, point_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Return (learning point, action) for the actions that a person may see and that answer these learning points."""
    links = ActionLink.objects.filter(learning_point__in=list(point_ids), action__in=actions_for(person).values("pk"))
    return list(links.order_by("pk").values_list("learning_point", "action"))


def latest_readings(measure_ids: Iterable[int]) -> dict[int, Reading]:
    """Return the latest reading that has a number, for each measure."""
    rows = Reading.objects.filter(measure__in=list(measure_ids), value__isnull=False).order_by("period_start", "pk")
    return {reading.measure_id: reading for reading in rows}


def highest_levels(measure_ids: Iterable[int]) -> dict[int, EvidenceLevel]:
    """Return the highest level of evidence for each measure that has any."""
    rows = Evidence.objects.filter(measure__in=list(measure_ids)).order_by()
    return {pk: EvidenceLevel(level) for pk, level in rows.values_list("measure").annotate(Max("level"))}


# What closing asks


def has_reading(action: Action) -> bool:
    """Say whether the measure has been read at least once; a withheld number is not a reading."""
    return Reading.objects.filter(measure__action=action, value__isnull=False).exists()


def has_closing_evidence(action: Action) -> bool:
    """Say whether anything shows that practice or children's lives changed (levels E3 and E4)."""
    return Evidence.objects.filter(measure__action=action, level__in=CLOSING_LEVELS).exists()


def has_voice(action: Action) -> bool:
    """Say whether a child, a family or a practitioner is heard in the evidence."""
    return Evidence.objects.filter(measure__action=action, is_voice=True).exists()
