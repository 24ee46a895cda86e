"""Actions and what changed on the golden thread, with what is missing in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.choices import ActionState
from actionplans.thread import find, follow
from escp.access.roles import RoleKey
from learning.lifecycle import THEME
from learning.thread import Column, Trail, point_key
from learning.walk import thread_of
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    ReadingFactory,
)
from tests.factories.learning import FindingLinkFactory, LearningPointFactory, ThemeFactory, ready_to_choose
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


def words(strand):
    return [gap.words for gap in strand.gaps]


def test_a_learning_point_without_an_action_is_a_gap_with_its_cure(manager):
    point = LearningPointFactory()

    strand = follow(manager, Trail((point,)))

    assert [(gap.beside, gap.column, gap.words) for gap in strand.gaps] == [
        (point_key(point.pk), Column.ACTION, "No action yet")
    ]
    assert strand.gaps[0].url == f"/actions/new/?point={point.reference}"


def test_those_who_see_only_their_own_actions_are_not_told_that_there_is_none():
    person = PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)
    link = ActionLinkFactory()

    strand = follow(person, Trail((link.learning_point,)))

    assert (strand.nodes, strand.gaps) == ((), ())


def test_each_missing_piece_to_the_right_of_an_action_is_named(manager):
    link = ActionLinkFactory(action=ActionFactory(state=ActionState.IN_PROGRESS))
    trail = Trail((link.learning_point,))
    assert words(follow(manager, trail)) == ["No one has said what will be measured"]

    measure = ImpactMeasureFactory(action=link.action)
    assert words(follow(manager, trail)) == ["No reading and no evidence yet"]

    ReadingFactory(measure=measure)
    assert words(follow(manager, trail)) == ["No evidence yet"]

    EvidenceFactory(measure=measure)
    strand = follow(manager, trail)
    assert words(strand) == []
    assert [node.note for node in strand.nodes if node.column == Column.CHANGE] == [
        "20.9% in 2024. E3: practice has changed"
    ]


def test_a_scrutineer_reads_the_gap_without_a_cure():
    link = ActionLinkFactory()

    gap = follow(PersonFactory(role=RoleKey.SCRUTINEER), Trail((link.learning_point,))).gaps[0]

    assert (gap.words, gap.url, gap.cure) == ("No one has said what will be measured", "", "")


def test_a_withdrawn_action_has_no_gaps(manager):
    link = ActionLinkFactory(action=ActionFactory(state=ActionState.WITHDRAWN))

    assert follow(manager, Trail((link.learning_point,))).gaps == ()


def test_the_thread_of_an_action_leaves_out_what_else_its_learning_points_led_to(manager):
    link = ActionLinkFactory()
    ActionLinkFactory(learning_point=link.learning_point)
    FindingLinkFactory(learning_point=link.learning_point)

    thread = thread_of(manager, link.action.reference)

    assert [node.reference for node in thread.nodes if node.column == Column.ACTION] == [link.action.reference]
    assert {node.column for node in thread.nodes} == set(Column)


def test_a_theme_that_leaves_its_place_while_actions_answer_it_keeps_them_on_its_thread(manager):
    leaving, *_others = (ThemeFactory(place=place) for place in (1, 2, 3))
    link = ActionLinkFactory(
        learning_point=FindingLinkFactory(learning_point__theme=leaving).learning_point,
        action=ActionFactory(state=ActionState.IN_PROGRESS),
    )
    before = thread_of(manager, leaving.reference)
    said = {"impact_statement": "Fathers are asked.", "chosen_minute": "PIG 12 March 2026, item 4"}

    THEME.apply("activate", ready_to_choose(), by=PersonFactory(role=RoleKey.PIG_MEMBER), leaves=leaving, **said)

    link.action.refresh_from_db()
    assert link.action.state == ActionState.IN_PROGRESS
    assert thread_of(manager, leaving.reference) == before
    assert link.action.reference in {node.reference for node in before.nodes}


def test_another_agencys_action_has_no_thread_for_a_contributor():
    action = ActionFactory()

    assert find(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR), action.reference) is None
    assert thread_of(PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE), action.reference) is None


def test_the_number_of_queries_does_not_grow_with_what_hangs_on_the_thread(manager):
    def cost(points):
        with CaptureQueriesContext(connection) as queries:
            follow(manager, Trail(tuple(points)))
        return len(queries)

    manager.permissions  # noqa: B018  (read once a request, before any page)
    points = [LearningPointFactory() for _ in range(3)]
    for point in points:
        for _ in range(4):
            EvidenceFactory(measure=ImpactMeasureFactory(action=ActionLinkFactory(learning_point=point).action))

    assert cost(points[:1]) == cost(points) == 2
