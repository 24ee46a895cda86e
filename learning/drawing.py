"""Draw a golden thread: pure geometry that `templates/learning/thread_drawing.html` turns into SVG.

Five columns, left to right. Nodes are ordered to cross as few lines as a few sweeps can reach (barycentres), and stand
as near as their neighbours allow to the middle of what they are joined to. The same thread gives the same drawing.
Lengths are in the drawing's own units: one is a CSS pixel when it is shown at its natural width.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from learning.lettering import lines_of
from learning.thread import Column, Edge, Node, Thread

NODE_WIDTH = 206
GUTTER = 46
MARGIN = 3
HEADING_HEIGHT = 54
ROOM_BETWEEN = 16
BAR_WIDTH = 6
INSET = 16
PORT_SPACING = 7
SWEEPS = 8

REFERENCE_SIZE, TITLE_SIZE, NOTE_SIZE = 12.5, 15.0, 13.0
REFERENCE_STEP, TITLE_STEP, NOTE_STEP = 18, 19, 17
PADDING = 10

INK, QUIET, PAPER = "#0b0c0c", "#484949", "#ffffff"
# Each column's colour carries white or is carried by white at 4.5:1 or more, its line at 3:1 or more; tests hold it.
COLOURS = ("#4b2e83", "#8f4a00", "#0b5c78", "#1a6b43", "#5d5600")
LINES = ("#8b76b3", "#b57a3f", "#4f8ea5", "#55997a", "#8d8840")
GAP_INK, GAP_PAPER = "#942514", "#fff7f5"
TONES = {
    "grey": "#5f6a72",
    "green": "#0f7a52",
    "teal": "#158187",
    "blue": "#1a65a6",
    "purple": "#54319f",
    "magenta": "#ca357c",
    "red": "#ca3535",
    "orange": "#d35400",
    "yellow": "#8a6d00",
}


@dataclass(frozen=True)
class Text:
    """One line of lettering, by its baseline."""

    x: float
    y: float
    words: str
    size: float
    fill: str
    bold: bool = False
    underlined: bool = False


@dataclass(frozen=True)
class Box:
    """A node as it stands on the page."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str
    stroke_width: float
    dashes: str
    texts: tuple[Text, ...]
    dot: str = ""
    dot_y: float = 0
    focus: bool = False

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def dot_x(self) -> float:
        return self.x + INSET + 4

    @property
    def label(self) -> str:
        """What a pointing device shows, and what cut lettering stands for: everything, in full."""
        return ", ".join(part for part in (self.node.reference, self.node.title, self.node.note) if part)


@dataclass(frozen=True)
class Curve:
    """A line from the right side of one box to the left side of another."""

    edge: Edge
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    dashes: str

    @property
    def path(self) -> str:
        bend = max((self.x2 - self.x1) / 2, 12)
        out, back = self.x1 + bend, self.x2 - bend
        return f"M{self.x1:g} {self.y1:g}C{out:g} {self.y1:g} {back:g} {self.y2:g} {self.x2:g} {self.y2:g}"


@dataclass(frozen=True)
class Heading:
    """The head of a column: its words over a rule in its colour."""

    words: str
    x: float
    width: float
    colour: str


@dataclass(frozen=True)
class Drawing:
    """Everything that the template puts on the page, and the words for those who do not see it."""

    width: float
    height: float
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    title: str
    description: str


def draw(thread: Thread) -> Drawing:
    """Return the drawing of a thread."""
    columns = ordered(thread.nodes, thread.edges)
    most_lines = _lines_allowed(columns)
    sized = {node.key: _sized(node, most_lines, node.key == thread.focus.key) for node in thread.nodes}
    heights = {key: box.height for key, box in sized.items()}
    tops = placed(columns, thread.edges, heights)
    boxes = {
        node.key: _moved(sized[node.key], _left_of(node.column), tops[node.key] + HEADING_HEIGHT + MARGIN)
        for node in thread.nodes
    }
    bottom = max((box.y + box.height for box in boxes.values()), default=HEADING_HEIGHT + 2 * ROOM_BETWEEN)
    return Drawing(
        width=_left_of(Column.CHANGE) + NODE_WIDTH + MARGIN,
        height=round(bottom + MARGIN, 1),
        headings=tuple(Heading(c.heading, _left_of(c), NODE_WIDTH, COLOURS[c]) for c in Column),
        boxes=tuple(boxes.values()),
        curves=_curves(thread.edges, boxes),
        title=f"Golden thread of {thread.focus.reference}",
        description=_description(thread),
    )


