"""The golden thread: walked both ways from any record, in the same few queries, with every gap in words."""

import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from learning import thread as threads
from learning.thread import Column, Contribution, Edge, Gap, Node, Start, Strand, point_key
from learning.walk import thread_of
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeFactory,
)
from tests.factories.partnership import ConflictFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture(autouse=True)
def only_learning(monkeypatch):
    """Leave out what rooms above hang on the thread; they test it themselves."""
    monkeypatch.setattr(threads, "_contributions", {})


def titles(thread, column):
    return [node.title for node in thread.standing_in(column)]


def references(thread, column):
    return {node.reference for node in thread.standing_in(column) if not node.gap}


def join(finding, point):
    FindingLinkFactory(finding=finding, learning_point=point)


def test_an_activity_shows_what_came_of_it_and_nothing_beside_it(person):
    finding, point = FindingFactory(), LearningPointFactory()
    join(finding, point)
    join(FindingFactory(), point)

    thread = thread_of(person, finding.activity.reference)

    assert references(thread, Column.FINDING) == {finding.reference}
    assert references(thread, Column.LEARNING) == {point.reference}
    assert [edge.source.split("-")[0] for edge in thread.edges] == ["activity", "finding"]


def test_a_learning_point_shows_all_that_led_to_it(person):
    point = LearningPointFactory()
    findings = [FindingFactory() for _ in range(3)]
    for finding in findings:
        join(finding, point)

    thread = thread_of(person, point.reference)

    assert references(thread, Column.FINDING) == {finding.reference for finding in findings}
    assert references(thread, Column.ACTIVITY) == {finding.activity.reference for finding in findings}
    assert thread.gaps == ()


def test_a_theme_shows_its_points_with_what_led_to_them(person):
    theme = ThemeFactory(title="Seeing the whole family")
    point, other = LearningPointFactory(theme=theme), LearningPointFactory()
    finding = FindingFactory()
    join(finding, point)
    join(finding, other)

    thread = thread_of(person, theme.reference)

    assert references(thread, Column.LEARNING) == {point.reference}
    assert thread.standing_in(Column.LEARNING)[0].note == "Theme: Seeing the whole family"


def test_a_reference_is_found_in_any_case(person):
    finding = FindingFactory()

    assert thread_of(person, f" {finding.reference.lower()} ").focus.reference == finding.reference


@pytest.mark.parametrize("reference", ["", "FND-2026-999", "no such thing", "FND\x00", "\ud800", "A" * 500, "'; --"])
def test_what_is_no_reference_has_no_thread(person, reference):
    assert thread_of(person, reference) is None


def test_an_activity_without_a_finding_is_a_gap(person):
    activity = ActivityFactory()

    (gap,) = thread_of(person, activity.reference).gaps

    assert gap.words == "No one has recorded a finding from this yet"
    assert gap.url == reverse("learning:finding-new", args=[activity.reference])


def test_a_finding_without_a_learning_point_is_a_gap(person):
    finding = FindingFactory()

    thread = thread_of(person, finding.reference)

    assert titles(thread, Column.LEARNING) == ["No one has drawn a learning point from this yet"]
    assert thread.gaps[0].url == reverse("learning:learning-point-new", args=[finding.reference])
    assert thread.edges[-1].target == thread.gaps[0].key


def test_a_theme_without_a_learning_point_is_a_gap(person):
    theme = ThemeFactory()

    thread = thread_of(person, theme.reference)

    assert [node.title for node in thread.nodes] == ["No learning point stands under this theme yet"]
    assert thread.gaps[0].url == reverse("learning:theme-points", args=[theme.reference])


def test_a_cure_is_offered_only_to_those_who_may(person):
    finding = FindingFactory()

    (gap,) = thread_of(PersonFactory(role=RoleKey.SCRUTINEER), finding.reference).gaps

    assert (gap.cure, gap.url) == ("", "")


def test_a_hidden_finding_leaves_the_same_words_as_none():
    hidden = FindingFactory(activity=ActivityFactory(casework=True))
    point, bare = LearningPointFactory(), LearningPointFactory()
    join(hidden, point)
    reader = PersonFactory(role=RoleKey.PIG_MEMBER)

    with_hidden, without = thread_of(reader, point.reference), thread_of(reader, bare.reference)

    assert [gap.words for gap in with_hidden.gaps] == [gap.words for gap in without.gaps]
    assert len(with_hidden.nodes) == len(without.nodes)
    assert hidden.title not in str(with_hidden)


def test_a_conflict_takes_one_source_out_of_a_thread_without_a_trace(person):
    point = LearningPointFactory()
    seen, hidden = FindingFactory(), FindingFactory(activity=ActivityFactory(casework=True))
    for finding in (seen, hidden):
        join(finding, point)
    ConflictFactory(case=hidden.activity.case, person=person)

    thread = thread_of(person, point.reference)

    assert references(thread, Column.FINDING) == {seen.reference}
    assert hidden.reference not in str(thread)
    assert hidden.activity.reference not in str(thread)


def test_a_room_above_hangs_its_records_on_the_thread(person):
    point = LearningPointFactory()
    join(FindingFactory(), point)

    def follow(reader, trail):
        nodes = tuple(Node(f"action-{pk}", Column.ACTION, f"TST-{pk}", "A guide") for pk in (1, 2))
        nodes = tuple(node for node in nodes if trail.only is None or node.key in trail.only)
        edges = tuple(Edge(point_key(pk), f"action-{number}") for pk in trail.point_ids for number in (1, 2))
        gaps = tuple(Gap(node.key, Column.CHANGE, "No evidence yet") for node in nodes)
        return Strand(nodes, edges, gaps)

    def find(reader, reference):
        return Start(frozenset({point.pk}), frozenset({"action-1"})) if reference == "TST-1" else None

    threads.register(Contribution("test", follow, ("TST",), find))

    assert references(thread_of(person, point.reference), Column.ACTION) == {"TST-1", "TST-2"}
    thread = thread_of(person, "tst-1")
    assert references(thread, Column.ACTION) == {"TST-1"}
    assert references(thread, Column.LEARNING) == {point.reference}
    assert len(references(thread, Column.FINDING)) == 1
    assert thread.focus.key == "action-1"
    assert thread_of(person, "TST-3") is None


def test_every_line_joins_two_nodes_that_are_there(person):
    point = LearningPointFactory()
    for _ in range(4):
        join(FindingFactory(), point)

    thread = thread_of(person, point.reference)
    keys = {node.key for node in thread.nodes}

    assert all(edge.source in keys and edge.target in keys for edge in thread.edges)


@pytest.mark.parametrize("nodes", [1, 10, 40])
def test_a_theme_costs_the_same_however_much_hangs_on_it(person, nodes, django_assert_num_queries):
    theme = ThemeFactory()
    points = LearningPointFactory.create_batch(max(1, nodes // 4), theme=theme)
    for number in range(nodes):
        join(FindingFactory(), points[number % len(points)])
    person.permissions  # noqa: B018  (a request has read its person's memberships before)

    with django_assert_num_queries(3):
        thread = thread_of(person, theme.reference)

    assert len(thread.nodes) == nodes * 2 + len(points)
