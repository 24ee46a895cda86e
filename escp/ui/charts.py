"""Charts drawn on the server as SVG: the same numbers always give the same picture, on the screen and on paper.

chart = line_chart(title="Re-referrals", unit="%", target=Decimal(18),
                   readings=[Reading("2020", Decimal("29.8")), Reading("2021", None, "c (withheld)"), …])
{% line_chart chart %}      the title, one sentence, the drawing (a wide and a narrow one), and the table beneath
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import floor, log10

from escp.ui.plot import Drawing, draw, shape

Number = Decimal | float | int


@dataclass(frozen=True)
class Reading:
    """What was measured in a period.

    Without a value it is a gap; `text` is what the table says, else the value as it is.
    """

    period: str
    value: Number | None
    text: str = ""


@dataclass(frozen=True)
class Level:
    """A line across the chart: the baseline or the target. It may go from one reading to another, by their places.

    Without a label it is drawn and not named.
    """

    kind: str
    label: str
    value: Number
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Series:
    """Another series beside the readings, such as a region's: one reading for each of the periods. At most three."""

    label: str
    readings: Sequence[Reading]


@dataclass(frozen=True)
class Line:
    """One row of the table beneath, with what other series have for it: the name of each and its words."""

    period: str
    text: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Key:
    """What a line in the chart stands for. `shape` is drawn in a field of 40 by 14; number 0 are the readings."""

    number: int
    label: str
    shape: str


@dataclass(frozen=True)
class LineChart:
    """A measure over time, ready to draw."""

    title: str
    sentence: str
    description: str
    value_heading: str
    wide: Drawing
    narrow: Drawing
    lines: tuple[Line, ...]
    has_gaps: bool
    keys: tuple[Key, ...] = ()
    has_marked: bool = False
    has_breaks: bool = False


def line_chart(
    *,
    title: str,
    readings: Sequence[Reading],
    unit: str = "",
    baseline: Number | None = None,
    target: Number | None = None,
    sentence: str = "",
    value_heading: str = "",
    across: Sequence[Level] = (),
    series: Sequence[Series] = (),
    marked: Collection[int] = (),
    breaks: Collection[int] = (),
) -> LineChart | None:
    """Return the chart of a measure's readings, in the order given; None when there is no value to draw.

    `unit` stands after each number (`%`, ` days`). `across` has further lines across the chart, `series` those of other
    places, told apart by their dashes and shapes. `marked` are the places of readings that stand out; before those of
    `breaks` lines across begin anew. Without a `sentence` one is written from the first and the last reading.
    """
    values = [None if reading.value is None else float(reading.value) for reading in readings]
    if all(value is None for value in values):
        return None
    levels = [
        Level(kind, f"{label} {plain(value)}{unit}", value)
        for kind, label, value in (("baseline", "Baseline", baseline), ("target", "Target", target))
        if value is not None
    ] + list(across)
    said = sentence or reading_in_words(title, readings, unit, target)
    others = [[None if each.value is None else float(each.value) for each in one.readings] for one in series]
    every = [value for one in (values, *others) for value in one if value is not None]
    ticks = nice_ticks(every + [float(level.value) for level in levels])
    labels = [f"{plain(tick)}{unit}" for tick in ticks]
    written = [f"{plain(reading.value)}{unit}" if reading.value is not None else "" for reading in readings]
    laid_out = partial(
        draw,
        periods=[reading.period for reading in readings],
        values=values,
        texts=written,
        ticks=list(zip(ticks, labels, strict=True)),
        levels=[(level.kind, level.label, float(level.value), level.first, level.last) for level in levels],
        series=others,
        marked=marked,
        breaks=breaks,
    )
    gaps = any(value is None for value in values)
    described = [f"A line chart of {len(readings)} readings.", *(f"{level.label}." for level in levels if level.label)]
    described += [f"Beside it: {one.label}." for one in series]
    if gaps:
        described.append("The line is broken where there is no value.")
    return LineChart(
        title=title,
        sentence=said,
        description=" ".join([*described, "The table below holds the same numbers."]),
        value_heading=value_heading or title,
        wide=laid_out(width=720, height=340, size=15),
        narrow=laid_out(width=320, height=270, size=14),
        lines=tuple(
            Line(
                reading.period,
                reading.text or text or "No value",
                tuple((one.label, _said(one.readings[place], unit)) for one in series),
            )
            for place, (reading, text) in enumerate(zip(readings, written, strict=True))
        ),
        has_gaps=gaps,
        keys=_keys([value_heading or title, *(one.label for one in series)]) if series else (),
        has_marked=bool(marked),
        has_breaks=bool(breaks),
    )


def _said(reading: Reading, unit: str) -> str:
    return reading.text or (f"{plain(reading.value)}{unit}" if reading.value is not None else "No value")


def _keys(labels: Sequence[str]) -> tuple[Key, ...]:
    return tuple(Key(number, label, shape(number, 20, 7) if number else "") for number, label in enumerate(labels))


def reading_in_words(title: str, readings: Sequence[Reading], unit: str, target: Number | None) -> str:
    """Return one sentence: `Re-referrals fell from 29.8% in 2020 to 20.9% in 2024. The target is 18%.`"""
    known = [(reading.period, reading.value) for reading in readings if reading.value is not None]
    (began, first), (ended, last) = known[0], known[-1]
    start, end = f"{plain(first)}{unit} in {began}", f"{plain(last)}{unit} in {ended}"
    aim = f" The target is {plain(target)}{unit}." if target is not None else ""
    if len(known) == 1:
        return f"{title} stood at {end}.{aim}"
    if first == last:
        return f"{title} stood at {start} and again in {ended}.{aim}"
    return f"{title} {'rose' if last > first else 'fell'} from {start} to {end}.{aim}"


def plain(value: Number) -> str:
    """Return a number as it was given: `29.8`, `1,250`, `18` (not `18.0` for a float)."""
    if isinstance(value, float):
        value = Decimal(repr(value))
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def nice_ticks(values: Sequence[float], wanted: int = 5) -> list[float]:
    """Return evenly spaced round numbers that enclose the values, from zero where that costs little room."""
    low, high = min(values), max(values)
    if 0 <= low <= high * 0.6:
        low = 0.0
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    rough = (high - low) / (wanted - 1)
    scale = 10.0 ** floor(log10(rough))
    step = next(factor * scale for factor in (1, 2, 2.5, 5, 10) if factor * scale >= rough * 0.999)
    first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
    places = max(0, 2 - floor(log10(step)))
    return [round(number * step, places) for number in range(first, last + 1)]
