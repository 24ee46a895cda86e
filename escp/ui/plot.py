"""From numbers to places on paper: where the lines, dots and words of a chart stand.

Pure geometry, in the drawing's own units.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

# The width of letters of Arial as a part of their size, bold and with a little to spare.
LETTER, WIDE_LETTER = 0.58, 0.92
WIDE = frozenset("%mwMW@")


@dataclass(frozen=True)
class Text:
    """Words at a place. `anchor` is start, middle or end; `kind` names the colour in the template."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    kind: str = "axis"


@dataclass(frozen=True)
class Rule:
    """A horizontal line: of the grid, the baseline or the target, over all of the field or a part of it."""

    y: float
    kind: str
    start: float
    end: float


@dataclass(frozen=True)
class Dot:
    """A reading. One that is marked is drawn hollow."""

    x: float
    y: float
    is_marked: bool = False


@dataclass(frozen=True)
class Beside:
    """Another series beside the readings: its unbroken runs, and the small shape that stands at each of its numbers."""

    number: int
    paths: tuple[str, ...]
    shapes: tuple[str, ...]


@dataclass(frozen=True)
class Band:
    """A period without a value."""

    x: float
    width: float


@dataclass(frozen=True)
class Drawing:
    """A whole chart. `paths` are the unbroken runs of readings, as SVG path data."""

    width: int
    height: int
    size: int
    left: float
    right: float
    top: float
    bottom: float
    rules: tuple[Rule, ...]
    bands: tuple[Band, ...]
    paths: tuple[str, ...]
    dots: tuple[Dot, ...]
    texts: tuple[Text, ...]
    beside: tuple[Beside, ...] = ()
    breaks: tuple[float, ...] = ()

    @property
    def depth(self) -> float:
        """The height of the field between its topmost and its lowest line."""
        return round(self.bottom - self.top, 1)


def draw(
    *,
    width: int,
    height: int,
    size: int,
    periods: Sequence[str],
    values: Sequence[float | None],
    texts: Sequence[str],
    ticks: Sequence[tuple[float, str]],
    levels: Sequence[tuple[str, str, float, int | None, int | None]],
    series: Sequence[Sequence[float | None]] = (),
    marked: Collection[int] = (),
    breaks: Collection[int] = (),
) -> Drawing:
    """Lay a line chart out on `width` by `height`, with letters of `size`.

    A level goes from one reading to another, by their places, or over all of them. `series` are drawn beside the
    readings, `marked` are the places of readings that stand out, and before those of `breaks` stands a line.
    """
    named = [(kind, label, value) for kind, label, value, _, _ in levels if label]
    beside = width > 500 and bool(named)
    left = round(max(breadth(label, size) for _, label in ticks) + 10, 1)
    right = round(width - (max(breadth(label, size) for _, label, _ in named) + 12 if beside else size), 1)
    top, bottom = size * 1.7, height - size * 2.2
    lowest, highest = ticks[0][0], ticks[-1][0]

    def up(value: float) -> float:
        return round(bottom - (value - lowest) / (highest - lowest) * (bottom - top), 1)

    step = (right - left - size * 2) / max(len(periods) - 1, 1)
    across = [
        round(left + size + step * place, 1) if len(periods) > 1 else (left + right) / 2
        for place in range(len(periods))
    ]
    points = [
        None if value is None else Dot(x, up(value), place in marked)
        for place, (x, value) in enumerate(zip(across, values, strict=True))
    ]
    others = [
        [None if value is None else Dot(x, up(value)) for x, value in zip(across, one, strict=True)] for one in series
    ]

    def edge(place: int | None, otherwise: float, way: float) -> float:
        return otherwise if place is None else round(min(max(across[place] + way * step / 2, left), right), 1)

    return Drawing(
        width=width,
        height=height,
        size=size,
        left=left,
        right=right,
        top=top,
        bottom=round(bottom, 1),
        rules=(
            *(Rule(up(tick), "grid", left, right) for tick, _ in ticks),
            *(
                Rule(up(value), kind, edge(first, left, -1), edge(last, right, 1))
                for kind, _, value, first, last in levels
            ),
        ),
        bands=tuple(_band(x, step, left, right) for x, value in zip(across, values, strict=True) if value is None),
        paths=tuple(_path(run) for run in _runs(points) if len(run) > 1),
        dots=tuple(point for point in points if point),
        texts=(
            *(Text(left - 8, round(up(tick) + size * 0.35, 1), label, "end") for tick, label in ticks),
            *_period_texts(periods, across, round(bottom + size * 1.5, 1), size, width),
            *_level_texts([(kind, label, up(value)) for kind, label, value in named], left, right, size, beside, top),
            *_value_texts(points, texts, size, right),
        ),
        beside=tuple(
            Beside(
                number,
                tuple(_path(run) for run in _runs(one) if len(run) > 1),
                tuple(shape(number, point.x, point.y) for point in one if point),
            )
            for number, one in enumerate(others, start=1)
        ),
        breaks=tuple(edge(place, left, -1) for place in sorted(breaks)),
    )


