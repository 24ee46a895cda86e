"""Recommendations, actions and what changed, as the golden thread shows them, with what is missing named."""

from typing import Any

from django.urls import reverse

from actionplans.choices import ActionState, EvidenceLevel
from actionplans.policies import may_manage, may_update
from actionplans.queries import actions_for, actions_on
from actionplans.queries.recommendations import recommendations_for, recommendations_on
from actionplans.thread_recommendations import action_key, recommendation_key, recommendation_strand
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from learning.thread import Column, Contribution, Edge, Gap, Node, Start, Strand, Trail, point_key


def find(person: Person, reference: str) -> Start | None:
    """Return where the thread of an action or a recommendation begins, or None when this person has no such record."""
    if reference.startswith(f"{ACTION}-"):
        found = list(actions_for(person).filter(reference=reference).values_list("pk", "links__learning_point"))
        answers = {action_key(pk) for pk, _ in found}
        return Start(frozenset(point for _, point in found if point), frozenset(answers)) if found else None
    lines = list(
        recommendations_for(person)
        .filter(reference=reference)
        .values_list("pk", "links__learning_point", "links__action")
    )
    if not lines:
        return None
    answers = {action_key(action) for _, _, action in lines if action}
    return Start(
        point_ids=frozenset(point for _, point, _ in lines if point),
        only=frozenset({recommendation_key(lines[0][0]), *answers}),
    )


def follow(person: Person, trail: Trail) -> Strand:
    """Return what activities recommend, the actions that answer it or the learning points, what they changed, and gaps.

    Two queries.
    """
    own, asked = trail.asked("action"), trail.asked("recommendation")
    lines = recommendations_on(
        person,
        points=trail.point_ids if trail.only is None else (),
        activities=trail.activity_ids,
        recommendations=asked,
        actions=() if asked else own,
    )
    asked_for = own if trail.only is not None else {action for _, _, action in lines if action}
    actions, pairs = actions_on(person, trail.point_ids, also=asked_for, only_these=trail.only is not None)
    gaps = [gap for action in actions for gap in _gaps_of(person, action)]
    if trail.only is None:
        gaps += _points_without_action(person, trail, {point for point, _ in pairs})
    recommended = recommendation_strand(person, lines)
    measured = [action for action in actions if hasattr(action, "measure")]
    return Strand(
        nodes=(
            *recommended.nodes,
            *map(_action_node, actions),
            *(_measure_node(action) for action in measured),
        ),
        edges=(
            *recommended.edges,
            *(Edge(point_key(point), action_key(action)) for point, action in pairs),
            *(Edge(action_key(action.pk), _measure_key(action)) for action in measured),
        ),
        gaps=(*recommended.gaps, *gaps),
    )


ACTION, RECOMMENDATION = "ACT", "REC"
CONTRIBUTION = Contribution("actionplans", follow, (ACTION, RECOMMENDATION), find)


def _measure_key(action: Any) -> str:
    return f"measure-{action.measure.pk}"


def _action_node(action: Any) -> Node:
    rating = action.rating
    due = f", due {date_in_words(action.due_on)}" if action.due_on and not action.has_ended else ""
    return Node(
        action_key(action.pk),
        Column.ACTION,
        action.reference,
        action.title,
        action.get_absolute_url(),
        note=f"{rating.words}{due}",
        tone=rating.colour.tone,
        when=action.due_on,
        who=action.lead_agency.short_name if action.lead_agency else "",
    )


def _measure_node(action: Any) -> Node:
    measure = action.measure
    level = EvidenceLevel(action.level) if action.level else None
    shown = [
        *([f"{measure.with_unit(action.latest_value)} in {action.latest_period}"] if action.latest_period else []),
        *([level.label] if level else []),
    ]
    return Node(
        _measure_key(action),
        Column.CHANGE,
        "Measure",
        measure.difference,
        f"{measure.get_absolute_url()}#impact",
        note=". ".join(shown) or "Nothing measured yet",
        tone="green" if level and level.shows_change else "grey",
    )


def _gaps_of(person: Person, action: Any) -> list[Gap]:
    """Return what is missing to the right of an action that is not withdrawn."""
    if action.state == ActionState.WITHDRAWN:
        return []
    key = action_key(action.pk)
    if not hasattr(action, "measure"):
        cure = _cure(
            may_manage(person, action) and not action.has_ended, "Say what will be measured", "measure", action
        )
        return [Gap(key, Column.CHANGE, "No one has said what will be measured", *cure)]
    if not action.level:
        may_add = may_update(person, action) and not action.has_ended
        words = "No evidence yet" if action.latest_period else "No reading and no evidence yet"
        return [Gap(key, Column.CHANGE, words, *_cure(may_add, "Add evidence", "evidence-new", action))]
    return []


def _points_without_action(person: Person, trail: Trail, answered: set[int]) -> list[Gap]:
    """Return the learning points that nobody acts on. Said only to those who see every action."""
    if not person.may(Permission.SEE_ALL_ACTIONS):
        return []
    points = sorted((point for point in trail.points if point.pk not in answered), key=lambda point: point.pk)
    manages = person.may(Permission.MANAGE_ACTIONS)
    new = reverse("actionplans:new")
    return [
        Gap(
            point_key(point.pk),
            Column.ACTION,
            "No action yet",
            *(("Record an action", f"{new}?point={point.reference}") if manages else ()),
        )
        for point in points
    ]


def _cure(may: bool, words: str, page: str, action: Any) -> tuple[str, ...]:
    return (words, reverse(f"actionplans:{page}", args=[action.reference])) if may else ()
