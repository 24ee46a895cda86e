"""What the golden thread is made of: from what happened to what changed for children.

    where it came from  →  what we found  →  what we learned  →  what we do  →  what changed
       (activity)            (finding)      (learning point)      (action)       (measure)

A focus shows what led to it and what came of it. What a person may not see leaves no node, no line and no count.
What is missing is a gap, in words, with the page that puts it right. Rooms above this one hang what they hold on the
thread by registering a `Contribution`; nothing else is looked up by name. `learning.walk` walks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from escp.partnership.models import Person
from learning.models import LearningPoint


class Column(IntEnum):
    """The five steps of the thread, left to right."""

    ACTIVITY = 0
    FINDING = 1
    LEARNING = 2
    ACTION = 3
    CHANGE = 4

    @property
    def heading(self) -> str:
        return _HEADINGS[self]

    @property
    def holds(self) -> str:
        return _HOLDS[self]


_HEADINGS = ("Where it came from", "What we found", "What we learned", "What we do", "What changed")
_HOLDS = ("Activity", "Finding", "Learning point", "Action", "Measure and evidence")


@dataclass(frozen=True)
class Node:
    """One record on the thread.

    `note` is one short line beneath the title (a theme, a due date, the latest reading); `tone` is the tag colour that
    goes with it (grey, blue, green, yellow, red …), never the only carrier of meaning. `kind` names what it is when
    that is more than its column says ("Rapid review"). `when` and `who` are the date and the agency or person that the
    list under the drawing shows.
    """

    key: str
    column: Column
    reference: str
    title: str
    url: str = ""
    note: str = ""
    tone: str = ""
    kind: str = ""
    gap: bool = False
    when: date | None = None
    who: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Edge:
    """One record led to another: keys of the left and the right node."""

    source: str
    target: str


@dataclass(frozen=True)
class Gap:
    """What is missing beside a node, in the column where it should stand.

    `url` leads to the page that cures it and is empty for a person who may not; `cure` is that link's text.
    """

    beside: str
    column: Column
    words: str
    cure: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        return f"{self.beside}-no-{self.column.name.lower()}"


@dataclass(frozen=True)
class Strand:
    """Part of a thread, as a contribution hands it over."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Start:
    """Where a thread begins when the focus belongs to a contribution: the learning points behind it, and its own keys.

    `only` holds the focus's key alone; `follow` then leaves out what else hangs on the same learning points.
    """

    point_ids: frozenset[int]
    only: frozenset[str]


@dataclass(frozen=True)
class Trail:
    """What is followed to the right: learning points and activities that the person may see.

    With `only`, nothing but the records with these keys is asked for: the thread is seen from one of them.
    """

    points: tuple[LearningPoint, ...] = ()
    activity_ids: tuple[int, ...] = ()
    only: frozenset[str] | None = None

    @property
    def point_ids(self) -> list[int]:
        return [point.pk for point in self.points]

    def asked(self, kind: str) -> set[int]:
        """Return the rows of one kind (the first part of a key) that alone are asked for."""
        parted = [key.rpartition("-") for key in self.only or ()]
        return {int(number) for name, _, number in parted if name == kind}


@dataclass(frozen=True)
class Contribution:
    """What a room above hangs on the thread. Each function costs a constant number of queries and asks who may see.

    `prefixes` are those of its references. `find(person, reference)` returns the start for such a reference that the
    person may see, or None. `follow(person, trail)` returns what hangs on the trail, gaps included: a point without an
    action, an action without a measure … Edges from a learning point start at `point_key(pk)`.
    """

    key: str
    follow: Callable[[Person, Trail], Strand]
    prefixes: tuple[str, ...] = ()
    find: Callable[[Person, str], Start | None] = lambda person, reference: None


_contributions: dict[str, Contribution] = {}


def register(contribution: Contribution) -> None:
    """Hang a room's records on the thread. Called from `AppConfig.ready()`; the same key replaces."""
    _contributions[contribution.key] = contribution


def contributions() -> tuple[Contribution, ...]:
    """Return what the rooms above have registered."""
    return tuple(_contributions.values())


def point_key(pk: int) -> str:
    """Return the key of a learning point's node."""
    return f"learning-point-{pk}"


@dataclass(frozen=True)
class Focus:
    """The record from which the thread is seen. `key` is empty for a theme: it stands on its learning points' notes."""

    kind: str
    reference: str
    title: str
    url: str
    key: str = ""


@dataclass(frozen=True)
class Step:
    """One column of a thread, for pages that show it in words."""

    column: Column
    nodes: tuple[Node, ...]

    @property
    def held(self) -> int:
        return sum(not node.gap for node in self.nodes)

    @property
    def missing(self) -> int:
        return len(self.nodes) - self.held


@dataclass(frozen=True)
class Thread:
    """What led to the focus and what came of it, gaps included as nodes, each step in a settled order."""

    focus: Focus
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    gaps: tuple[Gap, ...]

    @property
    def marking(self) -> bool:
        """Whether anything on it carries the handling marking."""
        return any(node.marked for node in self.nodes)

    @property
    def steps(self) -> list["Step"]:
        """The five steps, each with what stands in it."""
        return [Step(column, tuple(self.standing_in(column))) for column in Column]

    def standing_in(self, column: Column) -> list[Node]:
        """Return the nodes of one step, gaps among them."""
        return [node for node in self.nodes if node.column == column]

    def beyond(self, node: Node) -> list[Node]:
        """Return what a node leads to, gaps included."""
        targets = {edge.target for edge in self.edges if edge.source == node.key}
        return [other for other in self.nodes if other.key in targets]
