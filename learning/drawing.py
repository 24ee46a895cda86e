"""Draw a golden thread: pure geometry that `templates/learning/thread_drawing.html` turns into SVG.

Five columns, left to right; `learning.layout` says in which order and how far down the nodes stand. The same thread
always gives the same drawing.
Lengths are in the drawing's own units: one is a CSS pixel when it is shown at its natural width.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.layout import ordered, placed
from learning.lettering import lines_of, width_of
from learning.thread import Column, Edge, Node, Thread

MARGIN = 3
HEADING_HEIGHT = 54
BAR_WIDTH = 6
INSET = 16
PORT_SPACING = 7

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


@dataclass(frozen=True)
class Manner:
    """How much room a drawing gives its nodes. Few nodes speak at length, many briefly."""

    node_width: float = 206
    gutter: float = 46
    room: float = 16
    title_lines: int = 5
    note_lines: int = 2

    def left_of(self, column: int) -> float:
        return MARGIN + column * (self.node_width + self.gutter)

    @property
    def width(self) -> float:
        return self.left_of(Column.CHANGE) + self.node_width + MARGIN


ON_SCREEN = (Manner(), Manner(title_lines=3), Manner(title_lines=2, note_lines=1, room=12))
# From the fullest to the briefest: what is left out stands in the list under the drawing.
ON_PAPER = (
    Manner(),
    *(Manner(width, 60, 10, 2, 1) for width in (220, 260, 300)),
    *(Manner(width, 60, 9, 2, 0) for width in (260, 320)),
    *(Manner(width, 60, 8, 1, 0) for width in (260, 320)),
)
# What is left of a landscape side of A4 under the heading, in millimetres, and the millimetres a unit needs so that the
# smallest lettering is 5 points or more.
PAPER_WIDTH, PAPER_HEIGHT, LEGIBLE = 273, 158, 0.142
MANY, VERY_MANY = 6, 12


def draw(thread: Thread) -> Drawing:
    """Return the drawing of a thread for the screen, where a long page is better than small lettering."""
    tallest = max(len(thread.standing_in(column)) for column in Column)
    manner = ON_SCREEN[(tallest > MANY) + (tallest > VERY_MANY)]
    return _drawn(thread, manner, ordered(thread.nodes, thread.edges))


def draw_for_paper(thread: Thread) -> Drawing:
    """Return the drawing for one landscape side of A4: the fullest that can be read there, or the largest there is."""
    columns = ordered(thread.nodes, thread.edges)
    drawings = []
    for manner in ON_PAPER:
        drawings.append(_drawn(thread, manner, columns))
        if _millimetres(drawings[-1]) >= LEGIBLE:
            return drawings[-1]
    return max(drawings, key=_millimetres)


def _millimetres(drawing: Drawing) -> float:
    """Return how large a unit is when the drawing fills the side."""
    return min(PAPER_WIDTH / drawing.width, PAPER_HEIGHT / drawing.height)


def _drawn(thread: Thread, manner: Manner, columns: Sequence[Sequence[str]]) -> Drawing:
    sized = {node.key: _sized(node, manner, node.key == thread.focus.key) for node in thread.nodes}
    tops = placed(columns, thread.edges, {key: box.height for key, box in sized.items()}, manner.room)
    boxes = {
        node.key: _moved(sized[node.key], manner.left_of(node.column), tops[node.key] + HEADING_HEIGHT + MARGIN)
        for node in thread.nodes
    }
    bottom = max((box.y + box.height for box in boxes.values()), default=HEADING_HEIGHT * 2)
    return Drawing(
        width=manner.width,
        height=round(bottom + MARGIN, 1),
        headings=tuple(Heading(c.heading, manner.left_of(c), manner.node_width, COLOURS[c]) for c in Column),
        boxes=tuple(boxes.values()),
        curves=_curves(thread.edges, boxes),
        title=f"Golden thread of {thread.focus.reference}",
        description=_description(thread),
    )


def _description(thread: Thread) -> str:
    steps = "; ".join(f"{step.column.heading}: {step.held or 'none'}" for step in thread.steps)
    missing = f"Gaps: {len(thread.gaps)}." if thread.gaps else "Nothing is missing."
    return f"{steps}. {missing} The list under the drawing says the same in words."


# Boxes and lines


def _sized(node: Node, manner: Manner, focus: bool) -> Box:
    """Return a node's box with its lettering, at the origin."""
    width = manner.node_width - INSET - PADDING
    colour = COLOURS[node.column]
    texts: list[Text] = []
    y = PADDING + 0.0
    if node.reference:
        y += REFERENCE_STEP
        head = " · ".join(part for part in (node.reference, node.kind) if part)
        whole = width_of(head, REFERENCE_SIZE, bold=True) <= width
        line = lines_of(head if whole else node.reference, width, REFERENCE_SIZE, 1, bold=True)[0]
        texts.append(Text(INSET, y - 5, line, REFERENCE_SIZE, PAPER if focus else colour, bold=True))
    ink = GAP_INK if node.gap else PAPER if focus else INK
    for line in lines_of(node.title, width, TITLE_SIZE, manner.title_lines):
        y += TITLE_STEP
        texts.append(Text(INSET, y - 5, line, TITLE_SIZE, ink))
    dot = TONES.get(node.tone, "") if node.note and not focus else ""
    dot_y = y + NOTE_STEP / 2 + 3
    indent = 13 if dot else 0
    for line in lines_of(node.note, width - indent, NOTE_SIZE, manner.note_lines):
        y += NOTE_STEP
        quiet = GAP_INK if node.gap else PAPER if focus else QUIET
        texts.append(Text(INSET + indent, y - 2, line, NOTE_SIZE, quiet, underlined=node.gap and bool(node.url)))
    return Box(
        node,
        0,
        0,
        manner.node_width,
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
