"""Funnel charts drawn on the server as SVG: many places against how much each counts, within limits that open.

chart = funnel_chart(title="…", sentence="…", points=[Point(1200, 22.4, "other"), …], centre=21.0, curves=[…])
{% funnel_chart chart %}
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from escp.ui.charts import nice_ticks, plain
from escp.ui.plot import Dot, Rule, Text, breadth, shape


@dataclass(frozen=True)
class Point:
    """A place: how much it counts, its value, and whose it is (`ours`, `neighbour` or `other`). Ours is named."""

    whole: float
    value: float
    kind: str
    name: str = ""


@dataclass(frozen=True)
class Curve:
    """A limit, `inner` or `outer`, as SVG path data."""

    kind: str
    path: str


@dataclass(frozen=True)
class FunnelDrawing:
    """A whole funnel, laid out."""

    width: int
    height: int
    size: int
    rules: tuple[Rule, ...]
    curves: tuple[Curve, ...]
    others: tuple[Dot, ...]
    neighbours: tuple[str, ...]
    ours: tuple[Dot, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class FunnelChart:
    """A funnel ready to draw, on a wide and on a narrow sheet."""

    title: str
    sentence: str
    description: str
    across: str
    has_neighbours: bool
    wide: FunnelDrawing
    narrow: FunnelDrawing


def funnel_chart(
    *,
    title: str,
    sentence: str,
    points: Sequence[Point],
    centre: float,
    curves: Sequence[tuple[str, Sequence[tuple[float, float]]]],
    unit: str = "",
    across: str = "",
) -> FunnelChart:
    """Return the chart of places about a centre. The points that come last lie on top."""
    laid_out = partial(_laid_out, points=points, centre=centre, curves=curves, unit=unit)
    return FunnelChart(
        title=title,
        sentence=sentence,
        description=f"A funnel chart of {len(points)} places. The table below holds the same numbers.",
        across=across,
        has_neighbours=any(point.kind == "neighbour" for point in points),
        wide=laid_out(width=720, height=400, size=15),
        narrow=laid_out(width=320, height=300, size=14),
    )


def _laid_out(
    *,
    width: int,
    height: int,
    size: int,
    points: Sequence[Point],
    centre: float,
    curves: Sequence[tuple[str, Sequence[tuple[float, float]]]],
    unit: str,
) -> FunnelDrawing:
    values = [point.value for point in points]
    span = max(values) - min(values)
    # Limits of the smallest places may lie far out: the field is that of the dots, and a little more.
    lowest, highest = max(0.0, min(values) - span * 0.1), max(values) + span * 0.1
    ticks = nice_ticks([lowest, highest, centre])
    wholes = nice_ticks([0.0, max(point.whole for point in points)], wanted=5 if width > 500 else 3)
    left = max(breadth(f"{plain(tick)}{unit}", size) for tick in ticks) + 10
    right, top, bottom = width - size * 2.0, size * 1.2, height - size * 2.2

    def along(whole: float) -> float:
        return round(left + whole / wholes[-1] * (right - left), 1)

    def up(value: float) -> float:
        held = min(max(value, ticks[0]), ticks[-1])
        return round(bottom - (held - ticks[0]) / (ticks[-1] - ticks[0]) * (bottom - top), 1)

    placed = [(point, along(point.whole), up(point.value)) for point in points]
    ours = [(point, x, y) for point, x, y in placed if point.kind == "ours"]
    return FunnelDrawing(
        width=width,
        height=height,
        size=size,
        rules=(*(Rule(up(tick), "grid", left, right) for tick in ticks), Rule(up(centre), "centre", left, right)),
        curves=tuple(
            Curve(kind, "M" + "L".join(f"{along(whole)} {up(value)}" for whole, value in line)) for kind, line in curves
        ),
        others=tuple(Dot(x, y) for point, x, y in placed if point.kind == "other"),
        neighbours=tuple(shape(2, x, y) for point, x, y in placed if point.kind == "neighbour"),
        ours=tuple(Dot(x, y) for _, x, y in ours),
        texts=(
            *(Text(left - 8, round(up(tick) + size * 0.35, 1), f"{plain(tick)}{unit}", "end") for tick in ticks),
            *(Text(along(whole), round(bottom + size * 1.5, 1), plain(whole), "middle") for whole in wholes),
            *(_named(point.name, x, y, size, right) for point, x, y in ours),
        ),
    )


def _named(name: str, x: float, y: float, size: int, right: float) -> Text:
    """Write a name beside its dot: on the left where the right has no room."""
    has_room = x + 10 + breadth(name, size) <= right
    return Text(x + 10 if has_room else x - 10, round(y - size * 0.6, 1), name, "start" if has_room else "end", "value")
