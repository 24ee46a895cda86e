"""Walk the golden thread from any record, both ways. However much hangs on it, the number of queries is the same."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.choices import FindingKind, PointState
from learning.models import Activity, Finding, LearningPoint, Theme
from learning.queries import activities_for, findings_for, learning_points_for, themes_for, tidy
from learning.thread import Column, Edge, Focus, Gap, Node, Start, Strand, Thread, Trail, contributions, point_key

OWN: dict[str, Callable[[Person], QuerySet[Any]]] = {
    "FND": findings_for,
    "LP": learning_points_for,
    "THM": themes_for,
}


def thread_of(person: Person, reference: str) -> Thread | None:
    """Walk the thread of a record by its reference, in any case; None when there is none that the person may see.

    Costs the same few queries however much hangs on it.
    """
    reference = tidy(reference)
    if not reference:
        return None
    prefix = _prefix(reference)
    if any(prefix in contribution.prefixes for contribution in contributions()):
        return thread_of_contribution(person, reference)
    record = OWN.get(prefix, activities_for)(person).filter(reference=reference).first()
    return thread_from(person, record) if record else None


def thread_of_contribution(person: Person, reference: str) -> Thread | None:
    """Walk the thread of a record that a room above hangs on it; None when the person has no such record."""
    for contribution in contributions():
        if _prefix(reference) in contribution.prefixes and (start := contribution.find(person, reference)):
            return _from_start(person, start)
    return None


def _prefix(reference: str) -> str:
    return reference.partition("-")[0]


def thread_from(person: Person, record: Finding | LearningPoint | Theme | Activity) -> Thread:
    """Walk the thread of a record that the person has already been allowed to see."""
    match record:
        case Finding():
            return _from_finding(person, record)
        case LearningPoint():
            return _from_point(person, record)
        case Theme():
            return thread_of_theme(person, record, list(learning_points_for(person).filter(theme=record)))
        case _:
            return _from_activity(person, record)


def _from_activity(person: Person, activity: Activity) -> Thread:
    node = activity_node(activity)
    focus = Focus(activity.get_kind_display(), activity.reference, activity.title, node.url, node.key)
    came_of_it = Q(activity=activity)
    if activity.case_id is not None:
        came_of_it |= Q(activity__case=activity.case_id, activity__happened_on__gte=activity.happened_on)
    return _rightwards(person, focus, [activity], list(findings_for(person).filter(came_of_it)))


def _from_finding(person: Person, finding: Finding) -> Thread:
    focus = Focus("Finding", finding.reference, finding.title, finding.get_absolute_url(), _finding_key(finding.pk))
    return _rightwards(person, focus, [], [finding])


def _from_point(person: Person, point: LearningPoint) -> Thread:
    focus = Focus("Learning point", point.reference, point.statement, point.get_absolute_url(), point_key(point.pk))
    return _knot(focus, _behind(person, [point]), _hung_on(person, Trail((point,))))


def thread_of_theme(person: Person, theme: Theme, points: list[LearningPoint]) -> Thread:
    """Walk the thread of a theme from the learning points under it, which the caller has read."""
    focus = Focus("Theme", theme.reference, theme.title, theme.get_absolute_url())
    if points:
        return _knot(focus, _behind(person, points), _hung_on(person, Trail(tuple(points))))
    cure = _cure(person, "Put learning points under it", "theme-points", theme.reference)
    gap = Gap("theme", Column.LEARNING, "No learning point stands under this theme yet", *cure)
    return _knot(focus, Strand(gaps=(gap,)))


def _from_start(person: Person, start: Start) -> Thread:
    points = list(learning_points_for(person).filter(pk__in=start.point_ids))
    hung = _hung_on(person, Trail(tuple(points), only=start.only))
    mine = next(node for node in hung.nodes if node.key in start.only)
    focus = Focus(mine.kind or mine.column.holds, mine.reference, mine.title, mine.url, mine.key)
    return _knot(focus, _behind(person, points), hung)


def _rightwards(person: Person, focus: Focus, activities: list[Activity], findings: list[Finding]) -> Thread:
    """Walk from findings back to where they came from, and on to everything that came of them."""
    rows: QuerySet[Any] = learning_points_for(person).annotate(finding_id=F("finding_links__finding"))
    led_to = list(rows.filter(finding_id__in=[finding.pk for finding in findings]))
    points = list({point.pk: point for point in led_to}.values())
    pairs = [(point.finding_id, point.pk) for point in led_to]
    gaps = []
    if person.may(Permission.SEE_LEARNING) and not findings:
        cure = _cure(person, "Record a finding", "finding-new", focus.reference)
        gaps.append(Gap(focus.key, Column.FINDING, "No one has recorded a finding from this yet", *cure))
    linked = {finding for finding, _ in pairs}
    gaps += [_no_point(person, finding) for finding in findings if finding.pk not in linked]
    left = Strand(
        nodes=(*map(activity_node, activities), *map(_finding_node, findings), *map(_point_node, points)),
        edges=tuple(_to_points(pairs)),
        gaps=tuple(gaps),
    )
    trail = Trail(tuple(points), tuple(activity.pk for activity in activities))
    return _knot(focus, _sources_of(person, findings), left, _hung_on(person, trail))


def _behind(person: Person, points: list[LearningPoint]) -> Strand:
    """Return learning points with the findings and activities behind them that the person may see.

    The gap's words are the same whether there is nothing or nothing that this person may see.
    """
    rows: QuerySet[Any] = findings_for(person).annotate(point_id=F("links__learning_point"))
    leading = list(rows.filter(point_id__in=[point.pk for point in points]))
    findings = list({finding.pk: finding for finding in leading}.values())
    pairs = [(finding.pk, finding.point_id) for finding in leading]
    led_to = {point for _, point in pairs}
    sources = _sources_of(person, findings)
    return Strand(
        nodes=(*sources.nodes, *map(_finding_node, findings), *map(_point_node, points)),
        edges=(*sources.edges, *_to_points(pairs)),
        gaps=tuple(_no_finding(person, point) for point in points if point.pk not in led_to),
    )


def _sources_of(person: Person, findings: list[Finding]) -> Strand:
    """Return the activities that findings come from, and what came before those in the same case.

    A serious incident has no findings of its own: its review has. Both are where a finding came from.
    """
    activities = {finding.activity_id: finding.activity for finding in findings}
    cases = {activity.case_id for activity in activities.values()} - {None}
    earlier = activities_for(person).filter(case__in=cases, findings=None) if cases else ()
    edges = [Edge(activity_key(finding.activity_id), _finding_key(finding.pk)) for finding in findings]
    for origin in earlier:
        led_to = [
            finding
            for finding in findings
            if finding.activity.case_id == origin.case_id and origin.happened_on <= finding.activity.happened_on
        ]
        if led_to:
            activities[origin.pk] = origin
            edges += [Edge(activity_key(origin.pk), _finding_key(finding.pk)) for finding in led_to]
    return Strand(nodes=tuple(map(activity_node, activities.values())), edges=tuple(edges))


def _hung_on(person: Person, trail: Trail) -> Strand:
    """Return what the rooms above hang on learning points, and on activities themselves."""
    if trail == Trail():
        return Strand()
    strands = [each.follow(person, trail) for each in contributions()]
    return Strand(
        nodes=tuple(node for strand in strands for node in strand.nodes),
        edges=tuple(edge for strand in strands for edge in strand.edges),
        gaps=tuple(gap for strand in strands for gap in strand.gaps),
    )


def _knot(focus: Focus, *strands: Strand) -> Thread:
    """Tie strands into one thread: each node once, each gap as a node beside what it is missing from."""
    nodes = {node.key: node for strand in strands for node in strand.nodes}
    gaps = {gap.key: gap for strand in strands for gap in strand.gaps}
    edges = {edge for strand in strands for edge in strand.edges if edge.source in nodes and edge.target in nodes}
    for gap in gaps.values():
        if beside := nodes.get(gap.beside):
            right = gap.column >= beside.column
            edges.add(Edge(gap.beside, gap.key) if right else Edge(gap.key, gap.beside))
    for gap in gaps.values():
        nodes[gap.key] = Node(gap.key, gap.column, "", gap.words, gap.url, note=gap.cure, gap=True)
    return Thread(
        focus=focus,
        nodes=tuple(sorted(nodes.values(), key=lambda node: (node.column, node.gap, node.reference, node.key))),
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target))),
        gaps=tuple(sorted(gaps.values(), key=lambda gap: (gap.column, gap.key))),
    )


def _to_points(pairs: list[tuple[int, int]]) -> list[Edge]:
    return [Edge(_finding_key(finding), point_key(point)) for finding, point in pairs]


def _no_point(person: Person, finding: Finding) -> Gap:
    cure = _cure(person, "Say what was learned", "learning-point-new", finding.reference)
    return Gap(_finding_key(finding.pk), Column.LEARNING, "No one has drawn a learning point from this yet", *cure)


def _no_finding(person: Person, point: LearningPoint) -> Gap:
    cure = _cure(person, "Join it to a finding", "learning-point-join", point.reference)
    return Gap(point_key(point.pk), Column.FINDING, "No finding that you can see leads to this", *cure)


def _cure(person: Person, label: str, page: str, reference: str) -> tuple[str, str]:
    """Return a link's text and address for a person who may record learning; nothing for others."""
    if not person.may(Permission.RECORD_LEARNING):
        return "", ""
    return label, reverse(f"learning:{page}", args=[reference])


