"""Events and policy changes as the golden thread shows them: they hang on the learning points that they are about."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet

from escp.partnership.models import Person
from learning.choices import EventState, PolicyState
from learning.embedding.queries import events_about, events_for, policies_from, policy_changes_for
from learning.models import Event, PolicyChange
from learning.thread import Column, Contribution, Edge, Node, Start, Strand, point_key


def _find_event(person: Person, reference: str) -> Start | None:
    record = events_for(person).filter(reference=reference).first()
    if record is None:
        return None
    points = frozenset(record.points.values_list("pk", flat=True))
    return Start(point_ids=points, only=frozenset({f"event-{record.pk}"}))


def _find_policy(person: Person, reference: str) -> Start | None:
    record = policy_changes_for(person).filter(reference=reference).first()
    if record is None:
        return None
    points = frozenset({record.learning_point_id} if record.learning_point_id else ())
    return Start(point_ids=points, only=frozenset({f"policy-{record.pk}"}))


def _strand(
    rows: QuerySet[Any],
    about: QuerySet[Any],
    key: str,
    node: Callable[[Any], Node],
    points: Collection[int],
    only: frozenset[str] | None,
) -> Strand:
    """Return what hangs on learning points (`about`), or the one of `rows` from which the thread is seen. One query."""
    if only is None:
        found = list(about) if points else []
        pairs = [(one.point_id, one.pk) for one in found]
    else:
        own = [int(one.removeprefix(key)) for one in only if one.startswith(key)]
        found = list(rows.filter(pk__in=own)) if own else []
        pairs = [(point, pk) for pk in own for point in points]
    nodes = {one.pk: node(one) for one in found}
    return Strand(tuple(nodes.values()), tuple(Edge(point_key(point), f"{key}{pk}") for point, pk in pairs))


def _follow_events(
    person: Person, point_ids: Collection[int], only: frozenset[str] | None, activity_ids: Collection[int] = ()
) -> Strand:
    """Return the events about learning points, or the one from which the thread is seen."""
    return _strand(events_for(person), events_about(person, point_ids), "event-", _event, point_ids, only)


def _follow_policies(
    person: Person, point_ids: Collection[int], only: frozenset[str] | None, activity_ids: Collection[int] = ()
) -> Strand:
    """Return the policy changes that learning points require, or the one that is looked at."""
    return _strand(policy_changes_for(person), policies_from(person, point_ids), "policy-", _policy, point_ids, only)


def _event(event: Event) -> Node:
    return Node(
        f"event-{event.pk}",
        Column.ACTION,
        event.reference,
        event.title,
        event.get_absolute_url(),
        note=f"{event.get_kind_display()}: {event.get_state_display().lower()}",
        tone="green" if event.state == EventState.HELD else "yellow",
        kind="Event",
        when=event.happens_on,
    )


def _policy(change: PolicyChange) -> Node:
    note, tone = (change.get_state_display(), "green" if change.state == PolicyState.MADE else "yellow")
    if change.is_late:
        note, tone = "Required and late", "red"
    return Node(
        f"policy-{change.pk}",
        Column.ACTION,
        change.reference,
        change.title,
        change.get_absolute_url(),
        note=note,
        tone=tone,
        kind="Policy change",
        when=change.due_on,
        who=change.agency.short_name if change.agency else "",
    )


CONTRIBUTIONS = (
    Contribution(key="events", find=_find_event, follow=_follow_events),
    Contribution(key="policies", find=_find_policy, follow=_follow_policies),
)
