"""Recommendations on the golden thread: from the activity that made them to what was learned and what is done."""

from typing import Any

from django.urls import reverse

from actionplans.choices import Standing
from actionplans.models import Recommendation
from actionplans.policies import may_manage
from escp.partnership.models import Person
from learning.thread import Column, Edge, Gap, Node, Strand, point_key
from learning.walk import activity_key, activity_node

Line = tuple[Any, int | None, int | None]


def action_key(pk: int) -> str:
    """Return the key of an action's node."""
    return f"action-{pk}"


def recommendation_key(pk: int) -> str:
    """Return the key of a recommendation's node."""
    return f"recommendation-{pk}"


def recommendation_strand(person: Person, lines: list[Line]) -> Strand:
    """Return recommendations with the activities that made them, and where each leads. Asks the database nothing.

    A line is (recommendation, learning point, action), as `queries.recommendations.recommendations_on` has them. Edges
    to what is not on the thread fall away when it is tied.
    """
    rows = {row.pk: row for row, _, _ in lines}
    led_to_points = {row.pk for row, point, _ in lines if point}
    edges = [Edge(activity_key(row.activity_id), recommendation_key(row.pk)) for row in rows.values()]
    for row, point, action in lines:
        edges += [Edge(recommendation_key(row.pk), point_key(point))] if point else []
        edges += [Edge(recommendation_key(row.pk), action_key(action))] if action else []
    gaps = [_no_point(person, row) for row in rows.values() if row.pk not in led_to_points]
    gaps += [_no_action(person, row) for row in rows.values() if row.standing == Standing.NO_ACTION]
    activities = {row.activity_id: row.activity for row in rows.values()}
    return Strand(
        nodes=(*map(_node, rows.values()), *map(activity_node, activities.values())),
        edges=tuple(edges),
        gaps=tuple(gaps),
    )


def _node(row: Any) -> Node:
    standing = Standing(row.standing)
    return Node(
        recommendation_key(row.pk),
        Column.FINDING,
        row.reference,
        row.headline,
        row.get_absolute_url(),
        note=standing.label,
        tone=standing.tone,
        kind="Recommendation",
        when=row.due_on,
        marked=row.is_casework,
    )


def _no_point(person: Person, row: Recommendation) -> Gap:
    url = reverse("actionplans:recommendation-join", args=[row.reference])
    words = "No learning point that it leads to"
    return _gap(person, row, Column.LEARNING, words, "Join it to one", url)


def _no_action(person: Person, row: Recommendation) -> Gap:
    url = f"{reverse('actionplans:new')}?recommendation={row.reference}"
    return _gap(person, row, Column.ACTION, "No action answers this recommendation yet", "Add one", url)


def _gap(person: Person, row: Recommendation, column: Column, words: str, cure: str, url: str) -> Gap:
    return Gap(recommendation_key(row.pk), column, words, *((cure, url) if may_manage(person, row) else ()))