def activity_key(pk: int) -> str:
    """Return the key of an activity's node."""
    return f"activity-{pk}"


def _finding_key(pk: int) -> str:
    return f"finding-{pk}"


def activity_node(activity: Activity) -> Node:
    """Return an activity as the thread shows it. Select its lead with it."""
    return Node(
        activity_key(activity.pk),
        Column.ACTIVITY,
        activity.reference,
        activity.title,
        activity.get_absolute_url(),
        note=activity.get_stage_display(),
        kind=activity.get_kind_display(),
        when=activity.happened_on,
        who=activity.lead.short_name,
        marked=activity.is_casework,
    )


def _finding_node(finding: Finding) -> Node:
    strength = finding.kind == FindingKind.STRENGTH
    return Node(
        _finding_key(finding.pk),
        Column.FINDING,
        finding.reference,
        finding.title,
        finding.get_absolute_url(),
        note=finding.get_kind_display(),
        tone="green" if strength else "orange",
        when=timezone.localdate(finding.recorded_at),
        who=finding.who_for,
    )


def _point_node(point: LearningPoint) -> Node:
    return Node(
        point_key(point.pk),
        Column.LEARNING,
        point.reference,
        point.statement,
        point.get_absolute_url(),
        note=f"Theme: {point.theme}" if point.theme else "No theme",
        tone="teal" if point.state == PointState.AGREED else "grey",
        when=timezone.localdate(point.recorded_at),
        who=point.get_state_display(),
    )