def _left_of(column: int) -> float:
    return MARGIN + column * (NODE_WIDTH + GUTTER)


def _description(thread: Thread) -> str:
    held = {column: sum(not node.gap for node in thread.standing_in(column)) for column in Column}
    steps = "; ".join(f"{column.heading}: {number or 'none'}" for column, number in held.items())
    missing = f"Gaps: {len(thread.gaps)}." if thread.gaps else "Nothing is missing."
    return f"{steps}. {missing} The list under the drawing says the same in words."


# Order: fewest crossings that a few sweeps find


def ordered(nodes: Iterable[Node], edges: Sequence[Edge]) -> list[list[str]]:
    """Return the keys of each column from top to bottom."""
    columns: list[list[str]] = [[] for _ in Column]
    for node in nodes:
        columns[node.column].append(node.key)
    neighbours = _neighbours(edges)
    best, fewest = [list(column) for column in columns], crossings(columns, edges)
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        sequence = range(1, len(columns)) if rightwards else range(len(columns) - 2, -1, -1)
        for place in sequence:
            beside = columns[place - 1 if rightwards else place + 1]
            columns[place] = _by_barycentre(columns[place], beside, neighbours)
        found = crossings(columns, edges)
        if found < fewest:
            best, fewest = [list(column) for column in columns], found
    return best


def _neighbours(edges: Iterable[Edge]) -> Mapping[str, list[str]]:
    joined: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        joined[edge.source].append(edge.target)
        joined[edge.target].append(edge.source)
    return joined


def _by_barycentre(column: list[str], beside: list[str], neighbours: Mapping[str, list[str]]) -> list[str]:
    """Sort a column by the mean place of each node's neighbours on one side; a node without any keeps its place."""
    place = {key: number for number, key in enumerate(beside)}
    scale = len(beside) / max(len(column), 1)

    def weight(numbered: tuple[int, str]) -> tuple[float, int]:
        number, key = numbered
        places = [place[other] for other in neighbours.get(key, ()) if other in place]
        return (sum(places) / len(places) if places else number * scale, number)

    return [key for _, key in sorted(enumerate(column), key=weight)]


def crossings(columns: Sequence[Sequence[str]], edges: Iterable[Edge]) -> int:
    """Count the pairs of lines between the same two columns that cross."""
    where = {key: (number, place) for number, column in enumerate(columns) for place, key in enumerate(column)}
    between: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for edge in edges:
        (left, start), (right, end) = where[edge.source], where[edge.target]
        between[left, right].append((start, end))
    total = 0
    for pairs in between.values():
        seen: list[int] = []
        for _, end in sorted(pairs):
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


# Place: as near as may be to the middle of the neighbours, never overlapping


def placed(columns: Sequence[Sequence[str]], edges: Iterable[Edge], heights: Mapping[str, float]) -> dict[str, float]:
    """Return the top of every node, the topmost at 0."""
    neighbours = _neighbours(edges)
    middles: dict[str, float] = {}
    tallest = max(range(len(columns)), key=lambda place: sum(heights[key] + ROOM_BETWEEN for key in columns[place]))
    outwards = [tallest, *range(tallest + 1, len(columns)), *range(tallest - 1, -1, -1)]
    for _ in range(SWEEPS):
        for place in outwards:
            middles.update(_settled(columns[place], neighbours, middles, heights))
    tops = {key: middles[key] - heights[key] / 2 for column in columns for key in column}
    highest = min(tops.values(), default=0)
    return {key: round(top - highest, 1) for key, top in tops.items()}


