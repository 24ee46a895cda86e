"""How a series of figures is read: a plain line, a run chart or an XmR chart, and what in it is more than chance. Pure.

Fewer than ten figures are a plain line, from ten a run chart about the median, from twenty an XmR chart with limits at
the mean ± 2.66 × the mean moving range (individuals chart of statistical process control; the numbers of figures are a
proposal of ours). The four rules are those that NHS advice on such charts calls enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import mean, median

RUN_CHART_FROM, XMR_FROM = 10, 20
RUN = 7
FACTOR = Decimal("2.66")
PLAIN, RUN_CHART, XMR = "a plain line", "a run chart", "an XmR chart"


@dataclass(frozen=True)
class Signal:
    """Something that is more than chance: the places of the figures that show it, counted from 0, and why."""

    places: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class Read:
    """A series as it is read. Without enough figures there is no centre, without twenty no limits."""

    kind: str
    centre: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True)
class Part:
    """A stretch of a series that is read for itself: the places of its first figure and of the one after its last."""

    start: int
    end: int
    read: Read


def read_in_parts(values: Sequence[Decimal], starts: Iterable[int], *, highest: Decimal | None = None) -> list[Part]:
    """Read a series whose centre and limits are worked out anew from each place of `starts` on."""
    edges = [0, *sorted({place for place in starts if 0 < place < len(values)}), len(values)]
    return [Part(start, end, read(values[start:end], highest=highest)) for start, end in pairwise(edges)]


def read(values: Sequence[Decimal], *, highest: Decimal | None = None) -> Read:
    """Read figures in order of time. None can lie below 0 nor, where it is given, above `highest`."""
    if len(values) < RUN_CHART_FROM:
        return Read(PLAIN)
    if len(values) < XMR_FROM:
        middle = Decimal(median(values))
        return Read(RUN_CHART, middle, signals=(*_runs_on_a_side(values, middle), *_trends(values)))
    middle = Decimal(mean(values))
    reach = FACTOR * Decimal(mean(abs(after - before) for before, after in pairwise(values)))
    signals = (
        *_outside(values, middle, reach),
        *_runs_on_a_side(values, middle),
        *_trends(values),
        *_near_a_limit(values, middle, reach),
    )
    top = middle + reach if highest is None else min(middle + reach, highest)
    return Read(XMR, middle, max(middle - reach, Decimal(0)), top, signals)


def _outside(values: Sequence[Decimal], middle: Decimal, reach: Decimal) -> list[Signal]:
    return [
        Signal((place,), f"lies {'above' if value > middle else 'below'} the limits: chance alone rarely does that")
        for place, value in enumerate(values)
        if abs(value - middle) > reach
    ]


def _runs_on_a_side(values: Sequence[Decimal], middle: Decimal) -> list[Signal]:
    """Find seven or more in a row on one side. A figure on the centre neither counts nor ends a run."""
    found: list[Signal] = []
    run: list[int] = []
    side = 0
    for place, value in enumerate(values):
        here = (value > middle) - (value < middle)
        if here and here != side:
            found += _run(run, side)
            run, side = [], here
        if here:
            run.append(place)
    return found + _run(run, side)


def _run(run: list[int], side: int) -> list[Signal]:
    if len(run) < RUN:
        return []
    return [Signal(tuple(run), f"are {len(run)} in a row {'above' if side > 0 else 'below'} the centre: a shift")]


def _trends(values: Sequence[Decimal]) -> list[Signal]:
    """Find seven or more in a row, each higher than the one before, or each lower."""
    found: list[Signal] = []
    start, way = 0, 0
    for place in range(1, len(values) + 1):
        change = values[place] - values[place - 1] if place < len(values) else Decimal(0)
        here = (change > 0) - (change < 0)
        if here != way or not here:
            if way and place - start >= RUN:
                places = tuple(range(start, place))
                found.append(
                    Signal(places, f"are {len(places)} in a row that {'rise' if way > 0 else 'fall'}: a trend")
                )
            start, way = place - 1, here
    return found


def _near_a_limit(values: Sequence[Decimal], middle: Decimal, reach: Decimal) -> list[Signal]:
    """Find two of three in a row in the outer third within the limits, on the same side."""
    found: list[Signal] = []
    for start in range(len(values) - 2):
        for side in (1, -1):
            near = tuple(
                place for place in range(start, start + 3) if reach * 2 / 3 < (values[place] - middle) * side <= reach
            )
            if len(near) >= 2 and not any(set(near) <= set(one.places) for one in found):
                found.append(Signal(near, f"are two of three close to the {'upper' if side > 0 else 'lower'} limit"))
    return found
