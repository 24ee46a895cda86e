"""Stacked bars drawn on the server as SVG: what a number is made of, side by side for several things.

chart = bar_chart(
    title="Duties by how they were kept",
    sentence="5 of 6 were met in time.",
    series=[Series("Met in time", "solid"), Series("Met late", "stripes")],
    bars=[Bar("Notify the National Panel", (5, 1)), …],
)
{% bar_chart chart %}      the title, one sentence and the drawing; the page sets its own table beside it

Parts differ by pattern first and by colour second, and carry their numbers: a black and white copy reads the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from escp.ui.plot import Text, breadth

PATTERNS = ("solid", "stripes", "cross", "dots", "plain")


@dataclass(frozen=True)
class Series:
    """What one part of every bar stands for, and how it is filled: solid, stripes, cross, dots or plain."""

    label: str
    pattern: str


@dataclass(frozen=True)
class Bar:
    """One thing and its numbers, one for each series."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Box:
    """A filled rectangle. With `words`, they stand in its middle on a ground of `ground` width."""

    x: float
    y: float
    width: float
    height: float
    pattern: str
    words: str = ""
    middle: float = 0
    baseline: float = 0
    ground_x: float = 0
    ground_y: float = 0
    ground: float = 0
    ground_height: float = 0


@dataclass(frozen=True)
class BarDrawing:
    """All bars laid out on one sheet of a given width."""

    width: int
    height: int
    size: int
    left: float
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class BarChart:
    """Stacked bars, ready to draw."""

    title: str
    sentence: str
    description: str
    wide: BarDrawing
    narrow: BarDrawing


def bar_chart(*, title: str, sentence: str, series: Sequence[Series], bars: Sequence[Bar]) -> BarChart | None:
    """Return the chart of the bars in the order given; None when there is nothing to draw."""
    shown = [bar for bar in bars if sum(bar.values)]
    if not shown:
        return None
    parts = "; ".join(
        f"{bar.label}: "
        + ", ".join(f"{value} {part.label.lower()}" for part, value in zip(series, bar.values, strict=True) if value)
        for bar in shown
    )
    return BarChart(
        title=title,
        sentence=sentence,
        description=f"A bar for each of {len(shown)}. {parts}.",
        wide=_laid_out(series, shown, width=720, size=15),
        narrow=_laid_out(series, shown, width=320, size=14),
    )


def _laid_out(series: Sequence[Series], bars: Sequence[Bar], *, width: int, size: int) -> BarDrawing:
    """Set the key at the top, then each bar under its own name: the longest name fits a telephone so."""
    boxes, texts, y = _key(series, width, size)
    depth, line = size * 1.7, size * 1.35
    most = max(sum(bar.values) for bar in bars)
    room = width - breadth(str(most), size) - size
    for bar in bars:
        for words in wrapped(bar.label, width, size):
            y += line
            texts.append(Text(0, round(y, 1), words, "start", "name"))
        y += size * 0.45
        x = 0.0
        for part, value in zip(series, bar.values, strict=True):
            if value:
                long = value / most * room
                boxes.append(_box(x, y, long, depth, part.pattern, str(value), size))
                x += long
        texts.append(Text(round(x + size * 0.5, 1), round(y + depth * 0.68, 1), str(sum(bar.values)), "start", "total"))
        y += depth + size * 0.7
    return BarDrawing(width, round(y), size, 0, tuple(boxes), tuple(texts))


def _key(series: Sequence[Series], width: int, size: int) -> tuple[list[Box], list[Text], float]:
    boxes, texts, x, y = [], [], 0.0, size * 0.2
    for part in series:
        needed = size * 2 + breadth(part.label, size)
        if x and x + needed > width:
            x, y = 0.0, y + size * 1.7
        boxes.append(Box(round(x, 1), round(y, 1), size * 1.4, size * 1.1, part.pattern))
        texts.append(Text(round(x + size * 1.8, 1), round(y + size * 0.95, 1), part.label, "start", "key"))
        x += needed + size * 1.2
    return boxes, texts, y + size * 1.6


def _box(x: float, y: float, long: float, depth: float, pattern: str, words: str, size: int) -> Box:
    """Return a part of a bar, with its number where there is room for it."""
    needed = breadth(words, size) + size * 0.5
    place: dict[str, Any] = {"x": round(x, 1), "y": round(y, 1), "width": round(long, 1), "height": round(depth, 1)}
    if needed > long - 2:
        return Box(**place, pattern=pattern)
    middle = x + long / 2
    return Box(
        **place,
        pattern=pattern,
        words=words,
        middle=round(middle, 1),
        baseline=round(y + depth * 0.68, 1),
        ground_x=round(middle - needed / 2, 1),
        ground_y=round(y + depth * 0.16, 1),
        ground=round(needed, 1),
        ground_height=round(depth * 0.68, 1),
    )


def wrapped(words: str, width: float, size: int) -> list[str]:
    """Return the words in lines that fit; a single word that is too long stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