def _settled(
    column: Sequence[str],
    neighbours: Mapping[str, list[str]],
    middles: Mapping[str, float],
    heights: Mapping[str, float],
) -> dict[str, float]:
    """Place one column so that the squared distances to where each node would like to be are least.

    With the order and the least distances given, that is an isotonic regression: nodes that would overlap are pooled
    and share the mean of their wishes.
    """
    offsets, total = [], 0.0
    for number, key in enumerate(column):
        total += heights[key] / 2 + (ROOM_BETWEEN + heights[column[number - 1]] / 2 if number else 0)
        offsets.append(total)
    pools: list[tuple[float, int]] = []
    for key, offset in zip(column, offsets, strict=True):
        known = [middles[other] for other in neighbours.get(key, ()) if other in middles]
        wish = (sum(known) / len(known) if known else middles.get(key, offset)) - offset
        pools.append((wish, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (upper, above), (lower, below) = pools[-2], pools[-1]
            pools[-2:] = [((upper * above + lower * below) / (above + below), above + below)]
    shifts = [shift for shift, size in pools for _ in range(size)]
    return {key: offset + shift for key, offset, shift in zip(column, offsets, shifts, strict=True)}


# Boxes and lines


def _lines_allowed(columns: Sequence[Sequence[str]]) -> int:
    """Let few nodes speak at length and many briefly, so that the whole fits one side of A4."""
    tallest = max(map(len, columns))
    return 5 if tallest <= 6 else 3 if tallest <= 12 else 2


def _sized(node: Node, most_lines: int, focus: bool) -> Box:
    """Return a node's box with its lettering, at the origin."""
    width = NODE_WIDTH - INSET - PADDING
    colour = COLOURS[node.column]
    texts: list[Text] = []
    y = PADDING + 0.0
    if node.reference:
        y += REFERENCE_STEP
        head = " · ".join(part for part in (node.reference, node.kind) if part)
        line = lines_of(head, width, REFERENCE_SIZE, 1, bold=True)[0]
        texts.append(Text(INSET, y - 5, line, REFERENCE_SIZE, PAPER if focus else colour, bold=True))
    ink = GAP_INK if node.gap else PAPER if focus else INK
    for line in lines_of(node.title, width, TITLE_SIZE, most_lines):
        y += TITLE_STEP
        texts.append(Text(INSET, y - 5, line, TITLE_SIZE, ink))
    dot = TONES.get(node.tone, "") if node.note and not focus else ""
    dot_y = y + NOTE_STEP / 2 + 3
    indent = 13 if dot else 0
    for line in lines_of(node.note, width - indent, NOTE_SIZE, 2 if most_lines > 2 else 1):
        y += NOTE_STEP
        quiet = GAP_INK if node.gap else PAPER if focus else QUIET
        texts.append(Text(INSET + indent, y - 2, line, NOTE_SIZE, quiet, underlined=node.gap and bool(node.url)))
    return Box(
        node,
        0,
        0,
        NODE_WIDTH,
        y + PADDING,
        fill=GAP_PAPER if node.gap else colour if focus else PAPER,
        stroke=GAP_INK if node.gap else colour,
        stroke_width=3 if focus else 2 if node.gap else 1.5,
        dashes="6 4" if node.gap else "",
        texts=tuple(texts),
        dot=dot,
        dot_y=dot_y,
        focus=focus,
    )


def _moved(box: Box, x: float, y: float) -> Box:
    texts = tuple(Text(t.x + x, round(t.y + y, 1), t.words, t.size, t.fill, t.bold, t.underlined) for t in box.texts)
    return Box(
        box.node, x, round(y, 1), box.width, box.height, box.fill, box.stroke, box.stroke_width, box.dashes,
        texts, box.dot, round(box.dot_y + y, 1), box.focus,
    )  # fmt: skip


def _curves(edges: Sequence[Edge], boxes: Mapping[str, Box]) -> tuple[Curve, ...]:
    """Join boxes; lines that share a side of a box leave it one under the other, in the order of where they go."""
    leaving, arriving = _ports(edges, boxes, outgoing=True), _ports(edges, boxes, outgoing=False)
    curves = []
    for edge in edges:
        source, target = boxes[edge.source], boxes[edge.target]
        missing = source.node.gap or target.node.gap
        curves.append(
            Curve(
                edge,
                source.right,
                leaving[edge],
                target.x,
                arriving[edge],
                stroke=GAP_INK if missing else LINES[source.node.column],
                dashes="5 4" if missing else "",
            )
        )
    return tuple(curves)


def _ports(edges: Sequence[Edge], boxes: Mapping[str, Box], *, outgoing: bool) -> dict[Edge, float]:
    sides: dict[str, list[tuple[float, str, Edge]]] = defaultdict(list)
    for edge in edges:
        here, there = (edge.source, edge.target) if outgoing else (edge.target, edge.source)
        sides[here].append((boxes[there].y + boxes[there].height / 2, there, edge))
    ports = {}
    for key, joined in sides.items():
        box = boxes[key]
        spacing = min(PORT_SPACING, (box.height - 2 * PADDING) / max(len(joined), 1))
        first = box.y + box.height / 2 - spacing * (len(joined) - 1) / 2
        for number, (_, _, edge) in enumerate(sorted(joined, key=lambda port: port[:2])):
            ports[edge] = round(first + number * spacing, 1)
    return ports
