"""The drawing of a thread: nothing overlaps, every line ends at its boxes, every word fits, the same each time."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.drawing import COLOURS, GAP_INK, GAP_PAPER, LINES, PAPER, QUIET, TONES, draw, draw_for_paper
from learning.layout import crossings, ordered
from learning.lettering import ELLIPSIS, lines_of, width_of
from learning.thread import Column, Edge, Focus, Gap, Node, Strand
from learning.walk import _knot

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=160)


@st.composite
def threads(draw_one):
    """Return a thread of up to forty nodes in any columns, with gaps."""
    counts = [draw_one(st.integers(0, 8)) for _ in Column]
    nodes = [
        Node(
            f"{column.name}-{number}", column, f"REF-{number}", draw_one(WORDS), "/x/", note=draw_one(WORDS), tone="red"
        )
        for column, count in zip(Column, counts, strict=True)
        for number in range(count)
    ]
    pairs = [(left.key, right.key) for left in nodes for right in nodes if right.column == left.column + 1]
    edges = draw_one(st.lists(st.sampled_from(pairs), max_size=25)) if pairs else []
    lonely = [node for node in nodes if node.column < Column.CHANGE]
    gapped = draw_one(st.lists(st.sampled_from(lonely), max_size=4, unique_by=lambda n: n.key)) if lonely else []
    gaps = tuple(Gap(node.key, Column(node.column + 1), "Nothing yet", "Cure it", "/y/") for node in gapped)
    focus = Focus("Finding", "REF-1", "x", "/x/", nodes[0].key if nodes else "")
    return _knot(focus, Strand(tuple(nodes), tuple(Edge(*pair) for pair in edges), gaps))


@settings(max_examples=60, deadline=None)
@given(threads())
@pytest.mark.parametrize("drawn", [draw, draw_for_paper])
def test_nothing_overlaps_and_every_line_ends_at_its_boxes(drawn, thread):
    drawing = drawn(thread)
    boxes = {box.node.key: box for box in drawing.boxes}

    assert set(boxes) == {node.key for node in thread.nodes}
    for one, other in combinations(drawing.boxes, 2):
        apart = one.x != other.x or one.y + one.height <= other.y + 0.2 or other.y + other.height <= one.y + 0.2
        assert apart, (one.node.key, other.node.key)
    for curve in drawing.curves:
        source, target = boxes[curve.edge.source], boxes[curve.edge.target]
        assert (curve.x1, curve.x2) == (source.right, target.x)
        assert source.y <= curve.y1 <= source.y + source.height
        assert target.y <= curve.y2 <= target.y + target.height
    for box in drawing.boxes:
        assert box.y >= 0
        assert box.y + box.height <= drawing.height
        assert box.right <= drawing.width
        for text in box.texts:
            assert text.x + width_of(text.words, text.size, bold=text.bold) <= box.right + 0.01
            assert box.y < text.y < box.y + box.height


@settings(max_examples=30, deadline=None)
@given(threads())
def test_the_same_thread_gives_the_same_drawing(thread):
    assert draw(thread) == draw(thread)


@settings(max_examples=30, deadline=None)
@given(threads())
def test_ordering_never_adds_a_crossing(thread):
    before = [[node.key for node in thread.standing_in(column)] for column in Column]

    assert crossings(ordered(thread.nodes, thread.edges), thread.edges) <= crossings(before, thread.edges)


def test_two_lines_that_need_not_cross_do_not():
    nodes = [Node(key, column, key, key) for column, keys in enumerate(("ab", "cd")) for key in keys]
    edges = [Edge("a", "d"), Edge("b", "c")]

    assert crossings([["a", "b"], ["c", "d"], [], [], []], edges) == 1
    assert crossings(ordered([Node(n.key, Column(n.column), "", "") for n in nodes], edges), edges) == 0


def test_a_thread_of_one_line_is_drawn_straight():
    nodes = tuple(Node(column.name, column, column.name, "One") for column in Column)
    edges = tuple(Edge(Column(c).name, Column(c + 1).name) for c in range(4))

    drawing = draw(_knot(Focus("x", "x", "x", "/"), Strand(nodes, edges)))

    assert all(abs(curve.y1 - curve.y2) < 1 for curve in drawing.curves)


def test_forty_nodes_can_be_read_on_one_side_of_paper():
    nodes = tuple(
        Node(
            f"{c.name}{n}",
            c,
            f"ACT-2026-{n:03d}",
            "A title of the usual length, some sixty characters in all",
            note="x",
        )
        for c in Column
        for n in range(8)
    )
    drawing = draw_for_paper(_knot(Focus("Theme", "THM-2026-001", "x", "/"), Strand(nodes)))

    smallest = min(text.size for box in drawing.boxes for text in box.texts)
    points = smallest * min(273 / drawing.width, 158 / drawing.height) * 72 / 25.4
    assert points >= 5


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS, QUIET])
def test_lettering_has_enough_contrast_either_way(colour):
    assert contrast(colour, PAPER) >= 4.5


def test_gaps_can_be_read():
    assert contrast(GAP_INK, GAP_PAPER) >= 4.5


@pytest.mark.parametrize("colour", [*LINES, *TONES.values()])
def test_lines_and_dots_can_be_seen(colour):
    assert contrast(colour, PAPER) >= 3


@given(WORDS, st.integers(30, 300), st.integers(1, 5))
def test_every_line_of_lettering_fits(text, width, most):
    lines = lines_of(text, width, 15, most)

    assert len(lines) <= most
    assert all(width_of(line, 15) <= width or len(line) == 1 for line in lines)


def test_what_does_not_fit_says_so():
    assert lines_of("one two three four", 60, 15, 1)[-1].endswith(ELLIPSIS)
    assert lines_of("one", 60, 15, 1) == ["one"]
    assert lines_of("", 60, 15, 1) == []
    assert lines_of("one", 60, 15, 0) == []
