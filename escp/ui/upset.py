"""Which sets each number is of: bars with a matrix of dots and lines beside, drawn on the server as SVG.

chart = upset_chart(
    title="Children by the agencies that know them",
    sentence="Most are known to one.",
    sets=["Council", "Police", "Trust"],
    rows=[Together(("Council", "Trust"), 14), Together(("Police",), 9)],
)
{% upset_chart chart %}      the title, one sentence and the drawing; the page sets its own table beside it

A column for each set, named above, and a row for each number: a full dot where the set is one of those meant, joined by
a line. Where several combinations are counted as one number, the sets that they name have rings and no line, and the
number says so. Nothing is told by colour alone. After Lex and others: “UpSet: visualization of intersecting sets”.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from escp.ui.bars import wrapped
from escp.ui.plot import Text, breadth

COUNTED_AS_ONE = "several together"


@dataclass(frozen=True)
class Together:
    """How many are in all of these sets; `is_mixed` where several combinations of them are counted as one number."""

    sets: tuple[str, ...]
    number: int
    is_mixed: bool = False


@dataclass(frozen=True)
class Mark:
    """The place of one set in one row: full, ring or empty."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True)
class Line:
    """A straight line: a leader from a name to its column, or what joins the dots of a row."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Length:
    """The bar of one row."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class UpsetDrawing:
    """Matrix and bars laid out on one sheet of a given width."""

    width: int
    height: int
    size: int
    radius: float
    leaders: tuple[Line, ...]
    joins: tuple[Line, ...]
    marks: tuple[Mark, ...]
    bars: tuple[Length, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class UpsetChart:
    """Numbers with their sets, ready to draw."""

    title: str
    sentence: str
    description: str
    wide: UpsetDrawing
    narrow: UpsetDrawing


def upset_chart(*, title: str, sentence: str, sets: Sequence[str], rows: Sequence[Together]) -> UpsetChart | None:
    """Return the chart of the rows in the order given; None when there is nothing to draw."""
    shown = [row for row in rows if row.number]
    if not shown:
        return None
    return UpsetChart(
        title=title,
        sentence=sentence,
        description=f"A row for each of {len(shown)}. {'; '.join(map(_in_words, shown))}.",
        wide=_laid_out(sets, shown, width=720, size=15),
        narrow=_laid_out(sets, shown, width=320, size=14),
    )


def _in_words(row: Together) -> str:
    names = ", ".join(row.sets)
    return f"{names}, {COUNTED_AS_ONE}: {row.number:,}" if row.is_mixed else f"{names}: {row.number:,}"


def _laid_out(sets: Sequence[str], rows: Sequence[Together], *, width: int, size: int) -> UpsetDrawing:
    """Set the names at the top, each on a line of its own with a leader down to its column; then a row for each."""
    step = min(size * 1.8, width * 0.45 / len(sets))
    places = {name: round(step * (number + 0.5), 1) for number, name in enumerate(sets)}
    leaders, texts, y = _named(places, width, size, step)
    depth, start = size * 1.9, step * len(sets) + size * 0.6
    notes = [f"{row.number:,}{f', {COUNTED_AS_ONE}' if row.is_mixed else ''}" for row in rows]
    # A note that has no room beside its bar stands on a line of its own beneath.
    room = width - start - size - max(breadth(f"{row.number:,}", size) for row in rows)
    most = max(row.number for row in rows)
    marks: list[Mark] = []
    joins: list[Line] = []
    bars: list[Length] = []
    for row, note in zip(rows, notes, strict=True):
        middle = round(y + depth / 2, 1)
        marks += [Mark(x, middle, _kind(name, row)) for name, x in places.items()]
        meant = [places[name] for name in row.sets if name in places]
        if len(meant) > 1 and not row.is_mixed:
            joins.append(Line(min(meant), middle, max(meant), middle))
        long = round(row.number / most * room, 1)
        bars.append(Length(round(start, 1), round(y + depth * 0.2, 1), long, round(depth * 0.6, 1)))
        words, beside = [note], start + long + size * 0.5
        if beside + breadth(note, size) > width:
            words = note.split(", ", 1)
        texts.append(Text(round(beside, 1), round(middle + size * 0.35, 1), words[0], "start", "total"))
        if len(words) > 1:
            y += size * 1.2
            texts.append(Text(round(start, 1), round(y + depth * 0.5 + size * 0.45, 1), words[1], "start", "note"))
        y += depth
    lowest = round(y, 1)
    columns = tuple(Line(line.x1, line.y1, line.x2, lowest) for line in leaders)
    return UpsetDrawing(
        width, round(y + size * 0.4), size, round(min(size * 0.45, step * 0.36), 1), columns, tuple(joins),
        tuple(marks), tuple(bars), tuple(texts),
    )  # fmt: skip


def _named(places: dict[str, float], width: int, size: int, step: float) -> tuple[list[Line], list[Text], float]:
    """Return leaders and names, the first set at the top: no name is crossed by the leader of another."""
    leaders, texts, y = [], [], 0.0
    for name, x in places.items():
        beside = x + size * 0.5
        for number, words in enumerate(wrapped(name, width - beside, size)):
            y += size * 1.35
            texts.append(Text(round(beside, 1), round(y, 1), words, "start", "name"))
            if not number:
                leaders.append(Line(x, round(y - size * 0.35, 1), x, 0))
    return leaders, texts, y + size * 0.6


def _kind(name: str, row: Together) -> str:
    if name not in row.sets:
        return "empty"
    return "ring" if row.is_mixed else "full"