# A square, a triangle, a diamond, about their middle.
CORNERS: tuple[tuple[tuple[float, float], ...], ...] = (
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.2), (1.1, 0.9), (-1.1, 0.9), (0, -1.2)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
)


def shape(number: int, x: float, y: float, reach: float = 4.5) -> str:
    """Return a small shape about a place as SVG path data: a square, a triangle, and from the third on a diamond."""
    corners = CORNERS[min(number, len(CORNERS)) - 1]
    return "M" + "L".join(f"{x + reach * across:.1f} {y + reach * down:.1f}" for across, down in corners) + "Z"


def breadth(words: str, size: int) -> float:
    """Return how wide words are at most when set in letters of `size`."""
    return sum(WIDE_LETTER if letter in WIDE else LETTER for letter in words) * size


def _runs(points: Sequence[Dot | None]) -> list[list[Dot]]:
    """Split the readings where one is missing."""
    runs: list[list[Dot]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return runs


def _path(run: Sequence[Dot]) -> str:
    return "M" + "L".join(f"{point.x} {point.y}" for point in run)


def _band(x: float, step: float, left: float, right: float) -> Band:
    reach = min(step, 60) * 0.4
    start = max(left, x - reach)
    return Band(round(start, 1), round(min(right, x + reach) - start, 1))


def _period_texts(periods: Sequence[str], across: Sequence[float], y: float, size: int, width: int) -> list[Text]:
    """Name as many periods as fit without touching: the last always, then backwards at an even distance."""
    room = max(breadth(period, size) for period in periods) + size * 0.8
    gap = across[1] - across[0] if len(across) > 1 else room
    every = max(1, -int(-room // gap)) if gap else 1
    shown = range(len(periods) - 1, -1, -every)
    half = {place: breadth(periods[place], size) / 2 for place in shown}
    return [
        Text(round(min(max(across[place], half[place]), width - half[place]), 1), y, periods[place], "middle")
        for place in reversed(shown)
    ]


def _level_texts(
    levels: Sequence[tuple[str, str, float]], left: float, right: float, size: int, beside: bool, top: float
) -> list[Text]:
    """Name the baseline and the target: beside their lines where there is room, else on them, never on each other."""
    if not beside:
        # A measure leaves its baseline on the left and makes for its target on the right: the other ends are free.
        return [
            _level_on_its_line(kind, label, y, left if kind == "target" else right, size, top)
            for kind, label, y in levels
        ]
    placed: list[Text] = []
    for kind, label, y in sorted(levels, key=lambda level: level[2]):
        lowest = placed[-1].y + size * 1.25 if placed else 0
        placed.append(Text(right + 8, round(max(y + size * 0.35, lowest), 1), label, "start", kind))
    return placed


def _level_on_its_line(kind: str, label: str, y: float, x: float, size: int, top: float) -> Text:
    above = y - size * 0.5 if y - size > top else y + size * 1.1
    return Text(x, round(above, 1), label, "start" if kind == "target" else "end", kind)


def _value_texts(points: Sequence[Dot | None], texts: Sequence[str], size: int, right: float) -> list[Text]:
    """Write the number at the first and the last reading, on the side where the line is not."""
    known = [(place, point) for place, point in enumerate(points) if point]
    shown = []
    for here, (place, point) in {0: known[0], len(known) - 1: known[-1]}.items():
        beside = known[here + 1 :][:1] or known[:here][-1:]
        above = not beside or beside[0][1].y >= point.y
        y = point.y - size * 0.75 if above else point.y + size * 1.4
        x = min(point.x, right + size - breadth(texts[place], size) / 2)
        shown.append(Text(round(x, 1), round(y, 1), texts[place], "middle", "value"))
    return shown
