"""Recommendations, actions and what changed, as the golden thread shows them, with what is missing named."""

from collections.abc import Collection

from django.urls import reverse

from actionplans.choices import ActionState
from actionplans.models import Action, ImpactMeasure
from actionplans.policies import may_manage, may_update
from actionplans.queries import actions_for, actions_on, highest_levels, latest_readings
from actionplans.queries.recommendations import recommendations_for, recommendations_on
from actionplans.thread_recommendations import action_key, recommendation_key, recommendation_strand
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from learning.queries import learning_points_for
from learning.thread import Column, Contribution, Edge, Gap, Node, Start, Strand, point_key


def find(person: Person, reference: str) -> Start | None:
    """Return where the thread of an action or a recommendation begins, or None when this person has no such record."""
    if action := actions_for(person).filter(reference=reference).first():
        point_ids = frozenset(action.links.values_list("learning_point_id", flat=True))
        return Start(point_ids=point_ids, only=frozenset({action_key(action.pk)}))
    if recommendation := recommendations_for(person).filter(reference=reference).first():
        links = list(recommendation.links.values_list("learning_point_id", "action_id"))
        answers = {action_key(action) for _, action in links if action}
        return Start(
            point_ids=frozenset(point for point, _ in links if point),
            only=frozenset({recommendation_key(recommendation.pk), *answers}),
        )
    return None


def follow(
    person: Person, point_ids: Collection[int], only: frozenset[str] | None, activity_ids: Collection[int] = ()
) -> Strand:
    """Return what activities recommend, the actions that answer it or the learning points, what they changed, and gaps.

    A constant few queries.
    """
    own, asked = _numbers(only, "action"), _numbers(only, "recommendation")
    lines = recommendations_on(
        person,
        points=point_ids if only is None else (),
        activities=activity_ids,
        recommendations=asked,
        actions=() if asked else own,
    )
    asked_for = own if only is not None else {action for _, _, action in lines if action}
    actions, pairs = actions_on(person, point_ids, also=asked_for, only_these=only is not None)
    measures = [action.measure for action in actions if hasattr(action, "measure")]
    ids = [measure.pk for measure in measures]
    readings, levels = latest_readings(ids), highest_levels(ids)
    gaps = [gap for action in actions for gap in _gaps_of(person, action, readings, levels)]
    if only is None:
        gaps += _points_without_action(person, point_ids, {point for point, _ in pairs})
    recommended = recommendation_strand(person, lines)
    return Strand(
        nodes=(
            *recommended.nodes,
            *map(_action_node, actions),
            *(_measure_node(measure, readings, levels) for measure in measures),
        ),
        edges=(
            *recommended.edges,
            *(Edge(point_key(point), action_key(action)) for point, action in pairs),
            *(Edge(action_key(measure.action_id), _measure_key(measure.pk)) for measure in measures),
        ),
        gaps=(*recommended.gaps, *gaps),
    )


CONTRIBUTION = Contribution(key="actionplans", find=find, follow=follow)


def _numbers(keys: frozenset[str] | None, kind: str) -> set[int]:
    """Return the rows of one kind among some keys."""
    parted = [key.rpartition("-") for key in keys or ()]
    return {int(number) for name, _, number in parted if name == kind}


def _measure_key(pk: int) -> str:
    return f"measure-{pk}"


def _action_node(action: Action) -> Node:
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


def _measure_node(measure: ImpactMeasure, readings: dict, levels: dict) -> Node:
    latest, level = readings.get(measure.pk), levels.get(measure.pk)
    shown = [
        *([f"{measure.with_unit(latest.value)} in {latest.period}"] if latest else []),
        *([level.label] if level else []),
    ]
    return Node(
        _measure_key(measure.pk),
        Column.CHANGE,
        "Measure",
        measure.difference,
        f"{measure.get_absolute_url()}#impact",
        note=". ".join(shown) or "Nothing measured yet",
        tone="green" if level and level.shows_change else "grey",
    )


def _gaps_of(person: Person, action: Action, readings: dict, levels: dict) -> list[Gap]:
    """Return what is missing to the right of an action that is not withdrawn."""
    if action.state == ActionState.WITHDRAWN:
        return []
    key, measure = action_key(action.pk), getattr(action, "measure", None)
    if measure is None:
        cure = _cure(
            may_manage(person, action) and not action.has_ended, "Say what will be measured", "measure", action
        )
        return [Gap(key, Column.CHANGE, "No one has said what will be measured", *cure)]
    if measure.pk not in levels:
        may_add = may_update(person, action) and not action.has_ended
        words = "No evidence yet" if measure.pk in readings else "No reading and no evidence yet"
        return [Gap(key, Column.CHANGE, words, *_cure(may_add, "Add evidence", "evidence-new", action))]
    return []


def _points_without_action(person: Person, point_ids: Collection[int], answered: set[int]) -> list[Gap]:
    """Return the learning points that nobody acts on. Said only to those who see every action."""
    if not person.may(Permission.SEE_ALL_ACTIONS):
        return []
    points = learning_points_for(person).filter(pk__in=[pk for pk in point_ids if pk not in answered]).order_by("pk")
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


def _cure(may: bool, words: str, page: str, action: Action) -> tuple[str, ...]:
    return (words, reverse(f"actionplans:{page}", args=[action.reference])) if may else ()
