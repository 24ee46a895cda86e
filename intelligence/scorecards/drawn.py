"""The chart of an indicator: its figures as one person sees them, its centre and limits, other places beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from escp.ui.charts import Level as Across
from escp.ui.charts import LineChart, Reading, Series, line_chart, plain
from intelligence.choices import Level, Mark, Unit
from intelligence.models import Figure, Indicator, Rebase
from intelligence.scorecards import spc
from intelligence.scorecards.compared import middle_of

UNITS = {Unit.PERCENT: "%", Unit.DAYS: " days"}
NAMES = {Level.REGION: "Region", Level.NATION: "England"}
NEIGHBOURS = "Median of neighbours"


@dataclass(frozen=True)
class Seen:
    """A figure as one person sees it: no value where there is none, or where it is hidden."""

    figure: Figure
    value: Decimal | None
    words: str


def unit_of(indicator: Indicator) -> str:
    """Return what stands after a number of an indicator."""
    return UNITS.get(Unit(indicator.unit), "")


def words_of(figure: Figure, unit: str) -> str:
    """Return a figure to the digit as its source printed it, or its mark and what the mark means."""
    if figure.value is None:
        return f"{figure.text or 'Empty'}: {Mark(figure.mark).label.lower()}"
    return f"{figure.text or plain(figure.value.normalize())}{unit}"


def drawn(value: Decimal | None) -> Decimal | None:
    """Return a number without the zeros that the database fills it up with."""
    return value if value is None else value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def short(value: Decimal) -> str:
    """Return a number that was worked out, to one decimal place."""
    return plain(value.quantize(Decimal("0.1")))


def read_in_parts(indicator: Indicator, known: Sequence[Seen], rebases: Iterable[Rebase]) -> list[spc.Part]:
    """Read the figures that have a value, anew from each rebase on."""
    starts = [
        next((place for place, one in enumerate(known) if one.figure.starts_on >= each.starts_on), 0)
        for each in rebases
    ]
    highest = Decimal(100) if indicator.unit == Unit.PERCENT else None
    return spc.read_in_parts([one.value or Decimal(0) for one in known], starts, highest=highest)


def beside_series(indicator: Indicator, every: Sequence[Figure], own: Sequence[Seen]) -> list[Series]:
    """Return the region, England and the median of the neighbours in the periods of our own figures.

    Counts of places of different size are not compared. A place without any number is left out.
    """
    if indicator.unit == Unit.COUNT:
        return []
    unit = unit_of(indicator)
    periods = [(one.figure.starts_on, one.figure.ends_on) for one in own]
    found = []
    for level, name in NAMES.items():
        of_level = {(one.starts_on, one.ends_on): one for one in every if one.level == level}
        readings = [_reading(of_level.get(key), own[place].figure.period, unit) for place, key in enumerate(periods)]
        found.append(Series(name, readings))
    readings = []
    for key, one in zip(periods, own, strict=True):
        middle = middle_of(
            [
                each.value
                for each in every
                if each.level == Level.NEIGHBOUR and (each.starts_on, each.ends_on) == key and each.value is not None
            ]
        )
        words = "No value" if middle is None else f"{short(middle)}{unit}"
        readings.append(Reading(one.figure.period, drawn(middle), words))
    found.append(Series(NEIGHBOURS, readings))
    return [one for one in found if any(each.value is not None for each in one.readings)]


def _reading(figure: Figure | None, period: str, unit: str) -> Reading:
    if figure is None:
        return Reading(period, None, "No value")
    return Reading(period, drawn(figure.value), words_of(figure, unit))


def chart_of(
    indicator: Indicator, own: Sequence[Seen], parts: Sequence[spc.Part], series: Sequence[Series]
) -> LineChart | None:
    """Return the chart; None without any value to draw. The lines of the latest part are named."""
    places = [place for place, one in enumerate(own) if one.value is not None]
    across, marked = [], set()
    for part in parts:
        if part.read.centre is None:
            continue
        last = None if part is parts[-1] else places[part.end - 1]
        first = None if part.start == 0 else places[part.start]
        centre = "Median" if part.read.kind == spc.RUN_CHART else "Mean"
        named = ((centre, part.read.centre), ("Upper limit", part.read.upper), ("Lower limit", part.read.lower))
        across += [
            Across("baseline", f"{label} {short(value)}" if part is parts[-1] else "", value, first, last)
            for label, value in named
            if value is not None
        ]
        marked |= {places[part.start + place] for one in part.read.signals for place in one.places}
    return line_chart(
        title=indicator.name,
        readings=[Reading(one.figure.period, drawn(one.value), one.words) for one in own],
        unit=unit_of(indicator),
        target=drawn(indicator.target),
        value_heading="Figure",
        across=across,
        series=series,
        marked=marked,
        breaks={places[part.start] for part in parts[1:]},
    )


def parts_in_words(parts: Sequence[spc.Part], known: Sequence[Seen]) -> list[str]:
    """Return for each part how it is read, in a sentence."""
    said = [_read_in_words(part.read, part.end - part.start) for part in parts]
    if len(parts) == 1:
        return said
    return [
        f"From {known[part.start].figure.period} to {known[part.end - 1].figure.period}: {words}"
        for part, words in zip(parts, said, strict=True)
    ]


def _read_in_words(read: spc.Read, number: int) -> str:
    if read.kind == spc.PLAIN or read.centre is None:
        return (
            f"With {number} figures it is drawn as a plain line. From {spc.RUN_CHART_FROM} on it becomes a run chart, "
            f"and from {spc.XMR_FROM} on an XmR chart with limits."
        )
    if read.kind == spc.RUN_CHART:
        return f"With {number} figures it is read as a run chart about the median, {short(read.centre)}."
    lower, upper = short(read.lower or Decimal(0)), short(read.upper or Decimal(0))
    return (
        f"With {number} figures it is read as an XmR chart: mean {short(read.centre)}, limits {lower} and {upper} "
        f"(mean ± 2.66 × the mean moving range)."
    )


def signals_in_words(parts: Sequence[spc.Part], known: Sequence[Seen]) -> list[str]:
    """Return what is more than chance, a sentence each, with the periods that show it."""
    found = []
    for part in parts:
        for one in part.read.signals:
            first = known[part.start + one.places[0]].figure.period
            last = known[part.start + one.places[-1]].figure.period
            found.append(f"{first} {one.why}." if first == last else f"{first} to {last} {one.why}.")
    return found
